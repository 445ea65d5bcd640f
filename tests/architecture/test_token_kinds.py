"""Kinds of tokens can be told apart wherever they stand."""

import itertools
import re

import pytest

from douane.model.token import BODY_ALPHABET, BODY_LENGTH, MAX_TOKEN_LENGTH, TOKEN_PATTERN, Kind


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(Kind, 2)))
def test_no_kind_ends_with_another(one: Kind, other: Kind) -> None:
    assert not one.value.endswith(other.value), "a match would be ambiguous"


def test_no_character_of_a_kind_can_stand_in_a_body() -> None:
    assert set("".join(Kind)).isdisjoint(BODY_ALPHABET)


@pytest.mark.parametrize("kind", Kind)
def test_the_pattern_finds_every_kind_whole(kind: Kind) -> None:
    token = f"{kind.value}_{BODY_ALPHABET[-1] * BODY_LENGTH}"
    assert re.findall(TOKEN_PATTERN, f"X{token}{token}") == [token, token]
    assert len(token) <= MAX_TOKEN_LENGTH
