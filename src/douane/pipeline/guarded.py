"""What an answer is judged by, and what its search finds that the prompt did not release.

A value that the model can only have from elsewhere (its weights, another client's conversation)
is masked, although the reader might be entitled to it: nobody asked for it here.  What stood in
the prompt as it left was released there and stays.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from douane.detect.disguise import search
from douane.detect.exact import ExactIndex
from douane.detect.seam import Detector
from douane.model.finding import Source
from douane.model.sheet import Entry
from douane.model.terms import Action
from douane.model.token import Kind
from douane.pipeline.ask import Ask
from douane.pipeline.inspect import decide_all
from douane.pipeline.prompt import holds_data
from douane.pipeline.snapshot import Admitted, Snapshot
from douane.policy.floors import TOKEN_DETECTOR
from douane.protect.mask import MASKED
from douane.shield.guard.allowed import allowed_at

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NO_NUMBER: Final = "0"
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
# Made-up compounds, as operators plant them in instructions: no answer has them by chance.  Codes
# are none of them, because instructions hold contracts and orders that are asked about.
_TELLING: Final = re.compile(r"(?<![\w-])[^\W\d_]{5,32}(?:-[^\W\d_]{5,32}){2,4}(?![\w-])")
# What is found for certain: by a checksum, a fixed form, or because it is the org's own.
_CERTAIN: Final = frozenset({"identifiers"})


class _Released:
    """Tells whether a value stood in what the model was given."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _all(self) -> str:
        return "\n".join(_folded(text) for text in self._texts)

    def __contains__(self, value: str) -> bool:
        return _folded(value) in self._all


@dataclass(frozen=True)
class Guarded:
    """The rules of one answer; shared by its choices.

    Attributes:
        allowed: Addresses that may stand in it.
        told: What the application told the model.
        holds_data: Whether the conversation holds more than its user's question.
        admitted: Tier, plan and tenant.
        counts: What was done so far, for the log: counts, never values.
    """

    allowed: frozenset[str]
    told: tuple[str, ...]
    holds_data: bool
    admitted: Admitted
    _detectors: tuple[Detector, ...]
    _registered: tuple[Detector, ...]
    _planted: tuple[Detector, ...]
    _released: _Released
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(
        cls, ask: Ask, admitted: Admitted, snapshot: Snapshot, texts: Sequence[str]
    ) -> "Guarded":
        """Return the rules for the answer to a request.

        Args:
            ask: The request.
            admitted: Its tier, plan and tenant.
            snapshot: What it is judged by.
            texts: What left for the model, one for each slot.
        """
        view = admitted.view
        told = tuple(
            text for slot, text in zip(ask.slots, texts, strict=True) if slot.source is Source.TOLD
        )
        others = [
            text
            for slot, text in zip(ask.slots, texts, strict=True)
            if slot.source is not Source.TOLD
        ]
        detectors = [each for each in snapshot.detectors if each.id in _CERTAIN]
        if view.names is not None:
            detectors.append(view.names)
        return cls(
            allowed=allowed_at(admitted.plan.policy.answers.links, ask.at_ms),
            told=told,
            holds_data=holds_data(ask.slots, ask.records),
            admitted=admitted,
            _detectors=tuple(detectors),
            _registered=view.detectors,
            _planted=_planted(told, _Released(others)),
            _released=_Released(texts),
        )

    def tightened(self) -> "Guarded":
        """Return the rules for an answer to a request that looks like an attack."""
        self.counts["suspicious"] += 1
        return replace(self, holds_data=True)

    def may_open(self, opened: Mapping[str, Entry], *, suspicious: bool) -> Mapping[str, Entry]:
        """Return the tokens that may be opened in this answer."""
        if suspicious and not self.admitted.plan.policy.injection.restore:
            return {}
        return opened

    def searched(self, before: str, text: str, *, json: bool = False) -> str:
        """Return the text without what must not be said.

        Args:
            before: What was given out before it; a value may have begun there.
            text: What would be given out now.
            json: It is JSON, where a bare number becomes another number, so that it stays JSON.
        """
        found = search(before + text, self._detectors)
        planted = search(before + text, self._planted) if self._planted else []
        if not found and not planted:
            return text
        shift = len(before)
        spans: list[tuple[int, int]] = [
            (max(0, finding.start - shift), finding.end - shift)
            for finding in planted
            if finding.end > shift
        ]
        if spans:
            self.counts["echoed"] += len(spans)
        for finding, decision in decide_all(found, self.admitted.plan):
            if decision.action is Action.PASS or finding.end <= shift:
                continue
            if finding.detector == TOKEN_DETECTOR or finding.value in self._released:
                continue
            if finding.start < shift:
                self.counts["exposed"] += 1
            self.counts["masked"] += 1
            spans.append((max(0, finding.start - shift), finding.end - shift))
        return _masked(text, spans, json=json) if spans else text

    def tells_secret(self, passage: str) -> bool:
        """Tell whether a passage repeats a registered secret that the prompt did not hold.

        Args:
            passage: The end of what was said so far, some thousand characters: fingerprints
                need more words than a window has.
        """
        found = search(passage, self._registered) if self._registered else []
        return any(
            decision.action is not Action.PASS and finding.value not in self._released
            for finding, decision in decide_all(found, self.admitted.plan)
        )


def _planted(told: Sequence[str], elsewhere: _Released) -> tuple[Detector, ...]:
    """Return what finds words that stand in the instructions only, and can only be told."""
    words = {word for text in told for word in _TELLING.findall(text) if word not in elsewhere}
    if not words:
        return ()
    known = [(word, (), "", Kind.TEXT, False) for word in sorted(words)]
    return (ExactIndex.build(known, cased=True),)


def _masked(text: str, spans: list[tuple[int, int]], *, json: bool) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            bare = json and _NUMBER.fullmatch(text, start, end)
            pieces += (text[done:start], _NO_NUMBER if bare else MASKED)
        done = max(done, end)
    pieces.append(text[done:])
    return "".join(pieces)


def _folded(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
