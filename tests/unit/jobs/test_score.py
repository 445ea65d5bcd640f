"""Scores, against cases that were counted by hand."""

import pytest

from douane.jobs.evaluate.score import Found, Scores, Tally, of_kind, score
from douane.jobs.evaluate.sets import Case

TEXT = "0123456789" * 3


def case(*spans: tuple[int, int, str], group: str = "") -> Case:
    return Case(TEXT, spans, group)


def found(*spans: tuple[int, int], kind: str = "iban") -> list[Found]:
    return [(start, end, frozenset({kind})) for start, end in spans]


def scored(one: Case, *spans: tuple[int, int]) -> Tally:
    return score([one], [found(*spans)]).all


@pytest.mark.parametrize(
    ("spans", "findings", "touched", "whole", "right"),
    [
        pytest.param([(2, 8)], [(2, 8)], 1, 1, 1, id="exactly"),
        pytest.param([(2, 8)], [(0, 20)], 1, 1, 1, id="more than it"),
        pytest.param([(2, 8)], [(2, 7)], 1, 0, 1, id="all but its last character"),
        pytest.param([(2, 8)], [(2, 5), (5, 8)], 1, 1, 2, id="by two that meet"),
        pytest.param([(2, 8)], [(2, 4), (5, 8)], 1, 0, 2, id="by two with a gap"),
        pytest.param([(2, 8)], [(8, 12), (0, 2)], 0, 0, 0, id="only beside it"),
        pytest.param([(2, 8)], [], 0, 0, 0, id="not at all"),
        pytest.param([(2, 8), (10, 12)], [(0, 30)], 2, 2, 1, id="two by one"),
        pytest.param([(2, 8), (4, 12)], [(2, 8)], 2, 1, 1, id="one of two that overlap"),
    ],
)  # fmt: skip
def test_a_span_is_touched_or_whole(
    spans: list[tuple[int, int]],
    findings: list[tuple[int, int]],
    touched: int,
    whole: int,
    right: int,
) -> None:
    tally = scored(case(*((*span, "x") for span in spans)), *sorted(findings))

    assert (tally.spans, tally.touched, tally.whole) == (len(spans), touched, whole)
    assert (tally.findings, tally.right) == (len(findings), right)


def test_characters_count_once_however_often_they_are_labelled() -> None:
    tally = scored(case((0, 10, "a"), (5, 15, "b")), (0, 20))

    assert (tally.characters_found, tally.characters_right) == (20, 15)
    assert tally.precision_of_characters == 0.75


def test_a_harmless_text_is_flagged_once_however_much_is_found_in_it() -> None:
    tally = score([case(), case(), case((0, 2, "x"))], [found((0, 1), (2, 3)), [], []]).all

    assert (tally.harmless, tally.flagged, tally.harmless_findings) == (2, 1, 2)
    assert tally.flagged_share == 0.5
    assert tally.findings_per_100_kb == pytest.approx(2 * 100_000 / 60)


def test_nothing_has_no_rates() -> None:
    empty = Scores().all

    assert (empty.recall, empty.wholly, empty.precision, empty.flagged_share) == (None,) * 4
    assert scored(case((0, 2, "x"))).precision is None


def test_types_groups_and_kinds_are_counted_apart() -> None:
    scores = score(
        [case((0, 2, "a"), (4, 6, "b"), group="one"), case((0, 2, "a"), group="two")],
        [found((0, 2), (10, 12)), found((0, 2), kind="card")],
    )

    assert {name: (t.spans, t.whole) for name, t in scores.types.items()} == {
        "a": (2, 2), "b": (1, 0),
    }  # fmt: skip
    assert {name: (t.spans, t.whole) for name, t in scores.groups.items()} == {
        "one": (2, 1), "two": (1, 1),
    }  # fmt: skip
    assert {name: (t.findings, t.right) for name, t in scores.kinds.items()} == {
        "iban": (2, 1), "card": (1, 1),
    }  # fmt: skip


def test_findings_of_one_kind_can_be_looked_at_alone() -> None:
    mixed: list[Found] = [(0, 4, frozenset({"iban", "portfolio"})), (5, 6, frozenset({"iban"}))]

    assert of_kind([mixed, []], "portfolio") == [mixed[:1], []]
