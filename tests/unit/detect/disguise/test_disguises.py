"""Each way to write a value otherwise: the value is masked wholly, and harmless words are not."""

import random

import pytest

from douane.detect.disguise import search
from douane.model.finding import Finding
from douane_sandbox.disguise import (
    DISGUISES,
    FOR_DIGITS,
    FOR_EMAIL,
    FOR_NAMES,
    NOT_FOR_NAMES,
    disguise,
)  # fmt: skip
from tests.unit.detect.disguise.samples import DETECTORS, HARMLESS, SENTENCES, VALUES

EACH = 24
# What a name is written as in these ways tells nothing, so it is not found.
NOT_UNDONE = {("rot13", "name")}


def _kinds(way: str) -> set[str]:
    if way in FOR_DIGITS:
        return {"iban", "card"}
    if way in FOR_NAMES:
        return {"name"}
    if way in FOR_EMAIL:
        return {"email"}
    return set(VALUES) - ({"name"} if way in NOT_FOR_NAMES else set())


CASES = [
    (way, kind)
    for way in DISGUISES
    for kind in sorted(_kinds(way))
    if (way, kind) not in NOT_UNDONE
]


def _written(way: str, value: str, sentence: str, rng: random.Random) -> tuple[str, int, int]:
    at = sentence.index("{}")
    return disguise(way, sentence.replace("{}", value), at, at + len(value), rng)


def _wholly(found: list[Finding], start: int, end: int) -> bool:
    covered = {at for hit in found for at in range(hit.start, hit.end)}
    return covered.issuperset(range(start, end))


@pytest.mark.parametrize(("way", "kind"), CASES)
def test_a_disguised_value_is_masked_wholly(way: str, kind: str) -> None:
    rng = random.Random(f"{way} {kind}")  # noqa: S311 - the same each time
    missed = []
    for number in range(EACH):
        sentence = SENTENCES[number % len(SENTENCES)]
        text, start, end = _written(way, VALUES[kind](rng), sentence, rng)
        if not _wholly(search(text, DETECTORS), start, end):
            missed.append(text)

    assert len(missed) <= EACH * 0.05, missed[0]


@pytest.mark.parametrize("way", DISGUISES)
def test_harmless_words_in_the_same_disguise_are_left_alone(way: str) -> None:
    rng = random.Random(way)  # noqa: S311 - the same each time
    flagged = [
        text
        for words in HARMLESS
        for sentence in SENTENCES
        if search(text := _written(way, words, sentence, rng)[0], DETECTORS)
    ]

    assert len(flagged) <= len(HARMLESS) * len(SENTENCES) * 0.02, flagged[0]


@pytest.mark.parametrize("way", DISGUISES)
def test_a_finding_has_what_is_written_as_its_value(way: str) -> None:
    rng = random.Random(way)  # noqa: S311 - the same each time
    for kind in sorted(_kinds(way)):
        text, *_ = _written(way, VALUES[kind](rng), SENTENCES[0], rng)
        for hit in search(text, DETECTORS):
            if "\\" not in text:
                assert hit.value == text[hit.start : hit.end]
