"""Find people, organisations, addresses and places that no record names.

Three looks at a text, surest first:

1. One scan for what announces an entity: titles, cue phrases, legal forms, street words with a
   number, postcodes (``cues``, ``organisations``, ``addresses``).
2. The capitalised words against the lists of names and places (``reading``); in a text that has
   next to no capitals, all words, by stricter rules (``lower_case``).
3. What those tell about their surroundings: family names that stand elsewhere, names in lists,
   the company below a name (``neighbours``).

A text without any word of the lists costs the first scan and one look-up a capitalised word.
Findings do not overlap. What is claimed already (NUL) is in no finding and joins nothing, but a
name found on one side of it is looked for on the other, too.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from douane.detect.entities import addresses, companies, cues, organisations, places
from douane.detect.entities.letters import CAPITAL, LETTER
from douane.detect.entities.lower_case import without_capitals
from douane.detect.entities.neighbours import again, beside, block_lines, firms_beside
from douane.detect.entities.reading import Reading
from douane.detect.entities.spans import Span, Spans
from douane.detect.entities.tokens import capitalised
from douane.detect.entities.words import (
    COUNTRY,
    FAMILY,
    GIVEN,
    GIVEN_TOO,
    HEAD,
    ORDINARY,
    TOWN,
    TOWN_TOO,
    known,
    look_up,
    places_of,
)
from douane.detect.identifiers import CROWDED, Identifiers
from douane.model.finding import Finding

_WORTH_A_LOOK: Final = GIVEN | GIVEN_TOO | FAMILY | TOWN | TOWN_TOO | COUNTRY
_UNSURE: Final = GIVEN_TOO | ORDINARY  # such a word tells nothing alone
_CAPITALISED: Final = re.compile(rf"{CAPITAL}{LETTER}++")
_FEWEST_CAPITALS: Final = 300  # characters a capital; with fewer, a text counts as lower case


@cache
def _triggered() -> Identifiers:
    """Compile the triggers, once a process: it takes more than a second."""
    return Identifiers(
        (
            *addresses.TRIGGERS,
            *cues.TRIGGERS,
            *organisations.TRIGGERS,
            *places.TRIGGERS,
            *companies.TRIGGERS,
        )
    )


class Entities:
    """Detector of people, organisations, addresses and places in free text."""

    id = "entities"

    __slots__ = ("_triggered",)

    def __init__(self) -> None:
        """Make it; the word lists are unpacked when they are first needed."""
        self._triggered = _triggered()

    def scan(self, text: str) -> list[Finding]:
        """Return the entities of a text, by position."""
        triggered = self._triggered.scan(text)
        words = _CAPITALISED.findall(text)
        few = len(words) * _FEWEST_CAPITALS < len(text)
        if not triggered and not few and not _any_known(text, words):
            return []
        spans = Spans((hit.start, hit.end) for hit in triggered)
        found = [(hit.start, hit.end, hit.kind, hit.detector, hit.confidence) for hit in triggered]
        found += _untriggered(text, spans, found, few=few)
        found.sort()
        return [
            Finding(start, end, _value(text, start, end), kind, detector, confidence=sure)
            for start, end, kind, detector, sure in found
        ]


def _untriggered(text: str, spans: Spans, triggered: list[Span], *, few: bool) -> list[Span]:
    """Return what the lists and the surroundings add; a NUL joins nothing and is in no word."""
    # What nobody looked into is one finding already.
    crowd = max((start for start, _, _, name, _ in triggered if name == CROWDED), default=-1)
    last = crowd if crowd >= 0 else len(text)
    tokens = capitalised(text, 0, last)
    found = Reading(text, 0, last, tokens, spans).read_all()
    found += block_lines(text, 0, last, [*triggered, *found], spans)
    found += beside(text, tokens, [*triggered, *found], spans)
    found += firms_beside(text, tokens, [*triggered, *found], spans)
    found += again(tokens, [*triggered, *found], text, spans)
    if few:
        found += without_capitals(text, 0, last, spans)
    return found


def _any_known(text: str, words: Iterable[str]) -> bool:
    """Say whether any of the words is in the lists, so that the text is worth a closer look."""
    classes = known().get
    for word in set(words):
        bits = classes(word)
        if bits is None:
            if word.isupper():
                bits = look_up(word.capitalize())
            elif not word.isascii():
                bits = look_up(word)
            else:
                continue
        if (bits & _WORTH_A_LOOK and bits & _UNSURE != _UNSURE) or (
            bits & HEAD and _any_place(text, word)
        ):
            return True
    return False


def _any_place(text: str, head: str) -> bool:
    return any(place in text for place in places_of(head))


def _value(text: str, start: int, end: int) -> str:
    value = text[start:end]
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
