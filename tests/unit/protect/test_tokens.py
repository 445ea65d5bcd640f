"""Tokens tell equality within one scope, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.errors import RequestError, StoreError
from douane.model.sheet import Entry, Origin, Scope
from douane.model.token import TOKEN_PATTERN, Kind
from douane.protect import tokens
from douane.protect.sheet import UNFIELDED, merge
from douane.protect.tokens import Tokeniser, scope_key
from tests.simulators.keyring import SeededKeyring

KEY = bytes(32)
NAME = Origin("Account.Name", "001A")
OTHER = Origin("Contact.Name", "003A")


def test_a_token_is_its_kind_and_ten_characters_of_its_alphabet() -> None:
    for kind in Kind:
        token = Tokeniser(KEY).token(kind, "x")

        assert re.fullmatch(TOKEN_PATTERN, token)
        assert token.startswith(f"{kind}_")


def test_an_equal_value_gets_the_same_token_and_keeps_its_first_kind() -> None:
    tokeniser = Tokeniser(KEY)

    assert tokeniser.token(Kind.PERSON, "Berta") == tokeniser.token(Kind.ORG, "Berta")


def test_a_number_and_its_text_have_different_tokens() -> None:
    tokeniser = Tokeniser(KEY)

    assert tokeniser.token(Kind.AMOUNT, "5") != tokeniser.token(Kind.AMOUNT, "5", literal=True)


@given(st.lists(st.text(), unique=True, max_size=30), st.lists(st.text(), unique=True, max_size=30))
def test_tokens_do_not_depend_on_values(ours: list[str], theirs: list[str]) -> None:
    length = min(len(ours), len(theirs))
    one, two = Tokeniser(KEY), Tokeniser(KEY)

    assert [one.token(Kind.TEXT, value) for value in ours[:length]] == [
        two.token(Kind.TEXT, value) for value in theirs[:length]
    ]


def test_ten_thousand_tokens_differ_and_use_every_character_evenly() -> None:
    tokeniser = Tokeniser(KEY)
    made = {tokeniser.token(Kind.TEXT, str(number)) for number in range(10_000)}
    bodies = "".join(token.removeprefix("TEXT_") for token in made)

    assert len(made) == 10_000
    for character in "0123456789abcdefghjkmnpqrstvwxyz":
        assert abs(bodies.count(character) - 3125) < 350  # six standard deviations


def test_a_body_that_already_stands_in_the_scope_is_passed_over() -> None:
    first = Tokeniser(KEY).token(Kind.TEXT, "one")
    taken = Entry(first, "one", literal=False, origins=(), sender="s")

    again = Tokeniser(KEY, [taken])

    assert again.token(Kind.TEXT, "two") != first
    assert again.token(Kind.TEXT, "one") == first


def test_a_growing_start_never_uses_an_ordinal_twice() -> None:
    tokeniser, later = Tokeniser(KEY), Tokeniser(KEY, start=1 << 20)

    assert not {tokeniser.token(Kind.TEXT, str(n)) for n in range(50)} & {
        later.token(Kind.TEXT, str(n)) for n in range(50)
    }


@pytest.mark.parametrize(
    "other",
    [
        Scope("bank-b", "case-1", named=True),
        Scope("bank-a", "case-2", named=True),
        Scope("bank-a", "case-1", named=False),
        Scope("bank-acase-1", "", named=True),
    ],
)
def test_scopes_share_no_key(other: Scope) -> None:
    keyring = SeededKeyring()

    assert scope_key(keyring, Scope("bank-a", "case-1", named=True)) != scope_key(keyring, other)


def test_no_key_means_no_tokens() -> None:
    keyring = SeededKeyring()
    keyring.down = True

    with pytest.raises(StoreError):
        scope_key(keyring, Scope("bank-a", "case-1", named=True))


def test_origins_of_all_appearances_accumulate() -> None:
    tokeniser = Tokeniser(KEY)
    tokeniser.token(Kind.PERSON, "Berta", origins=[OTHER], sender="s")
    tokeniser.token(Kind.PERSON, "Berta", origins=[NAME], sender="s")
    tokeniser.token(Kind.PERSON, "Berta", sender="s")

    (entry,) = tokeniser.entries()

    assert entry.origins == (UNFIELDED, NAME, OTHER)
    assert (entry.value, entry.sender) == ("Berta", "s")


def test_a_value_of_no_field_has_no_origins() -> None:
    tokeniser = Tokeniser(KEY)
    tokeniser.token(Kind.PHONE, "+49", sender="s")

    assert tokeniser.entries()[0].origins == ()


def test_a_conversation_records_only_what_is_new_about_an_old_token() -> None:
    first = Tokeniser(KEY)
    token = first.token(Kind.PERSON, "Berta", origins=[NAME], sender="s")
    cases = {
        "nothing new": ([NAME], "s", []),
        "new origin": ([OTHER], "s", [(OTHER,)]),
        "new sender": ([NAME], "t", [(NAME,)]),
        "seen outside any field": ([], "s", [()]),
    }
    for name, (origins, sender, expected) in cases.items():
        later = Tokeniser(KEY, first.entries())

        assert later.token(Kind.PERSON, "Berta", origins=origins, sender=sender) == token, name
        assert [entry.origins for entry in later.entries()] == expected, name


def test_a_conversation_keeps_numbers_and_texts_apart() -> None:
    first = Tokeniser(KEY)
    made = [first.token(Kind.CODE, "5", literal=literal) for literal in (True, False)]
    later = Tokeniser(KEY, first.entries())

    assert [later.token(Kind.CODE, "5", literal=literal) for literal in (True, False)] == made


def test_united_sheets_name_every_origin_and_every_sender() -> None:
    first = Tokeniser(KEY)
    first.token(Kind.PERSON, "Berta", origins=[NAME], sender="s")
    second = Tokeniser(KEY, first.entries())
    second.token(Kind.PERSON, "Berta", sender="t")

    (entry,) = merge([first.entries(), second.entries()])

    assert (entry.origins, entry.sender) == ((NAME, UNFIELDED), "s\nt")


def test_the_scopes_own_token_is_returned_as_it_is() -> None:
    first = Tokeniser(KEY)
    token = first.token(Kind.PERSON, "Berta")
    later = Tokeniser(KEY, first.entries())

    assert later.knows(token)
    assert later.token(Kind.TEXT, token) == token
    assert later.entries() == ()
    assert not Tokeniser(KEY).knows(token)


def test_a_scope_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MAX_SCOPE_ENTRIES", 2)
    tokeniser = Tokeniser(
        KEY, [Entry("TEXT_0000000000", "a", literal=False, origins=(), sender="")]
    )
    tokeniser.token(Kind.TEXT, "b")

    with pytest.raises(RequestError) as caught:
        tokeniser.token(Kind.TEXT, "secret")

    assert caught.value.code == "scope_full"
    assert "secret" not in str(caught.value)
