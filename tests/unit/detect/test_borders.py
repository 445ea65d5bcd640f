"""Texts sewn together at their borders: what is looked at, and where it stands."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from douane.detect.borders import REACH, readings

texts = st.lists(st.text("ab \n", max_size=3 * REACH), max_size=6)


@given(texts, st.sampled_from([None, 1, 8, REACH]), st.data())
def test_every_character_stands_where_its_piece_says(
    parts: list[str], reach: int | None, data: st.DataObject
) -> None:
    for sewn in readings(parts, reach):
        start = data.draw(st.integers(0, len(sewn.text)))
        end = data.draw(st.integers(start, len(sewn.text)))
        written = "".join(parts[text][first:last] for text, first, last in sewn.pieces(start, end))
        assert written.replace(" ", "") == sewn.text[start:end].translate({0: None, 32: None})


@given(texts)
def test_both_sides_of_each_border_stand_side_by_side(parts: list[str]) -> None:
    filled = [part for part in parts if part]
    found = readings(parts)
    assert bool(found) is (len(filled) > 1)
    for before, behind in pairwise(filled):
        assert any(before[-8:] + behind[:8] in sewn.text for sewn in found[:1])


@given(texts)
def test_no_more_is_looked_at_than_both_sides_of_each_border(parts: list[str]) -> None:
    borders = max(0, sum(map(bool, parts)) - 1)
    for sewn in readings(parts):
        assert len(sewn.text) <= borders * (2 * REACH + 2) + 2 * REACH * len(parts)


def test_a_blank_comes_only_where_neither_text_brings_one() -> None:
    assert [sewn.text for sewn in readings(["a", "b ", "c"])] == ["ab c", "a b c"]
    assert [sewn.text for sewn in readings(["a ", "b"])] == ["a b"]


def test_a_text_that_goes_on_behind_a_window_is_told_from_one_that_ends() -> None:
    (sewn,) = readings(["x" * 500, " y"])
    assert sewn.is_cut(sewn.text.index("x"), len(sewn.text))
    assert not sewn.is_cut(sewn.text.index("y"), len(sewn.text))
