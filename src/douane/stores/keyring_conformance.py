"""What every driver of ``Keyring`` must keep, to be run against it by its tests.

Each promise takes a keyring and raises ``AssertionError`` when it is broken.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from douane.model.errors import StoreError
from douane.model.keyring import KeyPurpose, Keyring

_KEY: Final = bytes(range(32))
_KEY_ID: Final = re.compile(r"[a-z]+\.[0-9]+")


def _expect(kept: object, promise: str) -> None:
    if not kept:
        raise AssertionError(promise)


def _expect_refusal(act: Callable[[], object]) -> None:
    try:
        act()
    except StoreError as error:
        _expect(error.code == "key_unavailable", "the error's code is key_unavailable")
    else:
        _expect(kept=False, promise="a StoreError is raised")


def unwrap_undoes_wrap(keyring: Keyring) -> None:
    """See that whatever was wrapped comes back, for every purpose and any length."""
    for purpose in KeyPurpose:
        for key in (b"", _KEY, bytes(1_000)):
            key_id, wrapped = keyring.wrap(purpose, key, b"context")
            _expect(keyring.unwrap(key_id, wrapped, b"context") == key, "it comes back")
            _expect(not key or key not in wrapped, "it is not in the clear")


def wrapping_never_repeats(keyring: Keyring) -> None:
    """See that the same key wrapped twice looks different."""
    twice = [keyring.wrap(KeyPurpose.VAULT, _KEY, b"")[1] for _ in range(2)]
    _expect(twice[0] != twice[1], "each wrapping is fresh")


def unwrap_takes_nothing_else(keyring: Keyring) -> None:
    """See that another context, key id, purpose or byte does not open; nothing is quoted."""
    key_id, wrapped = keyring.wrap(KeyPurpose.VAULT, _KEY, b"context")
    other_id, _ = keyring.wrap(KeyPurpose.INDEX, _KEY, b"context")
    _expect_refusal(lambda: keyring.unwrap(key_id, wrapped, b"other"))
    for name in (other_id, "vault.999999", "vault", "", "nothing.1", key_id + "0"):
        _expect_refusal(partial(keyring.unwrap, name, wrapped, b"context"))
    for position in range(len(wrapped)):
        spoilt = bytearray(wrapped)
        spoilt[position] ^= 1
        _expect_refusal(partial(keyring.unwrap, key_id, bytes(spoilt), b"context"))
    for length in range(len(wrapped)):
        _expect_refusal(partial(keyring.unwrap, key_id, wrapped[:length], b"context"))


def key_ids_are_short_names(keyring: Keyring) -> None:
    """See that a key id is a purpose and a version."""
    for purpose in KeyPurpose:
        key_id, _ = keyring.wrap(purpose, _KEY, b"")
        _expect(_KEY_ID.fullmatch(key_id), "it reads purpose.version")
        _expect(key_id.split(".")[0] == purpose, "it names its purpose")


def mac_tells_purpose_and_message_apart(keyring: Keyring) -> None:
    """See that a mac has 32 bytes, the same for the same and different for the different."""
    messages = (b"", b"a", b"b", bytes(10_000))
    macs = {keyring.mac(purpose, message) for purpose in KeyPurpose for message in messages}
    _expect(len(macs) == len(KeyPurpose) * len(messages), "no two are alike")
    _expect({len(mac) for mac in macs} == {32}, "each has 32 bytes")
    _expect(all(keyring.mac(p, b"a") in macs for p in KeyPurpose), "they are stable")


def signatures_verify(keyring: Keyring) -> None:
    """See that the public key verifies what was signed."""
    key = Ed25519PublicKey.from_public_bytes(keyring.public_key())
    for message in (b"", b"a", bytes(10_000)):
        key.verify(keyring.sign(message), message)


def repr_shows_no_key(keyring: Keyring) -> None:
    """See that no key is shown where it could end up in a log."""
    shown = repr(keyring) + str(keyring)
    _expect(keyring.public_key().hex() not in shown, "it shows no key")
    _expect(not re.search(r"[0-9a-f]{32}|\\x[0-9a-f]{2}", shown), "nor anything like one")


PROMISES: Final = (
    unwrap_undoes_wrap,
    wrapping_never_repeats,
    unwrap_takes_nothing_else,
    key_ids_are_short_names,
    mac_tells_purpose_and_message_apart,
    signatures_verify,
    repr_shows_no_key,
)
