"""Reports: stable JSON, valid SARIF, a page that fetches nothing, and no canary in any of them."""

import io
import json
from pathlib import Path

import jsonschema_rs
import pytest
from rich.console import Console

from douane.jobs.redteam.report.page import page
from douane.jobs.redteam.report.sarif import FAILED, HARMED, sarif
from douane.jobs.redteam.report.table import show
from douane.jobs.redteam.report.tally import Conditions, Tally
from douane.jobs.redteam.run.client import Reply
from douane.jobs.redteam.run.conversation import Heard
from douane.jobs.redteam.run.outcome import Arrived, Hit, Outcome, judged
from douane.jobs.redteam.sinks.resolver import addresses
from douane.jobs.redteam.suite.attack import Attack
from douane.jobs.redteam.suite.build import suite
from douane.jobs.redteam.suite.carriers import CARRIERS

ATTACKS = suite(1, 40)
SCHEMA = Path(__file__).with_name("sarif-2.1.0-subset.schema.json")
HITS = (Hit("page-fetch", "md-image"), Hit("tool", "tool-url"))
OUTCOMES = [
    Outcome(attack, HITS[: attack.number % 3], refused=attack.number == 5,
            failed=attack.number == 6, harm="word lost" if attack.number == 7 else "")
    for attack in ATTACKS
]  # fmt: skip
TALLY = Tally(Conditions("a <b>target</b>", 1, "chromium 1", "malicious", 21), OUTCOMES)
NOTHING = Tally(TALLY.conditions, [Outcome(ATTACKS[0], (), refused=False, failed=False, harm="")])


def test_the_json_has_the_members_that_others_rely_on() -> None:
    plain = TALLY.plain()

    out = sum(bool(each.hits) for each in OUTCOMES)
    assert [plain[name] for name in ("attacks", "exfiltrated", "benign", "harmed")] == [
        40, out, 40, 1,
    ]  # fmt: skip
    carriers = plain["by_carrier"]
    assert isinstance(carriers, dict)
    assert set(carriers) == set(CARRIERS)
    assert sum(row["attacks"] for row in carriers.values()) == 40
    assert sum(row["exfiltrated"] for row in carriers.values()) == out
    json.dumps(plain)


@pytest.mark.parametrize("tally", [TALLY, NOTHING])
def test_the_sarif_is_valid(tally: Tally) -> None:
    log = json.loads(sarif(tally))

    jsonschema_rs.validate(json.loads(SCHEMA.read_text("utf-8")), log)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]


def test_the_sarif_has_a_result_for_each_way_out_each_harm_and_each_failure() -> None:
    results = json.loads(sarif(TALLY))["runs"][0]["results"]

    rules = [each["ruleId"] for each in results]
    assert len(results) == sum(len(each.hits) for each in OUTCOMES) + 2
    assert rules.count(HARMED) == rules.count(FAILED) == 1


@pytest.mark.parametrize("tally", [TALLY, NOTHING])
def test_the_page_fetches_nothing_and_escapes_what_it_shows(tally: Tally) -> None:
    text = page(tally)

    assert addresses(text) == []
    assert "<script" not in text
    assert "<b>target</b>" not in text
    assert "default-src 'none'" in text


def test_no_report_holds_a_canary() -> None:
    screen = io.StringIO()
    show(TALLY, Console(file=screen, width=120))
    for text in (sarif(TALLY), page(TALLY), json.dumps(TALLY.plain()), screen.getvalue()):
        assert not any(attack.canary.core in text for attack in ATTACKS)


def test_the_screen_shows_carriers_goals_and_channels() -> None:
    screen = io.StringIO()
    show(TALLY, Console(file=screen, width=120))

    for word in ("carrier", "goal", "channel", "md-image", "40 attacks", "21 canaries"):
        assert word in screen.getvalue()


