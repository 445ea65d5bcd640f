"""The way back: what the model said, without ways out, with tokens opened for the reader.

One path for streamed and unstreamed answers: an unstreamed one is a single event.  Text is
edited or held back a little, never retracted.  In this order, for each choice:

1. Addresses, and marks that could make one, are taken out (``shield.guard.links``).
2. What stands in windows is searched for values that the prompt did not release, and listened
   to for the application's own instructions and for registered secrets, which end the answer.
3. Tokens are opened, last, so that nothing that was opened can become a part of an address.
   Not in fenced code, unless policy says so.
4. Where any token may be opened, marks that opened values make with what stands beside them are
   broken, since a value may be markup that somebody else wrote into a record.

Calls of tools are held until they are whole, and go through or do not (``shield.guard.tools``).
Their arguments keep their tokens: a tool is an endpoint of its own, and what it may see is decided
when it is asked.
"""

import json as written_json
from collections.abc import Mapping
from typing import Final

import msgspec

from douane.model.answer import Delta, Event, ToolDelta
from douane.model.sheet import Entry
from douane.pipeline.guarded import Guarded
from douane.protect.stream import Restorer
from douane.shield.guard.echo import Echo
from douane.shield.guard.fences import Fences
from douane.shield.guard.json_letters import JsonLetters
from douane.shield.guard.links import Links
from douane.shield.guard.tools import may_call
from douane.shield.guard.windows import Windows

BLOCKED: Final = "content_filter"
WITHHELD: Final = "[tool call withheld]"
PASSAGE: Final = 4096
PASSAGE_STEP: Final = 256
MAX_TOOL_CHARACTERS: Final = 262_144


class Answer:
    """Guards and restores the events of one answer, each choice by itself."""

    def __init__(self, opened: Mapping[str, Entry], guarded: Guarded, *, json: bool) -> None:
        """Keep what may be opened and what is watched for.

        Args:
            opened: Tokens that the reader may open.
            guarded: The rules.
            json: The answer is JSON: what is opened is escaped for it.
        """
        self._opened = opened
        self._guarded = guarded
        self._json = json
        self._choices: dict[int, _Choice] = {}

    def feed(self, event: Event) -> Event:
        """Return the event as the reader may see it; what is held back comes later."""
        if not event.deltas:
            return event
        return msgspec.structs.replace(
            event, deltas=tuple(self._choice(delta.choice).feed(delta) for delta in event.deltas)
        )

    def end(self) -> Event:
        """Return what was held back for choices that the endpoint never finished."""
        held = [choice.end() for choice in self._choices.values()]
        return Event(tuple(delta for delta in held if delta.text or delta.tool_calls))

    def _choice(self, number: int) -> "_Choice":
        choice = self._choices.get(number)
        if choice is None:
            choice = self._choices[number] = _Choice(
                number, self._opened, self._guarded, json=self._json
            )
        return choice


