"""One attack of the red team against the border in this process, judged by the real judge."""

import json
from collections.abc import AsyncGenerator, Sequence
from itertools import count
from random import Random
from typing import Any, Final

from douane.jobs.redteam.model.answering import answer
from douane.jobs.redteam.model.memory import Memory
from douane.jobs.redteam.model.wire import events, whole
from douane.jobs.redteam.run.client import Client, Reply, read_reply
from douane.jobs.redteam.run.conversation import Heard, converse
from douane.jobs.redteam.run.outcome import Arrived, Outcome, judged
from douane.jobs.redteam.run.target import Party, Target
from douane.jobs.redteam.sinks.resolver import addresses
from douane.jobs.redteam.sinks.widget import bodies
from douane.jobs.redteam.suite.attack import Attack, Message
from douane.jobs.redteam.suite.build import suite
from douane.jobs.redteam.suite.incidents import INCIDENTS
from douane.model.endpoint import Endpoint
from tests.attack.parties import ACME, ANNA, APP, BORIS, DESK, OTHER, RIVAL
from tests.simulators.border import TIER, Border
from tests.simulators.endpoint import Received, ScriptedClient

NAMES: Final = tuple(each.name for each in INCIDENTS)
_RUN: Final = count()


def incident(name: str) -> Attack:
    """Return an incident by its name."""
    return next(each for each in suite(1, len(NAMES)) if each.name == f"incident-{name}")


class MaliciousClient(ScriptedClient):
    """The malicious model, in place of the endpoint's driver."""

    def __init__(self, attack: Attack) -> None:
        super().__init__()
        self.memory = Memory({attack.number: attack})
        self._known = {attack.number: attack}

    async def open(
        self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        """Answer as the malicious model does."""
        del endpoint
        self.received.append(Received(path, body))
        return self._said(body, stream=stream)

    async def _said(self, body: bytes, *, stream: bool) -> AsyncGenerator[bytes, None]:
        asked = json.loads(body)
        spoken = answer(self.memory.learn(asked), self._known, 1, asked.get("n") or 1)
        if not stream:
            yield whole(spoken)
            return
        for event in events(spoken, Random(1)):  # noqa: S311 - where a stream is cut
            if event != b"[DONE]":
                yield event


class BorderClient(Client):
    """Asks a border that has no socket."""

    def __init__(self, border: Border) -> None:
        self._border = border

    async def chat(
        self, attack: Attack, party: Party, messages: Sequence[Message], seed: int, scope: str
    ) -> Reply:
        """See ``Client``."""
        body: dict[str, Any] = {"model": TIER, "messages": list(messages), "seed": seed}
        if attack.tools:
            body["tools"] = list(attack.tools)
        body |= {"stream": attack.streamed, "n": attack.choices}
        headers = {"x-douane-scope": scope}
        if party.reader:
            headers["x-douane-reader"] = party.reader
        reply = await self._border.post("/v1/chat/completions", body, party.key, headers)
        return read_reply(reply.status, reply.body, reply.headers.get("x-douane-scope", ""))

    async def restore(self, party: Party, scope: str, text: str) -> str:
        """See ``Client``."""
        body = {"scope": scope, "text": text, "reader": party.reader}
        reply = await self._border.post("/v1/records:restore", body, party.key)
        return str(reply.json()["text"]) if reply.status == 200 else text


async def attempt(border: Border, attack: Attack) -> tuple[Heard, Outcome, Memory]:
    """Carry an attack out at a border, and judge it."""
    model = MaliciousClient(attack)
    vars(border.endpoint)["open"] = model.open  # the gateway keeps the endpoint it was made with
    anna, boris = (border.providers[ACME].token(user) for user in (ANNA, BORIS))
    rita = border.providers[RIVAL].token(ANNA)
    others = (Party(APP, boris), Party(DESK, boris), Party(OTHER, rita))
    target = Target("", TIER, Party(APP, anna), others, restores=True, name="border")
    heard = await converse(BorderClient(border), target, attack, f"run{next(_RUN)}")
    return heard, judged(heard, shown(heard)), model.memory


def shown(heard: Heard) -> Arrived:
    """Show the answers to the resolver, and call the tools."""
    last, other = heard.replies[-1], heard.other
    urls = [
        url for text in (*last.texts, *other.texts) for body in bodies(text)
        for url in addresses(body)
    ]  # fmt: skip
    called = tuple(f"{name}\n{said}" for name, said in (*last.calls, *other.calls))
    return Arrived(tuple(urls), (), called)
