"""Join what finds an org's own values: where they come from, and how workers share them.

With ``[[org]] index`` they come from the sealed file that ``douane index build`` wrote, and from
its delta beside it; without, from the org when the gateway starts.  ``share`` puts each index
into memory once for all workers of the machine, before they are started; a worker that finds no
such memory has an index of its own.

``load`` reads the files anew, for whoever swaps a snapshot.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from douane.classify import Catalogue
from douane.config import OrgSettings, Settings
from douane.connect.salesforce import OrgSession, stream_names, value_paths
from douane.detect.exact.build import Builder
from douane.detect.exact.hashing import KEY_BYTES, Hasher
from douane.detect.exact.image import Image
from douane.detect.exact.known_values import KnownValues
from douane.model.errors import ConfigError, Problem, StoreError
from douane.model.keyring import Keyring
from douane.model.token import Kind
from douane.stores.index_file import SealedIndex, delta_path
from douane.stores.shared_memory import SharedMemory, attach

ADDRESSES: Final = "DOUANE_KNOWN_VALUES"
_NAME: Final = "douane-known-values"


def kinds_of(org: OrgSettings, catalogue: Catalogue) -> dict[str, Kind]:
    """Return the fields whose values are looked for, and what they are.

    Raises:
        ConfigError: A configured field is not in the catalogue.
    """
    fields = tuple(catalogue.fields())
    kinds = {field.path: field.kind for field in fields}
    wanted = org.names or (value_paths(fields) if org.index is not None else ())
    unknown = [path for path in wanted if path not in kinds]
    if unknown:
        raise ConfigError(
            tuple(
                Problem(f"org.names {path}", "the catalogue has no such field", "Correct it.")
                for path in unknown
            )
        )
    return {path: kinds[path] for path in wanted}


async def from_org(
    session: OrgSession, org: OrgSettings, kinds: Mapping[str, Kind], now_ms: int
) -> KnownValues:
    """Read the values of an org into an index; nothing of it is written anywhere.

    Raises:
        StoreError: The org does not answer.
    """
    builder = Builder(org.tenant, Hasher.of(os.urandom(KEY_BYTES)), now_ms)
    async for value, path, record in stream_names(session, kinds):
        builder.add((value, (path,), record, kinds[path], False))
    return KnownValues(builder.finish())


def open_sealed(path: Path, tenant: str, keyring: Keyring) -> SharedMemory:
    """Decrypt an index into memory.

    Raises:
        StoreError: It is absent, cut, altered, another tenant's or of another format.
    """
    return SharedMemory.holding(SealedIndex(path, tenant, keyring).pieces(), _NAME)


def load(org: OrgSettings, keyring: Keyring) -> KnownValues | None:
    """Read an org's index and its delta from their files; None when it has none.

    Raises:
        StoreError: One of them cannot be used.
    """
    if org.index is None:
        return None
    opened = [open_sealed(path, org.tenant, keyring) for path in _files(org.index)]
    return over([memory.view for memory in opened], org.tenant)


def over(views: Iterable[memoryview], tenant: str) -> KnownValues:
    """Return the detector over a base and perhaps its delta.

    Raises:
        StoreError: They cannot be used.
    """
    images = [Image.open(view) for view in views]
    if any(image.facts.tenant != tenant for image in images):
        raise StoreError(
            "the index of known values is another tenant's; run `douane index build`",
            code="index_unreadable",
        )
    return KnownValues(*images)


def _files(base: Path) -> tuple[Path, ...]:
    delta = delta_path(base)
    return (base, delta) if delta.exists() else (base,)


@contextmanager
def share(settings: Settings, config: Path, keyring: Keyring) -> Iterator[None]:
    """Hold the index of every org in memory for the workers that are started meanwhile.

    Raises:
        DouaneError: One cannot be read or built.
    """
    held: list[SharedMemory] = []
    addresses: dict[str, list[str]] = {}
    try:
        for org in settings.orgs:
            memories = _memories(org, config, keyring)
            held += memories
            if memories and all(memory.address for memory in memories):
                addresses[org.tenant] = [memory.address for memory in memories]
        os.environ[ADDRESSES] = json.dumps(addresses)
        yield
    finally:
        os.environ.pop(ADDRESSES, None)
        for memory in held:
            memory.close()


def _memories(org: OrgSettings, config: Path, keyring: Keyring) -> list[SharedMemory]:
    if org.index is not None:
        return [open_sealed(path, org.tenant, keyring) for path in _files(org.index)]
    if not org.url or not org.names or not hasattr(os, "memfd_create"):
        return []
    return [SharedMemory.filled_by(lambda file: _fill(file, config, org.tenant), _NAME)]


def _fill(file: BinaryIO, config: Path, tenant: str) -> None:
    """Let a process build the index whose memory ends with it: building takes more than using."""
    command = [sys.executable, "-m", "douane.cli.main", "index", "fill", str(file.fileno()),
               "--config", str(config), "--tenant", tenant]  # fmt: skip
    done = subprocess.run(command, pass_fds=(file.fileno(),), check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise StoreError(
            f"the names of tenant {tenant} cannot be read from its org; see the message above",
            code="org_unavailable",
        )


def attached(tenant: str) -> KnownValues | None:
    """Return the detector over what ``share`` holds for a tenant; None when it holds nothing.

    Raises:
        StoreError: It is gone or cannot be used.
    """
    addresses = json.loads(os.environ.get(ADDRESSES, "{}")).get(tenant)
    return over(map(attach, addresses), tenant) if addresses else None
