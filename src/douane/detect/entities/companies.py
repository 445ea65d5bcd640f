"""Organisations that nothing but the words around them tells: *works at Optigov*.

An unknown capitalised word, which no list and no dictionary holds, counts as an organisation
where the words beside it say that somebody works there, bought it or came from it.
"""

import re
from typing import Final

from douane.detect.entities.letters import CAPITAL, CAPITALISED
from douane.detect.entities.organisations import GENERIC
from douane.detect.entities.words import ANY_NAME, ANY_PLACE, GIVEN, HEAD, ORDINARY, look_up
from douane.detect.identifiers.scan import LEAST_CONFIDENCE
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_BEFORE: Final = (
    "works? (?:at|for)|worked (?:at|for)|working (?:at|for)|employed (?:at|by)|employer(?: is)?:?"
    "|joined|year at|years at|acquired|acquisition of|takeover of|address of|office of|CEO of"
    "|CFO of"
    "|director of|founder of|subsidiary of|shares (?:in|of)|invested in|company:?|firm|supplier"
    "|vendor"
    "|account at|at|from|by|with|later became"
    "|arbeitet (?:bei|für)|angestellt bei|bei der Firma|die Firma|der Firma|Firma:?"
    "|Arbeitgeber:?|Übernahme (?:von|der)"
    "|travaille chez|chez|l.entreprise|la société|employeur ?:?|rachat (?:de|par)"
    "|lavora (?:presso|per|in)|presso|la società|l.azienda|datore di lavoro:?"
    "|trabaja (?:en|para)|la empresa|empleador:?"
    "|werkt (?:bij|voor)|het bedrijf|werkgever:?|pracuje w|firmie|firma|firmy|pracodawca:?"
)
_BEHIND: Final = (
    "office|headquarters|shareholders|employees|subsidiary|is the brainchild|is a company"
    "|was founded"
    "|announced|has acquired|was acquired|invested|stock|shares"
)
_RUN: Final = re.compile(rf"\d?{CAPITALISED}(?:(?: | & | and | of ){CAPITALISED}){{0,3}}")
_WORD: Final = re.compile(CAPITALISED)
_RUN_BEFORE: Final = re.compile(
    rf"(?<![\w'’-])(?:{CAPITAL}[\w'’-]*+(?: | & | and | of |, )){{0,4}}{CAPITAL}[\w'’-]*+$"
)
_SHORTEST: Final = 3


def _unknown(word: str) -> bool:
    return not look_up(word) & ~HEAD and len(word) >= _SHORTEST and word not in GENERIC


def after_words(text: str, end: int) -> Hit | None:
    """Read the organisation behind a cue whose blank and first letter end here."""
    match = _RUN.match(text, end - 1, end + 80)
    if match is None:
        return None
    parts = list(_WORD.finditer(text, match.start(), match.end()))
    first = parts[0][0]
    bits = look_up(first)
    if bits & (ANY_PLACE | GIVEN) or first in GENERIC or (bits & ORDINARY and len(parts) == 1):
        return None
    if first.isupper() and len(first) < 5:
        return None
    if not any(_unknown(part[0]) for part in parts):
        return None
    return Hit(match.start(), match.end(), Kind.ORG, LEAST_CONFIDENCE)


def before_words(text: str, end: int) -> Hit | None:
    """Read the organisation before a cue whose last letter ends here."""
    cue = _CUE_AT_END.search(text[max(0, end - 22) : end])
    if cue is None:
        return None
    stop = max(0, end - 22) + cue.start()
    match = _RUN_BEFORE.search(text[max(0, stop - 70) : stop])
    if match is None:
        return None
    start = max(0, stop - 70) + match.start()
    words = _WORD.findall(text[start:stop])
    while words and words[0] in GENERIC:
        start = text.index(words[0], start) + len(words[0]) + 1
        words.pop(0)
    if not words or not any(_unknown(word) or look_up(word) & ANY_NAME for word in words):
        return None
    return Hit(start, stop, Kind.ORG, LEAST_CONFIDENCE)


_CUE_AT_END: Final = re.compile(rf" (?:{_BEHIND})$")

TRIGGERS: Final = (
    Trigger(
        "org.context",
        (
            b"\\b(?:" + _BEFORE.encode() + b") (?:[A-Z]|[\\xc3-\\xc5][\\x80-\\xbf])",
            b"\\b(?:at|for|from) \\d[A-Z][a-z]",
        ),
        after_words,
    ),
    Trigger(
        "org.context", (b"[A-Z][\\w\\x80-\\xff'-]* (?:" + _BEHIND.encode() + b")\\b",), before_words
    ),
)
