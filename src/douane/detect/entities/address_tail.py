"""What hangs on a street, a box or a postcode: units, postcodes, towns, provinces, countries."""

import re
from typing import Final

from douane.detect.entities.letters import CAPITAL, LETTER
from douane.detect.entities.streets import BOXES, UNITS
from douane.detect.entities.words import ANY_NAME, ANY_PLACE, COUNTRY, ORDINARY, known, look_up

_MOST_PIECES: Final = 10
_MOST_CHARACTERS: Final = 240
_SEPARATOR: Final = re.compile(r"[ ,]*+(?:\r?\n(?:[>|?*]{1,3} ?)?)?[ ,\t]*+(?:[-–|·] )?")
NUMBER: Final = re.compile(
    r"(?:[nN][°ºo]\.? ?)?\d{1,5}(?:[ ]?[a-zA-Z](?!\w|\. ?\d)|[ ]?(?:bis"
    r"|ter)\b)?(?:[/-]\d{1,4}[a-zA-Z]?)*+(?![\w%€$£]|[.,]\d)"
)
UNIT: Final = re.compile(
    rf"(?:{UNITS}) ?(?:[nN][°º] ?)?[#]?[\dA-Z][\w/-]{{0,6}}(?!\w)|#\d{{1,5}}(?!\w)"
    rf"|\d{{1,3}}[.ºª°](?: ?{LETTER}{{1,4}}\b)?",
    re.IGNORECASE,
)
POSTCODE: Final = re.compile(
    r"(?:[A-Z]{1,2}[- ])?\d{5}(?:-\d{4})?(?![\w.,]?\d)|\d{2}-\d{3}(?!\w)|\d{4} ?[A-Z]{2}(?!\w)"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)|[A-Z]\d[A-Z] ?\d[A-Z]\d(?!\w)"
    r"|(?:[A-Z]{1,2}-)?\d{4}(?![\w.,]?\d)|\d{3} \d{2}(?!\w)"
    r"|\d{6}(?!\w)",
)
_STATE: Final = re.compile(r"(?:[A-Z]{2,3}|nan)(?!\w)")
BOX: Final = re.compile(rf"(?:{BOXES}) ?\d[\d ]{{0,8}}\d?", re.IGNORECASE)
PLACE_WORD: Final = re.compile(
    rf"{CAPITAL}[\w'’.-]*+(?:[ ](?:(?:am|an|der|de[nrsl]?|la|le|les|sur|sous|en|di|do|du|upon|on"
    rf"|of|the|and|y|i|aan|bei|im|in|ob|u|nad|pod|san|del"
    rf"|della) ){{0,2}}{CAPITAL}[\w'’.-]*+){{0,4}}"
)
_LOWER_PLACE: Final = re.compile(rf"{LETTER}[\w'’-]*+(?: {LETTER}[\w'’-]*+){{0,4}}")
LEFT_NUMBER: Final = re.compile(r"(?<![\w.,-])\d{1,5}[a-zA-Z]?(?:[ -]?(?:bis|ter))?,? ?$")
LEFT_WORDS: Final = re.compile(
    rf"(?:{CAPITAL}[\w'’.-]*+ (?:(?:de[rnmsl]?|la|le|les|du|van|von|of|the|am|an|zu[rm]?|in|im"
    rf"|auf|dem) )*+)*+$"
)
_STOP: Final = frozenset(
    "Tel Phone Fax Email E-Mail Mail Mobile Mobil Web Www Date Datum Ref Re".split()
)


def grow(text: str, end: int) -> int:
    """Return where an address ends whose core ends here."""
    limit = min(len(text), end + _MOST_CHARACTERS)
    at = end
    coded = False
    for _ in range(_MOST_PIECES):
        gap = _SEPARATOR.match(text, at, limit)
        start = at if gap is None else gap.end()
        if start >= limit:
            break
        broken = "\n" in text[at:start]
        comma = "," in text[at:start]
        piece = UNIT.match(text, start, limit) or BOX.match(text, start, limit)
        if piece is None and (found := POSTCODE.match(text, start, limit)):
            piece, coded = found, True
        if (
            piece is None
            and (found := _STATE.match(text, start, limit))
            and (
                comma or broken or coded or POSTCODE.match(text, min(limit, found.end() + 1), limit)
            )
        ):
            piece = found
        if piece is not None:
            at = piece.end()
            continue
        last = place(text, start, limit, free=coded or broken or comma)
        if last < 0:
            break
        at = last
    return at


