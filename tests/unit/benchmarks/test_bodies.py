"""The benchmark's prompts: realistic, repeatable, and full of values that must not cross."""

import json

import pytest
from stdnum import iban as checked

from benchmarks.bodies import SIZES, asking_for, names, prompt

PEOPLE = names(500)


@pytest.mark.parametrize("size", SIZES)
def test_a_prompt_has_its_size_and_holds_every_canary(size: str) -> None:
    for number in range(6):
        made = prompt(size, number, PEOPLE)

        text = made.body.decode()
        assert abs(len(made.body) / SIZES[size] - 1) < 0.15
        assert all(canary in text for canary in made.canaries)
        assert len(made.canaries) > 20


def test_the_same_number_gives_the_same_prompt_and_another_does_not() -> None:
    assert prompt("4k", 1, PEOPLE) == prompt("4k", 1, PEOPLE)
    assert prompt("4k", 1, PEOPLE).body != prompt("4k", 2, PEOPLE).body


def test_account_numbers_and_addresses_are_ones_that_every_filter_should_know() -> None:
    canaries = prompt("32k", 1, PEOPLE).canaries
    accounts = [value for value in canaries if value.startswith("DE") and value[2:].isdigit()]
    addresses = [value for value in canaries if "@" in value]

    assert accounts
    assert all(checked.is_valid(account) for account in accounts)
    assert addresses
    assert all(address.isascii() for address in addresses)


def test_the_streamed_prompt_differs_only_in_that() -> None:
    made = prompt("4k", 1, PEOPLE)

    assert {**json.loads(made.body), "stream": True} == json.loads(made.streamed)


def test_another_model_can_be_asked() -> None:
    made = prompt("4k", 1, PEOPLE)

    assert json.loads(asking_for("local", made.body)) == {**json.loads(made.body), "model": "local"}


def test_names_are_distinct() -> None:
    assert len(set(names(100_000))) == 100_000