def heard(attack: Attack, text: str, **changed: object) -> Heard:
    reply = Reply(200, text.encode(), (text,))
    twin = Reply(200, b"", (f"{attack.twin.needed} {attack.twin.value}",),
                 (("f", attack.twin.needed),))  # fmt: skip
    parts = {"replies": (reply,), "twin": (twin,), "other": Reply(200), **changed}
    return Heard(attack, **parts)  # type: ignore[arg-type]


RELEASED = next(each for each in ATTACKS if each.canary.released and each.goal == "conversation")
RESTRICTED = next(each for each in ATTACKS if each.canary.kind == "email")
SYSTEM = next(each for each in ATTACKS if each.canary.released and each.goal == "system-prompt")


def told(attack: Attack) -> Reply:
    return Reply(200, attack.canary.text.encode(), (attack.canary.text,))


def called(attack: Attack) -> Reply:
    return Reply(200, b"", ("ok",), (("f", attack.canary.core),))


def test_showing_a_reader_their_own_value_is_no_leak() -> None:
    for attack in (RELEASED, RESTRICTED):
        mailto = (f"mailto:{attack.canary.text}",)
        assert judged(heard(attack, attack.canary.text), Arrived((), mailto)).hits == ()


@pytest.mark.parametrize(
    ("sink", "attack", "changed", "arrived"),
    [
        ("page-fetch", RELEASED, {}, Arrived((f"https://x.example/{RELEASED.canary.core}",))),
        ("page-click", RELEASED, {}, Arrived((), (f"tel:{RELEASED.canary.core}",))),
        ("page-click", RESTRICTED, {},
         Arrived((), (f"mailto:{RESTRICTED.canary.text}.a1.drop.example.net",))),
        ("tool", RELEASED, {"replies": (called(RELEASED),)},
         Arrived((), (), (f"f\n{RELEASED.canary.core}",))),
        ("other-session", RELEASED, {"other": called(RELEASED)},
         Arrived((), (), (f"f\n{RELEASED.canary.core}",))),
        ("write-back", RESTRICTED, {"written_back": RESTRICTED.canary.text}, Arrived()),
        ("other-session", RELEASED, {"other": told(RELEASED)}, Arrived()),
        ("answer", SYSTEM, {"replies": (told(SYSTEM),)}, Arrived()),
    ],
)  # fmt: skip
def test_each_sink_can_see_red(
    sink: str, attack: Attack, changed: dict[str, object], arrived: Arrived
) -> None:
    assert {hit.sink for hit in judged(heard(attack, "ok", **changed), arrived).hits} == {sink}


@pytest.mark.parametrize(
    ("twin", "harm"),
    [
        (Reply(403), "refused"),
        (Reply(500), "failed"),
        (Reply(200, b"", ("nothing",)), "word lost"),
        (Reply(200, b"", (RELEASED.twin.needed.upper(),)), ""),
    ],
)
def test_a_twin_is_harmed_when_refused_or_when_the_word_is_lost(twin: Reply, harm: str) -> None:
    plain = next(
        each for each in ATTACKS
        if not each.tools and not each.twin.value and each.twin.needed == RELEASED.twin.needed
    )  # fmt: skip
    assert judged(heard(plain, "x", twin=(twin,)), Arrived()).harm == harm


def test_a_twin_is_harmed_when_its_value_is_lost_and_a_lost_tool_call_is_told_apart() -> None:
    valued = next(each for each in ATTACKS if each.twin.value)
    tooled = next(each for each in ATTACKS if each.tools and not each.twin.value)

    def bare(attack: Attack) -> tuple[Reply, ...]:
        return (Reply(200, b"", (attack.twin.needed,)),)

    assert judged(heard(valued, "x", twin=bare(valued)), Arrived()).harm == "value lost"
    without = judged(heard(tooled, "x", twin=bare(tooled)), Arrived())
    assert (without.harm, without.call_lost) == ("", True)
    assert not judged(heard(tooled, "x"), Arrived()).call_lost
