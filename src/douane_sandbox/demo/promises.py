"""What Douane promises, checked after every exchange on what really happened.

A promise that is broken ends the demo with an error; the message names the promise, never a
value.
"""

import http.client
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from douane_sandbox.demo.client import Reply
from douane_sandbox.demo.fault import BrokenPromiseError
from douane_sandbox.demo.recorder import Crossing
from douane_sandbox.demo.scene import Scene

TOKEN: Final = re.compile(r"[A-Z]{4,7}_[0-9a-hjkmnp-tv-z]{10}")
REFUSED: Final = "policy_denied"


@dataclass(frozen=True, slots=True, repr=False)
class Exchange:
    """What happened.

    Attributes:
        scene: What was tried.
        crossings: What left for the model, one for each reader.
        answers: What the model said to each.
        replies: What each reader got.
        opened: What left, as the first reader may open it, by the ``:restore`` door.
        closed: The same, for the last reader.
    """

    scene: Scene
    crossings: Sequence[Crossing]
    answers: Sequence[str]
    replies: Sequence[Reply]
    opened: str = ""
    closed: str = ""


def check(exchange: Exchange) -> tuple[str, ...]:
    """Return the promises that this exchange kept, as sentences.

    Raises:
        BrokenPromiseError: One was broken.
    """
    scene = exchange.scene
    if scene.refused:
        return tuple(_refused(exchange))
    if any(reply.status != http.client.OK for reply in exchange.replies):
        codes = ", ".join(f"{reply.status} {reply.code}" for reply in exchange.replies)
        raise BrokenPromiseError(f"every request is answered (got {codes})")
    return tuple(_answered(exchange))


def _refused(exchange: Exchange) -> Iterator[str]:
    reply = exchange.replies[0]
    yield _kept(
        (reply.status, reply.code) == (http.client.FORBIDDEN, REFUSED),
        "the request was refused by policy",
    )
    yield _kept(not exchange.crossings, "not one byte left for the model")
    yield _kept(
        not _leaks(exchange.scene.secrets, [reply.text.encode()]), "the refusal quotes nothing"
    )


def _answered(exchange: Exchange) -> Iterator[str]:
    scene, crossings = exchange.scene, exchange.crossings
    left = [part for crossing in crossings for part in (crossing.head, crossing.body)]
    yield _kept(
        len(crossings) == len(scene.readers) and not _leaks(scene.secrets, left),
        f"none of {len(scene.secrets)} secret values is in the bytes that left",
    )
    yield _kept(
        all(value in exchange.opened for value in scene.opens),
        f"{scene.readers[0].name} can open {len(scene.opens)} of them again",
    )
    yield _kept(
        _opened(crossings[0], exchange.answers[0], exchange.replies[0]),
        "every token that the model used was opened for who may read it",
    )
    if scene.closed:
        last = exchange.replies[-1]
        yield _kept(
            not _leaks(scene.closed, [last.text.encode(), exchange.closed.encode()]),
            f"{scene.readers[-1].name} sees tokens where Salesforce shows nothing",
        )
        bodies = {crossing.body for crossing in crossings}
        yield _kept(len(bodies) == 1, "who asks changes no byte of what leaves")


def _opened(crossing: Crossing, answer: str, reply: Reply) -> bool:
    """Whether no token is left that the model was given; what it misspelled stands for nothing."""
    given = set(TOKEN.findall(crossing.body.decode("utf-8", "replace")))
    return not any(token in reply.text for token in TOKEN.findall(answer) if token in given)


def at_rest(directory: Path, secrets: Iterable[str]) -> str:
    """Check every file that Douane wrote: log, vault, gateway's messages.

    Raises:
        BrokenPromiseError: A value lies there in the clear.
    """
    files = [path for path in (directory / "data").rglob("*") if path.is_file()]
    files.append(directory / "gateway.log")
    clear = any(_leaks(secrets, [path.read_bytes()]) for path in files)
    return _kept(not clear, "no secret value lies in Douane's own files")


def recorded(entries: str, replies: Iterable[Reply]) -> str:
    """Check that the log speaks of every request.

    Raises:
        BrokenPromiseError: It does not.
    """
    missing = any(not reply.request_id or reply.request_id not in entries for reply in replies)
    return _kept(not missing, "the log holds every request, the refused one too")


def whole(verified: str) -> str:
    """Check what ``douane audit verify --json`` found.

    Raises:
        BrokenPromiseError: The log is not whole.
    """
    report = json.loads(verified)
    return _kept(
        bool(report["ok"]), f"the log is whole: {report['entries']} entries, each in its place"
    )


def _leaks(secrets: Iterable[str], written: Sequence[bytes]) -> bool:
    """Whether a value stands in any of the bytes, as itself or as JSON escapes it."""
    forms = {
        form.encode()
        for secret in secrets
        for form in (secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    }
    return any(form in data for form in forms for data in written)


def _kept(kept: bool, promise: str) -> str:  # noqa: FBT001 - reads as a sentence
    if not kept:
        raise BrokenPromiseError(promise)
    return promise