def place(text: str, start: int, limit: int, *, free: bool) -> int:
    """Return the end of the town, region or country that begins here; -1 for none."""
    classes = known()
    match = PLACE_WORD.match(text, start, limit)
    if match is None:
        return _lower_place(text, start, limit)
    words = match[0]
    pieces = words.split(" ")
    for size in range(len(pieces), 0, -1):
        phrase = " ".join(pieces[:size]).rstrip(".,")
        plain = phrase.title() if phrase.isupper() else phrase
        if classes.get(plain, 0) & ANY_PLACE:
            return _with_district(text, start + len(phrase), limit, plain)
    if not free or pieces[0] in _STOP:
        return -1
    end = start + len(words.rstrip(".,"))
    behind = _SEPARATOR.match(text, end, limit)
    follows = end if behind is None else behind.end()
    anchored = follows > end and (
        POSTCODE.match(text, follows, limit) is not None
        or _STATE.match(text, follows, limit) is not None
    )
    before = _SEPARATED_CODE.search(text[max(0, start - 14) : start])
    at_line = text[max(0, start - 14) : start].rstrip(" ").endswith("\n")
    alone = text[end : end + 1] in ("\n", "", ",", "\r") and at_line
    if anchored or before is not None:
        return end if before is None else known_run(text, start, pieces)
    first = look_up(pieces[0].title() if pieces[0].isupper() else pieces[0])
    if alone and not first & ORDINARY and len(pieces) < 4:
        return end
    # "5 Mill Lane, Okoia." - an unknown word between a comma and the end of the clause.
    if text[end : end + 1] in _CLAUSE_ENDS and not first & ORDINARY and len(pieces) < 5:
        return end
    return -1


_CLAUSE_ENDS: Final = (",", ".", "\n", "", "?", "!", ";", "\r")


_SEPARATED_CODE: Final = re.compile(r"\d(?:[A-Z]{2}| [A-Z]{2})? ?$")


def known_run(text: str, start: int, pieces: list[str]) -> int:
    """Behind a postcode: take capitalised words up to the first ordinary one."""
    end = start
    for number, piece in enumerate(pieces):
        plain = piece.title() if piece.isupper() else piece
        bits = look_up(plain.rstrip(".,"))
        if number and bits & ORDINARY and not bits & (ANY_NAME | ANY_PLACE):
            break
        end = (start if not number else end + 1) + len(piece)
    while end > start and text[end - 1] in ".,":
        end -= 1
    return end


def _with_district(text: str, end: int, limit: int, town: str) -> int:
    """Return the end of a town with the number of its district: ``Dublin 2``."""
    found = _DISTRICT.match(text, end, limit) if town in _NUMBERED else None
    return end if found is None else found.end()


_NUMBERED: Final = frozenset(
    "Dublin Cork Paris Lyon Marseille Praha Prague Prag Brno Budapest Wien Vienna Zürich".split()
)
_DISTRICT: Final = re.compile(r" \d{1,2}[A-Za-z]?(?![\w.,-]?\d|\w)")


def _lower_place(text: str, start: int, limit: int) -> int:
    classes = known()
    match = _LOWER_PLACE.match(text, start, limit)
    if match is None:
        return -1
    pieces = match[0].split(" ")
    for size in range(len(pieces), 0, -1):
        plain = " ".join(pieces[:size]).title()
        if classes.get(plain, 0) & (COUNTRY | ANY_PLACE):
            return start + sum(map(len, pieces[:size])) + size - 1
    line = text.rfind("\n", max(0, start - 14), start)
    if (
        line >= 0
        and not text[line:start].strip()
        and text[match.end() : match.end() + 1] in ("\n", ",")
    ):
        return match.end() if len(pieces) < 4 else -1
    return -1
