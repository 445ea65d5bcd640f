"""A finding that reaches over strings of a JSON text leaves JSON, and nothing of what it held."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.json_pieces import part
from douane.model.finding import Finding
from douane.model.token import Kind

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=12)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
roots = st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=6), values, max_size=3)


def finding(text: str, start: int, end: int) -> Finding:
    return Finding(start, end, text[start:end], Kind.LOGIC, "logic.rule")


def replaced(text: str, found: list[Finding]) -> str:
    for hit in sorted(found, key=lambda each: -each.start):
        quote = hit.place.quote
        text = f"{text[: hit.start]}{quote}gone{quote}{text[hit.end :]}"
    return text


def scalars_of(value: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return [*value, *(each for inner in value.values() for each in scalars_of(inner))]
    if isinstance(value, list):
        return [each for inner in value for each in scalars_of(inner)]
    return [value]


@given(roots, st.booleans())
def test_a_finding_of_a_whole_json_text_leaves_its_brackets_alone(
    value: object, escaped: bool
) -> None:  # fmt: skip
    text = json.dumps(value, ensure_ascii=escaped)

    left = replaced(text, part(text, [finding(text, 0, len(text))]))

    if '"' in text:
        assert set(scalars_of(json.loads(left))) <= {"gone", ""}


@given(roots, st.data())
def test_every_letter_and_digit_of_a_finding_is_in_a_piece_of_it(
    value: object, data: st.DataObject
) -> None:
    text = json.dumps(value)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    pieces = part(text, [finding(text, start, end)])

    covered = {at for piece in pieces for at in range(piece.start, piece.end)}
    missed = {text[at] for at in range(start, end) if at not in covered}
    assert missed <= set('{}[]:," ')


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ('{"a": "say \\"w = 2\\" now"}', 11, 19),
        ('{"a": 12, "b": "c"}', 6, 8),
        ('prose {"a": "b"}', 0, 16),
        ('{"a": "b", and so on', 0, 20),
        ('{"a": "b"}', -9, 4),
        ('{"a": "b"}', 0, 99),
    ],
    ids=["in a string", "a number", "prose", "cut off", "before the text", "behind it"],
)
def test_a_finding_within_one_value_or_outside_json_stays_as_it_is(
    text: str, start: int, end: int
) -> None:
    found = [finding(text, start, end)]

    assert part(text, found) == found


def test_pieces_hold_what_is_written_with_escapes_undone() -> None:
    text = '{"a": "x\\ny", "n": 12}'

    pieces = part(text, [finding(text, 0, len(text))])

    assert [piece.value for piece in pieces] == ["a", "x\ny", "n", "12"]
    assert [piece.literal for piece in pieces] == [False, False, False, True]
