"""Ask over HTTP as any OpenAI client would, and keep every byte of the answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import aiohttp
import msgspec

from douane.jobs.redteam.run.target import Party, Target
from douane.jobs.redteam.suite.attack import Attack, Message

LIMIT: Final = aiohttp.ClientTimeout(total=120)
FAILED: Final = 0
_REFUSED: Final = range(400, 500)
_WRONG: Final = frozenset({401, 404, 405, 408, 429})


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What came back.

    Attributes:
        status: HTTP status; 0 when there was no answer.
        body: Every byte.
        texts: What each choice says.
        calls: Name and arguments of every tool call.
        scope: What the gateway calls the scope of its tokens; else empty.
    """

    status: int
    body: bytes = b""
    texts: tuple[str, ...] = ()
    calls: tuple[tuple[str, str], ...] = ()
    scope: str = ""

    @property
    def refused(self) -> bool:
        """The target would not do it, which is an answer."""
        return self.status in _REFUSED and self.status not in _WRONG

    @property
    def failed(self) -> bool:
        """There is no answer to judge."""
        return self.status != HTTPStatus.OK and not self.refused


class Client:
    """Asks one target."""

    def __init__(self, session: aiohttp.ClientSession, target: Target) -> None:
        """Take the connections."""
        self._session = session
        self._target = target

    async def chat(
        self, attack: Attack, party: Party, messages: Sequence[Message], seed: int, scope: str
    ) -> Reply:
        """Ask, in the manner of an attack: streamed or not, with tools, for several answers."""
        body: dict[str, object] = {
            "model": self._target.model, "messages": messages, "seed": seed, "temperature": 0,
        }  # fmt: skip
        if attack.tools:
            body["tools"] = attack.tools
        if attack.streamed:
            body["stream"] = True
        if attack.choices > 1:
            body["n"] = attack.choices
        headers = {"x-douane-scope": scope}
        if party.reader:
            headers["x-douane-reader"] = party.reader
        return await self._post("/chat/completions", body, party.key, headers)

    async def restore(self, party: Party, scope: str, text: str) -> str:
        """Return a text as a reader sees it after ``records:restore``; unchanged when refused."""
        body = {"scope": scope, "text": text, "reader": party.reader}
        reply = await self._post("/records:restore", body, party.key, {})
        if reply.status != HTTPStatus.OK:
            return text
        return str(json.loads(reply.body).get("text", text))

    async def _post(
        self, path: str, body: Mapping[str, object], key: str, headers: Mapping[str, str]
    ) -> Reply:
        said = {"authorization": f"Bearer {key}", **headers} if key else dict(headers)
        try:
            async with self._session.post(
                self._target.base_url + path, json=body, headers=said, timeout=LIMIT,
                allow_redirects=False,
            ) as answer:  # fmt: skip
                data = await answer.read()
                return read_reply(answer.status, data, answer.headers.get("x-douane-scope", ""))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Reply(FAILED)


def read_reply(status: int, data: bytes, scope: str) -> Reply:
    """Read a chat answer, whole or streamed; one that is none counts as the text that it is."""
    if status != HTTPStatus.OK:
        return Reply(status, data, scope=scope)
    texts: dict[int, list[str]] = {}
    calls: dict[tuple[int, int], _Call] = {}
    try:
        for at, said in _said(data):
            texts.setdefault(at, []).append(said.content or "")
            for place, part in enumerate(said.tool_calls or ()):
                call = calls.setdefault((at, place if part.index is None else part.index), _Call())
                call.function.name = (call.function.name or "") + (part.function.name or "")
                call.function.arguments += part.function.arguments or ""
    except (msgspec.MsgspecError, UnicodeDecodeError):
        texts.clear()
    if not texts:
        return Reply(status, data, (data.decode("utf-8", "replace"),), scope=scope)
    whole = tuple("".join(parts) for _, parts in sorted(texts.items()))
    made = tuple(
        (call.function.name or "", call.function.arguments) for _, call in sorted(calls.items())
    )
    return Reply(status, data, whole, made, scope)


def _said(data: bytes) -> Iterator[tuple[int, "_Message"]]:
    """Yield index and message or delta of every choice, whole or streamed."""
    if data.lstrip().startswith(b"{"):
        for choice in msgspec.json.decode(data, type=_Answer).choices:
            yield choice.index, choice.message or _Message()
        return
    for line in data.decode().splitlines():
        event = line.removeprefix("data:").strip()
        if line.startswith("data:") and event != "[DONE]":
            for choice in msgspec.json.decode(event, type=_Answer).choices:
                yield choice.index, choice.delta or _Message()


class _Function(msgspec.Struct):
    name: str | None = None
    arguments: str = ""


class _Call(msgspec.Struct):
    function: _Function = msgspec.field(default_factory=_Function)
    index: int | None = None


class _Message(msgspec.Struct):
    content: str | None = None
    tool_calls: list[_Call] | None = None


class _Choice(msgspec.Struct):
    index: int = 0
    message: _Message | None = None
    delta: _Message | None = None


class _Answer(msgspec.Struct):
    choices: list[_Choice]
