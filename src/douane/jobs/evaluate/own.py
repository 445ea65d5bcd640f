"""What an org adds to the search: its values, and the texts that it registered.

Keys are fixed: what is measured must not change from run to run, and nothing of it is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from douane.detect.register.entry import Hashers, entry_id, make
from douane.detect.register.registered import RegisteredSecrets
from douane.detect.register.sealed import KEY_BYTES as REGISTER_KEY_BYTES
from douane.detect.seam import Detector
from douane.model.token import Kind

_TENANT: Final = "evaluation"


def detector_of_values(rows: Sequence[Mapping[str, str]]) -> Detector | None:
    """Return a detector of an org's values; None where there are none.

    Args:
        rows: ``value``, ``field``, ``record`` and ``kind`` of each.
    """
    if not rows:
        return None
    # They need numpy, which takes its time to load; most evaluations know no values.
    from douane.detect.exact.build import Builder  # noqa: PLC0415
    from douane.detect.exact.hashing import KEY_BYTES, Hasher  # noqa: PLC0415
    from douane.detect.exact.known_values import KnownValues  # noqa: PLC0415

    builder = Builder(_TENANT, Hasher.of(bytes(range(KEY_BYTES))))
    for row in rows:
        builder.add((row["value"], (row["field"],), row["record"], Kind(row["kind"]), False))
    return KnownValues(builder.finish())


def detector_of_register(rows: Sequence[Mapping[str, str]]) -> Detector | None:
    """Return a detector of registered texts; None where there are none.

    Args:
        rows: ``id`` and ``text`` of each.
    """
    if not rows:
        return None
    key = bytes(range(REGISTER_KEY_BYTES))
    hashers = Hashers(key)
    entries = [make(hashers, entry_id(row["id"].encode()), row["id"], row["text"]) for row in rows]
    return RegisteredSecrets(key, tuple(entry for entry in entries if not entry.is_empty))
