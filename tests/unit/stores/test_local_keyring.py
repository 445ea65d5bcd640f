"""The local keyring: files that are ours alone, versions, and known answers."""

import base64
import os
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from douane.model.errors import StoreError
from douane.model.keyring import KeyPurpose
from douane.stores.keyring_conformance import PROMISES
from douane.stores.local_keyring import LocalKeyring, create, rotate, signing_path
from tests.fuzz.key_file import target

# Made with hmac and hashlib alone: HKDF-SHA-256 of 32 zero bytes, then HMAC or AES-256-GCM.
KNOWN_MAC = "0a9f8c183d77cbfe0ecfdb6b77233d98d90d640f2cf0e16337dfa057a6e30958"
KNOWN_WRAPPED = bytes.fromhex(
    "000102030405060708090a0b41ca4aa6ece2dbbdddee6df240e1b984ed3e04fd5b7208cf"
)
SIGNING = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def refused(path: Path, match: str) -> str:
    with pytest.raises(StoreError, match=match) as caught:
        LocalKeyring.open(path)
    assert caught.value.code == "key_unavailable"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return str(caught.value)


def test_a_created_keyring_keeps_every_promise(key_file: Path) -> None:
    for promise in PROMISES:
        promise(LocalKeyring.open(key_file))


def test_created_files_are_the_owners_alone_and_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()

    for file in (key_file, signing_path(key_file)):
        assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreError, match="keep it"):
        create(key_file)
    assert key_file.read_bytes() == before


def test_two_keyrings_share_nothing(key_file: Path, tmp_path: Path) -> None:
    create(tmp_path / "other.toml")
    one, other = LocalKeyring.open(key_file), LocalKeyring.open(tmp_path / "other.toml")
    key_id, wrapped = one.wrap(KeyPurpose.VAULT, b"key", b"")

    assert one.public_key() != other.public_key()
    assert one.mac(KeyPurpose.SCOPE, b"") != other.mac(KeyPurpose.SCOPE, b"")
    with pytest.raises(StoreError, match="does not open"):
        other.unwrap(key_id, wrapped, b"")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610, 0o700])
@pytest.mark.parametrize("which", ["root", "signing"])
def test_a_file_open_to_others_is_refused_with_the_command_that_closes_it(
    mode: int, which: str, key_file: Path
) -> None:
    file = key_file if which == "root" else signing_path(key_file)
    file.chmod(mode)

    refused(key_file, f"chmod 600 {re.escape(str(file))}")


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_stricter_modes_are_welcome(mode: int, key_file: Path) -> None:
    key_file.chmod(mode)

    assert len(LocalKeyring.open(key_file).public_key()) == 32


def test_somebody_elses_file_is_refused(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)

    refused(key_file, "chown")


def test_a_directory_a_pipe_and_nothing_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)

    refused(tmp_path / "none.toml", "cannot be opened")
    refused(tmp_path / "pipe", "no regular file")
    refused(tmp_path, "no regular file")


def root(version: object, key: str = base64.b64encode(bytes(32)).decode()) -> str:
    return f'[[root]]\nversion = {version}\nkey = "{key}"\n'


MALFORMED = {
    "nothing": "",
    "no TOML": "key = ",
    "another format": f"format = 2\n{root(1)}",
    "an unknown member": f"format = 1\nsalt = 1\n{root(1)}",
    "no key": "format = 1\nroot = []\n",
    "a short key": f"format = 1\n{root(1, 'c2VjcmV0')}",
    "a key that is no base64": f"format = 1\n{root(1, 'SECRET!!')}",
    "no version 1": f"format = 1\n{root(2)}",
    "a version twice": f"format = 1\n{root(1)}{root(1)}",
    "a version that is no number": f"format = 1\n{root('true')}",
    "a version below 1": f"format = 1\n{root(1)}{root(0)}",
    "no list": "format = 1\nroot = 7\n",
    "deep nesting": "a = " + "[" * 5_000,
}


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_file_is_refused_without_quoting_it(content: str, key_file: Path) -> None:
    key_file.write_text(content)

    message = refused(key_file, "key")

    assert "SECRET" not in message
    assert "c2VjcmV0" not in message


@pytest.mark.parametrize(
    "pem", ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"]
)
def test_a_malformed_signing_key_is_refused(pem: str, key_file: Path) -> None:
    signing_path(key_file).write_text(pem)

    refused(key_file, "no Ed25519 key")


def test_a_signing_key_of_another_kind_is_refused(key_file: Path) -> None:
    pem = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    signing_path(key_file).write_bytes(pem)

    refused(key_file, "no Ed25519 key")


def test_rotation_wraps_anew_opens_the_old_and_keeps_pseudonyms_and_the_log(
    key_file: Path,
) -> None:
    before = LocalKeyring.open(key_file)
    old_id, old = before.wrap(KeyPurpose.VAULT, b"key", b"context")

    assert rotate(key_file) == 2
    after = LocalKeyring.open(key_file)
    new_id, new = after.wrap(KeyPurpose.VAULT, b"key", b"context")

    assert (old_id, new_id) == ("vault.1", "vault.2")
    assert after.unwrap(old_id, old, b"context") == after.unwrap(new_id, new, b"context") == b"key"
    assert after.mac(KeyPurpose.PSEUDONYM, b"x") == before.mac(KeyPurpose.PSEUDONYM, b"x")
    assert after.public_key() == before.public_key()
    assert key_file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreError, match="version"):
        before.unwrap(new_id, new, b"context")


def test_a_rotation_that_cannot_write_changes_nothing(key_file: Path) -> None:
    before = key_file.read_bytes()
    key_file.with_name(key_file.name + ".new").touch()

    with pytest.raises(StoreError, match="left over"):
        rotate(key_file)

    assert key_file.read_bytes() == before


def test_derivation_never_changes_between_releases() -> None:
    keyring = LocalKeyring({1: bytes(32)}, SIGNING)

    assert keyring.mac(KeyPurpose.PSEUDONYM, b"message").hex() == KNOWN_MAC
    assert keyring.unwrap("vault.1", KNOWN_WRAPPED, b"context") == b"data key"


@given(data=st.binary(max_size=200))
def test_any_key_file_is_read_or_refused(data: bytes) -> None:
    target(data)
