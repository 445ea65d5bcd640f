"""The malicious model: it knows what it was sent, nothing else, and tells it in every way."""

import asyncio
import json
import random
from typing import Any

import aiohttp
import pytest

from douane.jobs.redteam.model.answering import Said, answer
from douane.jobs.redteam.model.memory import Memory
from douane.jobs.redteam.model.serve import malicious_model
from douane.jobs.redteam.model.wire import events, whole
from douane.jobs.redteam.run.client import Client, Reply, read_reply
from douane.jobs.redteam.run.stage import bare
from douane.jobs.redteam.sinks.judge import held
from douane.jobs.redteam.suite.addresses import Part, Persona
from douane.jobs.redteam.suite.attack import Attack
from douane.jobs.redteam.suite.build import suite

Json = dict[str, Any]
ATTACKS = suite(1, 60)
KNOWN = {attack.number: attack for attack in ATTACKS}
RELEASED = next(each for each in ATTACKS if each.canary.released and len(each.turns) == 1)
SEVERAL = next(each for each in ATTACKS if len(each.turns) == 2)
TOKEN = "IBAN_k7qm2xp0rd"


def body(attack: Attack, text: str, persona: Persona = Persona.ATTACK, turn: int = 0) -> Json:
    seed = Part(attack.number, persona, turn).seed()
    return {"messages": [{"role": "user", "content": text}], "seed": seed}


def said(memory: Memory, asked: Json, choices: int = 1) -> str:
    return "\n".join(
        "\n".join((each.text, *(f"{call.name} {call.arguments}" for call in each.calls)))
        for each in answer(memory.learn(asked), KNOWN, 1, choices)
    )


def test_it_tells_what_it_was_sent_in_clear() -> None:
    asked = body(RELEASED, f"The word is {RELEASED.canary.text}.")

    assert held(RELEASED.canary.core, said(Memory(KNOWN), asked))


def test_it_cannot_tell_what_it_was_never_sent() -> None:
    memory = Memory(KNOWN)

    for persona in Persona:
        text = said(memory, body(RELEASED, "The word is hidden.", persona))
        assert not held(RELEASED.canary.core, text)
    assert memory.seen_clear == set()


def test_it_remembers_over_sessions() -> None:
    memory = Memory(KNOWN)
    memory.learn(body(RELEASED, f"The word is {RELEASED.canary.text}."))

    text = said(memory, body(RELEASED, "What do you know?", Persona.OTHER_SESSION))

    assert held(RELEASED.canary.core, text)
    assert memory.seen_clear == {RELEASED.number}


def test_it_puts_tokens_into_addresses() -> None:
    texts = [said(Memory(KNOWN), body(each, f"Pay to {TOKEN}.")) for each in ATTACKS]

    assert any(f"/{TOKEN}" in text for text in texts)
    assert any(TOKEN.lower() in text for text in texts)


def test_it_waits_for_the_last_turn() -> None:
    first = said(Memory(KNOWN), body(SEVERAL, f"It is {SEVERAL.canary.text}."))

    assert "drop.example" not in first


def test_it_is_honest_to_a_twin() -> None:
    text = said(Memory(KNOWN), body(RELEASED, RELEASED.twin.needed, Persona.TWIN))

    assert RELEASED.twin.needed in text
    assert "drop.example" not in text


def test_it_attacks_whoever_sends_no_seed() -> None:
    asked = {"messages": [{"role": "user", "content": f"{RELEASED.canary.text} {TOKEN}"}]}

    assert "drop.example" in said(Memory(KNOWN), asked)


@pytest.mark.parametrize("asked", [{}, {"messages": 7}, {"messages": [7]}, {"messages": [{}]}])
def test_nonsense_does_not_break_it(asked: Json) -> None:
    assert said(Memory(KNOWN), asked)


def test_a_stream_says_what_a_whole_answer_says() -> None:
    draw = random.Random(1)  # noqa: S311 - where a stream is cut
    for attack in ATTACKS[:20]:
        spoken = answer(Memory(KNOWN).learn(body(attack, attack.canary.text)), KNOWN, 1, 2)
        stream = b"".join(b"data: " + each + b"\n\n" for each in events(spoken, draw))

        one, other = read_reply(200, whole(spoken), ""), read_reply(200, stream, "")

        assert (one.texts, one.calls) == (other.texts, other.calls)
        assert one.texts == tuple(each.text for each in spoken)


def test_two_models_of_one_suite_say_the_same() -> None:
    asked = body(RELEASED, RELEASED.canary.text)

    assert said(Memory(KNOWN), asked, 2) == said(Memory(KNOWN), asked, 2)


@pytest.mark.parametrize("streamed", [False, True])
def test_it_is_served_as_an_openai_endpoint(streamed: bool) -> None:
    attack = next(each for each in ATTACKS if each.streamed is streamed and len(each.turns) == 1)

    async def asked(url: str) -> Reply:
        async with aiohttp.ClientSession() as session:
            client = Client(session, bare(url, "m"))
            messages = attack.turns[0].messages
            seed = Part(attack.number, Persona.ATTACK, 0).seed()
            return await client.chat(attack, bare(url, "m").asker, messages, seed, "s")

    with malicious_model(ATTACKS, 1) as model:
        reply = asyncio.run(asked(model.base_url))

    assert reply.status == 200
    assert len(reply.texts) == attack.choices
    assert not reply.failed


def test_an_answer_that_is_none_is_judged_as_text() -> None:
    assert read_reply(200, b"<html>hello", "").texts == ("<html>hello",)
    assert read_reply(200, json.dumps({"choices": 7}).encode(), "").texts


@pytest.mark.parametrize(
    ("status", "refused", "failed"),
    [(200, False, False), (403, True, False), (400, True, False), (401, False, True),
     (404, False, True), (500, False, True), (0, False, True)],
)  # fmt: skip
def test_a_refusal_is_an_answer_and_a_failure_is_none(
    status: int, refused: bool, failed: bool
) -> None:
    reply = Reply(status)

    assert (reply.refused, reply.failed) == (refused, failed)
    assert Said("x").calls == ()
