"""Call the gateway as any client would: HTTP, an API key, and a reader token."""

import http.client
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from douane_sandbox.demo.configuration import TIER, Desk
from douane_sandbox.people import Person

TIMEOUT_S: Final = 120.0
ANSWER_TOKENS: Final = 64
_DATA: Final = "data: "


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Attributes:
        status: HTTP status.
        text: The answer's text; of an error, its message.
        code: Code of an error, else empty.
        request_id: Under which the log speaks of it.
        scope: What its tokens belong to.
        actions: What was done with how many values, such as ``drop=2, tokenise=5``.
    """

    status: int
    text: str
    code: str = ""
    request_id: str = ""
    scope: str = ""
    actions: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One chat request.

    Attributes:
        prompt: The user message.
        scope: Name of a conversation, or empty.
        records: Records at hand, whose values are looked for in the prompt; never sent on.
    """

    prompt: str
    scope: str = ""
    records: Sequence[Mapping[str, object]] = ()


def ask(
    desk: Desk, question: Question, reader: Person, heard: Callable[[str], None] | None = None
) -> Reply:
    """Ask the model through Douane.

    Args:
        desk: Address and key.
        question: What to ask.
        reader: For whom the answer is.
        heard: Told the whole text so far with each piece; asks for a stream.
    """
    body: dict[str, object] = {
        "model": TIER,
        "messages": [{"role": "user", "content": question.prompt}],
        "max_tokens": ANSWER_TOKENS,
        "temperature": 0,
        "stop": ["\n\n"],
    }
    if heard is not None:
        body["stream"] = True
    if question.records:
        body["metadata"] = {"records": question.records}
    headers = {"x-douane-reader": desk.reader(reader)}
    if question.scope:
        headers["x-douane-scope"] = question.scope
    return _post(desk, "/v1/chat/completions", body, headers, heard)


def restore(desk: Desk, scope: str, text: str, reader: Person) -> str:
    """Return a text with the tokens of a scope opened that this reader may open."""
    body = {"scope": scope, "text": text, "reader": desk.reader(reader)}
    return _post(desk, "/v1/records:restore", body, {}, None).text


def _post(
    desk: Desk,
    path: str,
    body: Mapping[str, object],
    headers: Mapping[str, str],
    heard: Callable[[str], None] | None,
) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=TIMEOUT_S)
    try:
        said = {
            "authorization": f"Bearer {desk.api_key}", "content-type": "application/json",
            **headers,
        }  # fmt: skip
        connection.request("POST", path, json.dumps(body, ensure_ascii=False).encode(), said)
        answer = connection.getresponse()
        text, code = _read(answer, heard)
        return Reply(
            answer.status, text, code,
            request_id=answer.headers.get("x-request-id", ""),
            scope=answer.headers.get("x-douane-scope", ""),
            actions=answer.headers.get("x-douane-actions", ""),
        )  # fmt: skip
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, heard: Callable[[str], None] | None) -> tuple[str, str]:
    if heard is not None and answer.status == http.client.OK:
        text = ""
        for piece in _pieces(iter(answer)):
            text += piece
            heard(text)
        return text, ""
    whole: dict[str, Any] = json.loads(answer.read())
    if "error" in whole:
        return str(whole["error"]["message"]), str(whole["error"]["code"])
    if "text" in whole:
        return str(whole["text"]), ""
    return str(whole["choices"][0]["message"]["content"]), ""


def _pieces(lines: Iterator[bytes]) -> Iterator[str]:
    for line in lines:
        event = line.decode().strip().removeprefix(_DATA)
        if event and event != "[DONE]":
            for choice in json.loads(event)["choices"]:
                yield choice["delta"].get("content") or ""


def answer_text(data: bytes) -> str:
    """Return the text of a model's own answer, whole or streamed."""
    if data.lstrip().startswith(b"{"):
        return str(json.loads(data)["choices"][0]["message"]["content"])
    return "".join(_pieces(iter(data.splitlines())))
