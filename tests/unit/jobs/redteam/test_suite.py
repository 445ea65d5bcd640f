"""Suites: repeatable, balanced, planted, each attack with a twin that is harmless."""

from collections import Counter
from importlib.metadata import EntryPoint

import pytest

from douane.detect.disguise.search import search
from douane.detect.standard import standard_detectors
from douane.jobs.redteam.model.channels import CHANNELS
from douane.jobs.redteam.suite import seam
from douane.jobs.redteam.suite.addresses import Part, Persona, drop, number_of, part
from douane.jobs.redteam.suite.attack import GOALS, Attack, Message
from douane.jobs.redteam.suite.build import SHIPPED, suite
from douane.jobs.redteam.suite.carriers import CARRIERS
from douane.jobs.redteam.suite.compose import Composed
from douane.jobs.redteam.suite.conformance import check
from douane.jobs.redteam.suite.disguises import DISGUISES
from douane.jobs.redteam.suite.incidents import INCIDENTS
from douane.jobs.redteam.suite.wording import LANGUAGES
from douane.model.errors import UsageError


def text_of(message: Message) -> str:
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(part["text"] for part in content)
    return str(content or "")


def texts(attack: Attack) -> str:
    return "\n".join(text_of(each) for turn in attack.turns for each in turn.messages)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_generator_that_ships_keeps_what_every_generator_must(name: str) -> None:
    check(SHIPPED[name]())


def test_a_generator_that_breaks_a_promise_is_seen() -> None:
    class Repeats(Composed):
        def attacks(self, draw, first):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            one = next(super().attacks(draw, first))
            while True:
                yield one

    with pytest.raises(AssertionError):
        check(Repeats())


def test_a_suite_follows_from_its_seed_alone() -> None:
    assert suite(7, 120) == suite(7, 120)
    assert suite(7, 120) != suite(8, 120)


def test_a_longer_suite_begins_with_the_shorter() -> None:
    assert suite(7, 120)[:40] == suite(7, 40)


def test_a_thousand_attacks_are_a_thousand_combinations() -> None:
    attacks = suite(1, 1000)

    made_of = {
        (each.goal, each.carrier, each.language, each.disguise, len(each.turns),
         each.canary.released)
        for each in attacks
    }  # fmt: skip
    assert len(made_of) > 950
    assert len({each.canary.core for each in attacks}) == 1000


@pytest.mark.parametrize("number", [400, 1000])
def test_every_axis_comes_up_evenly_and_half_of_the_canaries_are_released(number: int) -> None:
    attacks = suite(1, number, ["composed"])

    for axis, whole in (
        ("goal", GOALS), ("carrier", CARRIERS), ("language", LANGUAGES), ("disguise", DISGUISES),
    ):  # fmt: skip
        counts = Counter(getattr(each, axis) for each in attacks)
        assert set(counts) == set(whole)
        assert max(counts.values()) - min(counts.values()) <= 2
    assert Counter(each.canary.released for each in attacks)[True] == number / 2
    tried = {(each.canary.released, name) for each in attacks for name in each.channels}
    assert tried == {(released, name) for released in (True, False) for name in CHANNELS}
    assert 0.2 < sum(len(each.turns) > 1 for each in attacks) / number < 0.5


def test_canaries_that_are_released_are_found_by_no_detector_and_the_others_are() -> None:
    detectors = standard_detectors()
    for attack in suite(3, 140, ["composed"]):
        canary = attack.canary
        lines = [line for line in texts(attack).splitlines() if canary.text in line]
        found = any(
            finding.value in canary.text or canary.text in finding.value
            for line in lines
            for finding in search(line, detectors)
        )
        assert found is not canary.released, (attack.name, canary.kind)


def test_every_published_incident_is_an_attack_of_its_own_name() -> None:
    names = {each.name for each in suite(1, len(INCIDENTS))}
    assert names == {f"incident-{each.name}" for each in INCIDENTS}
    assert {"incident-forcedleak", "incident-echoleak"} <= names


def test_more_than_the_generators_make_is_refused() -> None:
    with pytest.raises(UsageError, match="make 9 attacks"):
        suite(1, 10, ["incidents"])


def test_a_plugin_is_loaded_by_its_name_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mine(Composed):
        name = "mine"

    class Point(EntryPoint):
        def load(self) -> object:
            return Mine

    def found(group: str, name: str) -> list[EntryPoint]:
        return [Point(name, "x:y", group)] if name == "mine" else []

    monkeypatch.setattr(seam, "entry_points", found)

    assert len(suite(1, 5, ["mine"])) == 5
    with pytest.raises(UsageError, match="0 installed packages"):
        suite(1, 5, ["yours"])


@pytest.mark.parametrize("persona", Persona)
def test_a_request_is_known_again_by_its_seed(persona: Persona) -> None:
    assert part(Part(812, persona, 1).seed()) == Part(812, persona, 1)


@pytest.mark.parametrize("seed", [None, -1, True, "7", 1.0])
def test_a_seed_that_is_none_of_ours_is_nobodys(seed: object) -> None:
    assert part(seed) is None


def test_an_attackers_host_is_known_again() -> None:
    assert number_of(f"HTTPS://x.{drop(31).upper()}/a") == 31
    assert number_of("https://www.example.net/") is None