class _Choice:
    """One choice of an answer."""

    def __init__(
        self, number: int, opened: Mapping[str, Entry], guarded: Guarded, *, json: bool
    ) -> None:
        rules = guarded.admitted.plan.policy.answers
        self._number = number
        self._guarded = guarded
        self._json = json
        self._letters = JsonLetters() if json else None
        self._links = Links(guarded.allowed)
        self._windows = Windows()
        self._echo = Echo(guarded.told)
        self._fences = None if json or rules.restore_in_code else Fences()
        self._restorer = Restorer(opened, json=json)
        self._values = Links(guarded.allowed, keep=True) if opened else None
        self._passage = ""
        self._unheard = 0
        self._calls: dict[int, ToolDelta] = {}
        self._ended = False
        self._finished = False

    def feed(self, delta: Delta) -> Delta:
        """Return what may be given out of a choice now."""
        for call in delta.tool_calls:
            self._hold(call)
        last = delta.finish is not None
        if self._finished:
            return Delta(self._number)
        was_ended = self._ended
        text = "" if was_ended else self._text(delta.text, last=last)
        finish = delta.finish
        if self._ended and not was_ended:
            finish = BLOCKED
        elif self._ended:
            finish = None
        calls: tuple[ToolDelta, ...] = ()
        if last and not self._ended:
            calls, refused = self._decided()
            if refused:
                text += WITHHELD if not text else f" {WITHHELD}"
                finish = finish if calls else BLOCKED
        self._finished = last
        return Delta(self._number, text, calls, finish)

    def end(self) -> Delta:
        """Return what was held back, when the endpoint never said that it had finished."""
        if self._finished or self._ended:
            return Delta(self._number)
        # A call that may lack its end is no call.
        if self._calls:
            self._guarded.counts["withheld"] += len(self._calls)
        return Delta(self._number, self._text("", last=True))

    def _text(self, chunk: str, *, last: bool) -> str:
        if not chunk and not last:
            return ""
        if self._letters is not None:
            chunk = self._letters.feed(chunk, last=last)
        before = self._links.removed
        inert = self._links.feed(chunk, last=last)
        if self._links.removed > before:
            self._guarded.counts["links"] += self._links.removed - before
        safe: list[str] = []
        for window in self._windows.feed(inert, last=last):
            if self._echo.heard(window.text) or self._tells(window.text):
                self._guarded.counts["echoed"] += 1
                self._ended = last = True
                break
            safe.append(
                self._guarded.searched(window.before, window.text, json=self._json)
                if window.search
                else window.text
            )
        if last and not self._ended and self._tells("", now=True):
            # It has been said, or most of it: what can still be done is to say so.
            self._guarded.counts["exposed"] += 1
            self._ended = True
        return self._restored("".join(safe), last=last)

    def _tells(self, text: str, *, now: bool = False) -> bool:
        """Look at what was said every so many characters, counted at the ends of windows."""
        self._passage = (self._passage + text)[-PASSAGE:]
        self._unheard += len(text)
        if self._unheard < PASSAGE_STEP and not now:
            return False
        self._unheard = 0
        return self._guarded.tells_secret(self._passage)

    def _restored(self, text: str, *, last: bool) -> str:
        opened = self._opened_in(text, last=last)
        return self._values.feed(opened, last=last) if self._values is not None else opened

    def _opened_in(self, text: str, *, last: bool) -> str:
        if self._fences is None:
            return self._restorer.feed(text, last=last)
        out: list[str] = []
        for piece in self._fences.feed(text, last=last):
            if piece.code:
                out += (self._restorer.feed("", last=True), piece.text)
            else:
                out.append(self._restorer.feed(piece.text))
        if last:
            out.append(self._restorer.feed("", last=True))
        return "".join(out)

    def _hold(self, part: ToolDelta) -> None:
        known = self._calls.get(part.index)
        if known is None:
            self._calls[part.index] = part
            return
        if len(known.arguments) + len(part.arguments) > MAX_TOOL_CHARACTERS:
            # Cut off, so no JSON any more, so refused when it is decided on.
            return
        self._calls[part.index] = ToolDelta(
            part.index,
            known.id or part.id,
            known.name or part.name,
            known.arguments + part.arguments,
        )

    def _decided(self) -> tuple[tuple[ToolDelta, ...], bool]:
        """Return the calls that go through, and whether any does not."""
        through: list[ToolDelta] = []
        for call in self._calls.values():
            arguments = self._guarded.searched("", call.arguments)
            if self._may(call) and self._is_plain(call) and _is_json(arguments):
                through.append(msgspec.structs.replace(call, arguments=arguments))
        refused = len(self._calls) - len(through)
        if refused:
            self._guarded.counts["withheld"] += refused
        return tuple(through), refused > 0

    def _is_plain(self, call: ToolDelta) -> bool:
        """Tell whether name and id, which must stay as they are, hold no value from elsewhere."""
        return all(
            self._guarded.searched("", word) == word for word in (call.name or "", call.id or "")
        )

    def _may(self, call: ToolDelta) -> bool:
        guarded = self._guarded
        return may_call(
            call.name or "",
            guarded.admitted.plan.policy.answers.tools,
            guarded.admitted.tier.clearance,
            holds_data=guarded.holds_data,
        )


def _is_json(text: str) -> bool:
    try:
        return isinstance(written_json.loads(text or "{}"), dict)
    except (ValueError, RecursionError):
        return False
