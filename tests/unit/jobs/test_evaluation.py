"""Sets, goals and the page of ``douane eval detect``."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from douane.cli.main import cli
from douane.cli.standing import standing_plan
from douane.jobs.evaluate import hostile
from douane.jobs.evaluate.goals import Goal, goals, percent, summary
from douane.jobs.evaluate.limits import Limits
from douane.jobs.evaluate.measure import Means, measure, sample, scattered
from douane.jobs.evaluate.page import Conditions
from douane.jobs.evaluate.page import page as page_of
from douane.jobs.evaluate.sets import Case, read_sets
from douane.jobs.evaluate.speed import Speed, patiently
from douane.model.errors import ConfigError, UsageError
from douane.model.terms import Level
from douane.pipeline.report import Reported
from douane_sandbox.evaluation.write import made

DOCS = Path(__file__).parents[3] / "docs"
# A part of each goal of the table that detection was to reach.
GOALS = (
    "structured identifiers, plain",
    "look-alikes with a wrong checksum",
    "identifiers under each disguise",
    "benign text under each disguise",
    "values of the org, with variants",
    "false hits of the org's values",
    "people, organisations, addresses of nobody: wholly masked",
    "the same: CPU beside Presidio's default",
    "with a model",
    "portfolios, found", "portfolios, precision", "logic, found", "logic, precision",
    "copies of registered texts",
    "unrelated documents",
    "CPU of the default tier, 4 KB",
    "CPU of the default tier, 32 KB",
    "the dearest of the hostile inputs",
)  # fmt: skip


def write(directory: Path, name: str, *rows: object, manifest: str = "") -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (directory / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    if manifest:
        (directory / "sets.toml").write_text("version = 1\n" + manifest, encoding="utf-8")
    return directory


def detect(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["eval", "detect", *arguments])


def test_every_form_of_row_is_read(tmp_path: Path) -> None:
    write(
        tmp_path, "mixed.jsonl",
        {"id": 1, "text": "abc", "spans": [[0, 2, "X"]], "group": "g"},
        {"id": 2, "text": "fine", "label": 0, "cat": "benign"},
        {"id": 3, "text": "attack", "label": 1},
        {"module": "de.idnr", "value": "36 574 261 809", "valid": True},
        {"module": "de.idnr", "value": "36 574 261 800", "valid": False},
    )  # fmt: skip
    (read,) = read_sets(tmp_path)

    first, benign, valid, invalid = read.cases
    assert (first.spans, first.group, benign.spans) == (((0, 2, "X"),), "g", ())
    ((start, end, kind),) = valid.spans
    assert valid.text[start:end] == "36 574 261 809"
    assert (kind, invalid.spans, read.passed_over) == ("de.idnr", (), 1)
    assert "36 574 261 800" in invalid.text


@pytest.mark.parametrize(
    "row",
    [
        pytest.param('{"text": "Zwetschge"', id="no JSON"),
        pytest.param({"id": 1, "text": "Zwetschge"}, id="none of the forms"),
        pytest.param({"id": 1, "text": "Zwetschge", "spans": [[4, 40, "X"]]}, id="span outside"),
        pytest.param({"id": 1, "text": "Zwetschge", "spans": [[4, 4, "X"]]}, id="empty span"),
        pytest.param({"id": 1, "text": "Zwetschge", "spans": ["X"]}, id="no span"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_never_quoted(tmp_path: Path, row: object) -> None:
    write(tmp_path, "set.jsonl", {"id": 0, "text": "a", "spans": []}, row)

    with pytest.raises(UsageError, match=r"set\.jsonl:2") as raised:
        list(read_sets(tmp_path))
    assert "Zwetschge" not in str(raised.value)


@pytest.mark.parametrize(
    "manifest",
    ['[[set]]\nfile = "a.jsonl"\nsurprise = "x"', '[[set]]\nkind = "spans"', "[[set",
     '[[set]]\nfile = "a.jsonl"\nkind = "odd"', '[[set]]\nfile = "a.jsonl"\nknown = "gone.jsonl"'],
)  # fmt: skip
def test_a_wrong_manifest_is_refused(tmp_path: Path, manifest: str) -> None:
    write(tmp_path, "a.jsonl", {"id": 0, "text": "a", "spans": []}, manifest=manifest)

    with pytest.raises(ConfigError):
        list(read_sets(tmp_path))


def test_a_set_is_measured_and_the_page_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    iban = "DE89 3704 0044 0532 0130 00"
    write(
        folder, "ids.jsonl", {"id": 1, "text": iban, "spans": [[0, len(iban), "iban"]]},
        {"id": 2, "text": "order 4711", "spans": []},
        manifest='[[set]]\nfile = "ids.jsonl"\ngoal = "identifiers"\nabout = "two rows"\n',
    )  # fmt: skip
    page = tmp_path / "page.md"
    result = detect(str(folder), "--write", str(page), "--json")

    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["sets"]["mine/ids"]["all"]["whole"] == 1
    assert said["goals"][0]["reached"] is True
    text = page.read_text("utf-8")
    assert "| structured identifiers, plain, wholly masked | ≥ 99.5 % | 100.0 % | yes |" in text
    assert "Two rows. Source: not said." in text


def test_a_goal_that_is_missed_is_a_finding(tmp_path: Path) -> None:
    write(
        tmp_path, "ids.jsonl", {"id": 1, "text": "nothing here", "spans": [[0, 7, "iban"]]},
        manifest='[[set]]\nfile = "ids.jsonl"\ngoal = "identifiers"\n',
    )  # fmt: skip
    result = detect(str(tmp_path))

    assert result.exit_code == 1
    assert "NOT REACHED  structured identifiers" in result.stdout


def test_every_goal_is_in_the_table_also_when_nothing_was_measured() -> None:
    found = goals([], None)

    assert [goal.reached for goal in found] == [None] * len(found)
    for part in GOALS:
        assert sum(part in goal.what for goal in found) == 1, part
    assert len(found) == len(GOALS)


def test_a_speed_is_compared_with_the_peer_and_the_dearest_input_with_32_kb() -> None:
    fast = Speed({"4 KB": 0.4, "32 KB": 4.0}, {"4 KB": 132.0, "32 KB": 1500.0}, {"@": 160.0})
    reached = {goal.what: goal.reached for goal in goals([], fast)}

    assert [value for value in reached.values() if value is not None] == [True, False, True]


def test_an_input_that_was_not_read_to_its_end_reaches_no_goal() -> None:
    cut = Speed({"32 KB": 4.0}, {}, {"@": 100.0}, {"@": 60_000})
    dearest = goals([], cut)[-1]

    assert (dearest.reached, dearest.value) == (None, "more than 25 times")
    assert goals([], Speed({"32 KB": 4.0}, {}, {"@": 900.0}, {"@": 60_000}))[-1].reached is False


def test_a_reader_that_takes_too_long_is_shown_no_more() -> None:
    clock, shown = [0.0], []

    def slow(text: str) -> list[Reported]:
        shown.append(len(text))
        clock[0] += (len(text) / 1000) ** 2
        return []

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("time.process_time", lambda: clock[0])
        ms, read = patiently("x" * 256_000, slow, 20.0)

    assert (shown, read) == ([1000, 4000], 4000)
    assert ms == 16_000 * 64


def test_any_beginning_of_a_set_is_from_everywhere() -> None:
    cases = [Case("", (), str(number // 100)) for number in range(1000)]
    mixed = scattered(cases)

    assert sorted(case.group for case in mixed) == [case.group for case in cases]
    assert len({case.group for case in mixed[:20]}) == 10


def test_a_set_that_takes_too_long_is_read_in_part_and_the_page_says_so(tmp_path: Path) -> None:
    write(tmp_path, "many.jsonl", *({"id": n, "text": "x", "spans": []} for n in range(50)))
    (many,) = read_sets(tmp_path)
    limits = Limits(set_s=-1, hostile_s=0, peer_s=0, peer_bytes=0, rounds=1)
    result = measure(many, Means(standing_plan(Level.INTERNAL, "general"), (), None, limits))

    assert (result.texts, result.scores.all.harmless) == (1, 1)
    conditions = Conditions("", "", "", "", "", "", "")
    assert "| 1 of 50 |" in page_of(conditions, [], [result], None)


def test_nothing_is_rounded_up_to_what_it_is_not() -> None:
    assert percent(0.9999) == "99.9 %"
    assert percent(1.0) == "100.0 %"
    assert summary([Goal("", "", "", reached=True), Goal("", "", "", reached=None)]) == (
        "1 reached, 0 not reached, 1 not measured"
    )


def test_a_sample_keeps_to_its_bytes_and_is_never_empty() -> None:
    cases = [Case("x" * 100, ()) for _ in range(50)]

    assert len(sample(cases, 1000)) == 10
    assert len(sample(cases, 1)) == 1
    assert sample([], 1000) == []


def test_hostile_texts_are_a_megabyte_each() -> None:
    assert {len(text) for text in hostile.texts().values()} == {hostile.SIZE}


def test_our_sets_say_where_values_stand_and_decide_known_goals() -> None:
    names = set()
    for each in made(3):
        names.add(each.goal)
        for row in each.rows[:200] if each.kind != "values" else ():
            text, spans = row["text"], row["spans"]
            assert isinstance(text, str)
            assert isinstance(spans, list)
            for start, end, kind in spans:
                assert 0 <= start < end <= len(text)
                assert kind
                assert text[start:end].strip()
            if each.kind == "benign":
                assert spans == []
    assert {"identifiers", "lookalikes", "disguised", "disguised_benign", "org", "org_unrelated",
            "strangers", "portfolios", "logic", "copies", "unrelated"} <= names  # fmt: skip


def test_the_page_in_the_docs_was_written_by_the_command_and_lists_every_goal() -> None:
    text = (DOCS / "detection.md").read_text("utf-8")

    assert re.search(r"Written by `douane eval detect .*--write docs/detection\.md`", text)
    assert "do not edit" in text
    table = text.partition("## Goals")[2].partition("\n## ")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ")][1:]
    for part in GOALS:
        (row,) = [row for row in rows if part in row[0]]
        assert row[-1].strip(" |") in {"yes", "**no**", "not measured"}
