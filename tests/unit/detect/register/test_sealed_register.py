"""The register opens for its tenant and its key, whole, or not at all."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.register.entry import Hashers, make
from douane.detect.register.sealed import FORMAT, MAGIC, Register, seal, unseal
from douane.model.errors import StoreError
from tests.fuzz.register_file import target
from tests.simulators.keyring import SeededKeyring

KEYRING = SeededKeyring()
KEY = bytes(range(32))
TEXT = "score = 0.347*income + 0.252*ltv + 1.183*arrears"
REGISTER = Register(KEY, (make(Hashers(KEY), "e1", "retail-pricing", TEXT),))


def entropy(size: int) -> bytes:
    return hashlib.shake_256(b"entropy").digest(size)


SEALED = seal(KEYRING, "bank", REGISTER, entropy)


def refused(keyring: SeededKeyring, tenant: str, sealed: bytes) -> str:
    with pytest.raises(StoreError) as caught:
        unseal(keyring, tenant, sealed)
    assert caught.value.code == "register_unreadable"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return str(caught.value)


def test_what_was_sealed_opens() -> None:
    assert unseal(KEYRING, "bank", SEALED) == REGISTER


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_one_changed_byte_is_refused(at: int, by: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= by

    refused(KEYRING, "bank", bytes(changed))


@given(st.integers(0, len(SEALED) - 1))
def test_a_register_that_was_cut_is_refused(at: int) -> None:
    refused(KEYRING, "bank", SEALED[:at])


def test_what_was_appended_is_refused() -> None:
    refused(KEYRING, "bank", SEALED + b"\x00")


def test_another_tenant_and_another_keyring_are_refused() -> None:
    refused(KEYRING, "other", SEALED)
    refused(SeededKeyring("other"), "bank", SEALED)


def test_a_destroyed_key_is_refused() -> None:
    keyring = SeededKeyring()
    keyring.destroy("index.1")

    refused(keyring, "bank", SEALED)


def test_it_opens_after_a_rotation() -> None:
    keyring = SeededKeyring()
    sealed = seal(keyring, "bank", REGISTER, entropy)
    for purpose in keyring._versions:  # noqa: SLF001 - every purpose
        keyring.rotate(purpose)

    assert unseal(keyring, "bank", sealed) == REGISTER


def test_another_format_is_named_as_such() -> None:
    assert "format" in refused(KEYRING, "bank", MAGIC + bytes((FORMAT + 1,)) + SEALED[5:])


def test_nothing_of_the_secret_is_in_the_file_or_in_a_repr() -> None:
    assert b"retail-pricing" not in SEALED
    assert b"income" not in SEALED
    assert repr(REGISTER) == "Register(1 entries)"


@given(st.binary(max_size=200))
def test_any_bytes_open_or_are_refused(data: bytes) -> None:
    target(data)
