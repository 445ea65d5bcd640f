"""A sealed sheet opens where it belongs, unchanged, or not at all."""

import dataclasses
import itertools
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.errors import DouaneError, RequestError, StoreError
from douane.model.keyring import KeyPurpose
from douane.model.sheet import Entry, Origin, Scope, SealedSheet
from douane.protect.sheet import decode, encode, merge, seal, unseal
from tests.simulators.keyring import SeededKeyring

SCOPE = Scope("bank-a", "case-1", named=True)
ENTRY = Entry(
    "PERSON_k7qm2xp0rd",
    "Berta",
    literal=False,
    origins=(Origin("Account.Name", "001A"),),
    sender="s",
)
EXPIRES_MS = 1_800_000_000_000


def entropy() -> Callable[[int], bytes]:
    counter = itertools.count(1)
    return lambda size: next(counter).to_bytes(size, "big")


def sealed(keyring: SeededKeyring) -> SealedSheet:
    return seal(keyring, SCOPE, 3, [ENTRY], EXPIRES_MS, entropy())


def test_what_was_sealed_opens_unchanged() -> None:
    keyring = SeededKeyring()
    sheet = sealed(keyring)

    assert unseal(keyring, sheet) == (ENTRY,)
    assert (sheet.tenant, sheet.scope, sheet.number, sheet.expires_ms) == (
        "bank-a", "case-1", 3, EXPIRES_MS,
    )  # fmt: skip


def test_nothing_of_a_value_stands_in_the_sealed_bytes() -> None:
    assert b"Berta" not in sealed(SeededKeyring()).sealed


def test_every_flipped_bit_makes_it_unreadable() -> None:
    keyring = SeededKeyring()
    sheet = sealed(keyring)
    for position in range(len(sheet.sealed) * 8):
        changed = bytearray(sheet.sealed)
        changed[position // 8] ^= 1 << position % 8

        assert code(keyring, dataclasses.replace(sheet, sealed=bytes(changed))) == (
            "vault_unreadable"
        ), position


def test_every_cut_makes_it_unreadable() -> None:
    keyring = SeededKeyring()
    sheet = sealed(keyring)
    for length in range(len(sheet.sealed)):
        cut = dataclasses.replace(sheet, sealed=sheet.sealed[:length])

        assert code(keyring, cut) == "vault_unreadable", length


ELSEWHERE = {
    "another tenant": {"tenant": "bank-b"},
    "another scope": {"scope": "case-2"},
    "another number": {"number": 4},
    "a longer life": {"expires_ms": EXPIRES_MS + 1},
    "a border moved between tenant and scope": {"tenant": "bank-", "scope": "acase-1"},
    "a number that no database holds": {"number": 1 << 80},
}


@pytest.mark.parametrize("change", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_it_opens_nowhere_else(change: dict[str, str | int]) -> None:
    keyring = SeededKeyring()

    assert code(keyring, dataclasses.replace(sealed(keyring), **change)) == "vault_unreadable"  # type: ignore[arg-type]


def test_another_keyring_does_not_open_it() -> None:
    assert code(SeededKeyring("other"), sealed(SeededKeyring())) == "vault_unreadable"


def test_old_sheets_open_after_a_rotation_and_not_after_their_key_is_destroyed() -> None:
    keyring = SeededKeyring()
    old = sealed(keyring)
    keyring.rotate(KeyPurpose.VAULT)
    new = sealed(keyring)

    assert unseal(keyring, old) == unseal(keyring, new) == (ENTRY,)

    keyring.destroy("vault.1")

    assert code(keyring, old) == "vault_unreadable"
    assert unseal(keyring, new) == (ENTRY,)


def test_nothing_is_sealed_without_a_key() -> None:
    keyring = SeededKeyring()
    keyring.down = True

    with pytest.raises(StoreError):
        sealed(keyring)


def test_half_a_surrogate_pair_is_refused_and_not_quoted() -> None:
    with pytest.raises(RequestError) as caught:
        encode([Entry("TEXT_0000000000", "Berta \ud800", literal=False, origins=(), sender="s")])

    assert caught.value.code == "invalid_unicode"
    assert "Berta" not in str(caught.value)
    assert caught.value.__suppress_context__


entries = st.lists(
    st.builds(
        Entry,
        token=st.text(max_size=20),
        value=st.text(),
        literal=st.booleans(),
        origins=st.lists(st.builds(Origin, st.text(), st.text()), max_size=3).map(tuple),
        sender=st.text(),
    ),
    max_size=5,
)


@given(entries)
def test_entries_survive_their_encoding(some: list[Entry]) -> None:
    assert decode(encode(some)) == tuple(some)


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x90", b"\x02\x90", b"\x01", b"\x01\x90\x90", b"\x01\xc0"]
)
def test_unknown_formats_are_refused(data: bytes) -> None:
    with pytest.raises(StoreError) as caught:
        decode(data)

    assert caught.value.code == "vault_unreadable"


def test_a_decoding_error_quotes_nothing() -> None:
    data = b"\x01" + msgspec.msgpack.encode([["TEXT_0000000000", "Berta", "Berta", [], "s"]])

    with pytest.raises(StoreError) as caught:
        decode(data)

    assert "Berta" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_sheets_that_contradict_each_other_are_refused() -> None:
    liar = msgspec.structs.replace(ENTRY, value="Maier")

    with pytest.raises(StoreError) as caught:
        merge([[ENTRY], [liar]])

    assert "Maier" not in str(caught.value)


def test_uniting_a_sheet_with_itself_changes_nothing() -> None:
    assert merge([[ENTRY], [ENTRY]]) == (ENTRY,)


def code(keyring: SeededKeyring, sheet: SealedSheet) -> str:
    with pytest.raises(DouaneError) as caught:
        unseal(keyring, sheet)
    assert isinstance(caught.value, StoreError)
    assert "Berta" not in str(caught.value)
    return caught.value.code
