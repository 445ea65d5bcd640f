"""The reference of the overlay says what the code does."""

import re
from pathlib import Path

import pytest

from douane.classify import parse_overlay
from douane.classify.overlay import KNOWN_CATEGORIES
from douane.classify.overlay_grammar import FIELD_KEYS, TOP_KEYS
from douane.model.terms import Level
from douane.model.token import Kind
from tests.unit.classify.samples import standard_text

REFERENCE = (Path(__file__).parents[3] / "docs" / "reference" / "overlay.md").read_text("utf-8")


def test_the_example_is_an_overlay() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)
    overlay = parse_overlay(example, "overlay.toml")

    assert [statement.pattern for statement in overlay.statements] == [
        "Account.AdviserNote__c",
        "TradingSignal__c.*",
        "*.CaseNumber",
    ]
    assert overlay.includes == ("standard",)


WORDS = [*TOP_KEYS, *FIELD_KEYS, *KNOWN_CATEGORIES, *Kind, *(level.word for level in Level)]


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_the_reference_explains(word: str) -> None:
    assert re.search(rf'`(?:\[|"|){word}(?:\.|\]|"|`)', REFERENCE)


def test_the_reference_lists_the_standard_overlay() -> None:
    section = REFERENCE.partition("## The standard overlay")[2]
    for statement in parse_overlay(standard_text(), "standard").statements:
        assert f"`{statement.field}`" in section
