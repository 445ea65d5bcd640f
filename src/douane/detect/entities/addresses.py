"""Postal addresses: a street with its number, a box or a postcode, and what hangs on it.

Each trigger fixes one part that nothing else looks like; from there the address grows to the
right, piece by piece, over commas and at most one line break at a time: units, postcodes,
towns, provinces, countries.  To the left it takes the rest of the street's name, and a number.
"""

import re
from typing import Final

from douane.detect.entities.address_tail import (
    BOX,
    LEFT_NUMBER,
    LEFT_WORDS,
    NUMBER,
    PLACE_WORD,
    POSTCODE,
    UNIT,
    grow,
    known_run,
    place,
)
from douane.detect.entities.letters import CAPITAL, LETTER
from douane.detect.entities.streets import BOXES, ENDINGS, ENGLISH, FRENCH, LEADING, UNITS
from douane.detect.entities.words import GIVEN, GIVEN_TOO, ORDINARY, TOWN, look_up
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind


def _hit(text: str, start: int, end: int, sure: float) -> Hit:
    return Hit(start, grow(text, end), Kind.ADDRESS, sure)


def _line_start(text: str, end: int, reach: int) -> int:
    first = max(0, end - reach)
    for cut in ("\n", "\x00", "\t", ";", ":", "("):
        at = text.rfind(cut, first, end)
        first = max(first, at + 1) if at >= 0 else first
    return first


def _number_end(text: str, end: int) -> int:
    """Return the end of the house number whose first digit ends here; -1 for none."""
    match = NUMBER.match(text, end - 1)
    return -1 if match is None else match.end()


def german(text: str, end: int) -> Hit | None:
    """Read ``Bahnhofstrasse 12`` from its first digit."""
    last = _number_end(text, end)
    if last < 0:
        return None
    first = _line_start(text, end - 1, 70)
    name = text[first : end - 1].rstrip(" ,")
    word = name.rfind(" ") + 1
    start = first + word
    street = name[word:]
    if not street[:1].isalpha():
        return None
    plain = street[:1].isupper()
    if _COUNTED.search(street) or (not plain and not _SURE_ENDING.search(street)):
        return None  # "Indikator 4", "stieg 2024"
    bits = look_up(street)
    # "Absatz 3", "Platz 2", "Vertrag 4": an ordinary word with a number is no street.
    doubtful = bits & ORDINARY or (not plain and len(street) < 7)
    if doubtful and not _two(text, first, start):
        return None
    if plain:
        left = LEFT_WORDS.search(text[first:start])
        if left is not None and left[0]:
            start -= len(_spare(left[0]))
    number = LEFT_NUMBER.search(text[first:start])
    if number is not None:
        start = first + number.start()
    return _hit(text, start, last, 0.8)


# Faktor 3, Risikoindikator 4, Monitor 2: they end as a gate does, and are none.
_COUNTED: Final = re.compile(r"(?i)(?:[kt]|[aeio])tor$")
# A street without a capital ends in a word that means little else.
_SURE_ENDING: Final = re.compile(
    r"(?i)(?:str\.|stra(?:ß|ss)e|weg|gasse|platz|allee|straat|laan|gracht|plein|singel|dreef"
    r"|gade|gaden|gatan|gata|vägen|veien|katu|utca|ulica|kade|steeg)$"
)


def _two(text: str, first: int, start: int) -> bool:
    """Say whether a capitalised word that is no noun stands before, as in ``Am Alten Markt``."""
    left = LEFT_WORDS.search(text[first:start])
    return left is not None and bool(_spare(left[0]))


def _spare(words: str) -> str:
    """Leave out the ordinary words that a run to the left begins with."""
    pieces = words.split(" ")
    while pieces and pieces[0]:
        bits = look_up(pieces[0])
        if pieces[0] in _PREFIXES or not (bits & ORDINARY):
            break
        pieces.pop(0)
    while pieces and pieces[0] and pieces[0][0].islower():
        pieces.pop(0)
    return " ".join(pieces)


_PREFIXES: Final = frozenset(
    "Am An Im In Zum Zur Auf Hinter Unter Ober Obere Untere Alte Alter Alten Neue Neuer Neuen Große"
    " Großer Kleine Kleiner Lange Langer Hohe Hoher St Sankt Van De Den Der Oude Nieuwe"
    " Grote".split()
)


def leading(text: str, end: int) -> Hit | None:
    """Read ``Via Roma 12`` from the blank behind its first word."""
    match = _STREET_NAME.match(text, end, end + 90)
    if match is None:
        return None
    start = end
    while start and not text[start - 1].isalpha() and text[start - 1] in " ./":
        start -= 1
    while start and (text[start - 1].isalpha() or text[start - 1] in "./"):
        start -= 1
    first = _line_start(text, start, 12)
    number = LEFT_NUMBER.search(text[first:start])
    if number is not None:
        start = first + number.start()
    elif match[0].islower():
        return None  # "via email entro 5 giorni"
    return _hit(text, start, match.end(), 0.8)


_STREET_NAME: Final = re.compile(
    rf"(?:(?:{CAPITAL}|\d{{1,2}} )[\w'’.-]*+|[a-zà-ÿ]{{1,5}} ?'?(?={CAPITAL}|\w)"
    rf"|{LETTER}[\w'’.-]*+)(?: [^\W\d_][\w'’.-]*+| de | d[ei]l?l?a? ){{0,5}},? ?{NUMBER.pattern}"
)


def french(text: str, end: int) -> Hit | None:
    """Read ``12 rue de la Paix`` from the blank behind ``rue``."""
    first = _line_start(text, end, 40)
    found = _FRENCH_HEAD.search(text[first:end])
    name = _FRENCH_NAME.match(text, end, end + 70)
    if found is None or name is None:
        return None
    return _hit(text, first + found.start(), name.end(), 0.85)


_FRENCH_HEAD: Final = re.compile(
    r"(?<![\w.,-])(?:\d{1,4} )?\d{1,4}[a-zA-Z]?(?:[ -]?(?:bis|ter))?,? [^\W\d_]+\.? $"
)
_FRENCH_NAME: Final = re.compile(
    rf"(?:(?:du|des?|de la|de l['’]|d['’]|l['’]|la|le|les|aux?) ?)?[^\W_][\w'’.-]*+(?: (?:(?:du"
    rf"|des?|la|le|les|et|aux?|en|sur"
    rf"|sous) ?){{0,2}}{CAPITAL}[\w'’.-]*+){{0,4}}(?: \d{{1,4}}(?!\w))?"
)


def english(text: str, end: int) -> Hit | None:
    """Read ``221B Baker Street`` whose last letter ends here."""
    first = _line_start(text, end, 60)
    found = _ENGLISH_HEAD.search(text[first:end])
    if found is None:
        return None
    start = first + found.start()
    unit = _LEFT_UNIT.search(text[first:start])
    if unit is not None:
        start = first + unit.start()
    rest = re.compile(
        r"\.?(?: (?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)(?!\w))?(?: \d{1,5}(?!\w))?"
    ).match(text, end)
    return _hit(text, start, end if rest is None else rest.end(), 0.85)


# "Flat 3, 12 Mill Lane", of which the head may have taken the three.
_LEFT_UNIT: Final = re.compile(
    r"(?i)(?<!\w)(?:flat|apartment|apt\.?|unit|suite|ste\.?|room|floor|studio|block)"
    r" (?:(?:no\.? ?)?#?(?:\d{1,4}[A-Z]?|[A-Z]),? )?$"
)
_ENGLISH_HEAD: Final = re.compile(
    r"(?<![\w.,$€£-])(?!(?:19|20)\d\d-(?:19|20)\d\d)(?:\d{1,3} )?\d{1,5}[A-Za-z]?(?:-\d{1,5})?,?"
    r" (?:[^\W_][\w'’.-]*+ ){1,4}[^\W\d_]+$"
)


def box(text: str, end: int) -> Hit | None:
    """Read ``P.O. Box 12`` from its first digit."""
    first = max(0, end - 40)
    found = None
    for found in BOX.finditer(text, first, end + 12):
        if found.end() >= end:
            break
    if found is None or not found.start() < end <= found.end():
        return None
    if _SHORT_BOX.match(found[0]):
        return None  # "cp1252", "35 bp 3"
    start = found.start()
    number = LEFT_NUMBER.search(text[max(0, start - 8) : start])
    if number is not None:
        start = max(0, start - 8) + number.start()
    return _hit(text, start, found.end(), 0.9)


_SHORT_BOX: Final = re.compile(r"(?i:[bc]p)\d|[bc]p")


def unit(text: str, end: int) -> Hit | None:
    """Read an address around ``Suite 12``: what stands before ends in a number."""
    first = _line_start(text, end, 12)
    found = _UNIT_HEAD.search(text[first:end])
    if found is None:
        return None
    start = first + found.start()
    before = _BEFORE_UNIT.search(text[max(0, start - 80) : start])
    if before is not None and before[0].strip():
        start = max(0, start - 80) + before.start()
    match = UNIT.match(text, first + found.start())
    if match is None:
        return None
    return _hit(text, start, match.end(), 0.7)


_UNIT_HEAD: Final = re.compile(rf"(?<!\w)(?:{UNITS}) ?[#]?\d$", re.IGNORECASE)
_BEFORE_UNIT: Final = re.compile(
    rf"(?:\d{{1,5}}[a-zA-Z]? ){{0,2}}(?:{CAPITAL}[\w'’.-]*+|(?:de[rnsl]?|la|le|du|van|von|of"
    rf"|di) |{LETTER}[\w'’.-]*+)(?: {LETTER}[\w'’.-]*+){{0,4}} \d{{1,5}}[a-zA-Z]?[ ,]*\n?[ ,]*$"
    rf"|\d{{1,5}}[a-zA-Z]? (?:{LETTER}[\w'’.-]*+ ?){{1,5}}[ ,]*\n?[ ,]*$"
)


def postcode(text: str, end: int) -> Hit | None:
    """Read ``20095 Hamburg`` from the first letter of the town."""
    first = _line_start(text, end - 1, 14)
    found = _CODE_HEAD.search(text[first : end - 1])
    if found is None:
        return None
    limit = min(len(text), end + 60)
    match = PLACE_WORD.match(text, end - 1, limit)
    if match is None:
        return None
    known_end = place(text, end - 1, limit, free=False)
    code = found[0].strip()
    if _YEAR.fullmatch(code) and not _town_of_year(text, first + found.start(), match[0]):
        return None
    if known_end < 0:
        bits = look_up(match[0].split(" ")[0])
        dutch = code[-1:].isalpha() and code[-2:] not in _NO_DUTCH
        five = sum(map(str.isdigit, code)) == 5 or "-" in code or dutch
        begin = first + found.start()
        at_line = text[max(0, begin - 8) : begin].rstrip(" ")[-1:] in ("", "\n", ",")
        if (bits & ORDINARY and not dutch) or not (five and at_line):
            return None
        known_end = known_run(text, end - 1, match[0].split(" "))
    start = first + found.start()
    return Hit(_street_before(text, start), grow(text, known_end), Kind.ADDRESS, 0.75)


_CODE_HEAD: Final = re.compile(
    r"(?<![\w.,/-])(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{2}-\d{3}|\d{4} ?[A-Z]{2}) $"
)
# No code of the Netherlands ends in these, and sums of money, sizes and firms do.
_NO_DUTCH: Final = frozenset("SA SD SS US EU UK AG SE KG KB MB GB TB".split())
_SMALL: Final = re.compile(
    r"(?<!\S)(?!(?:de[rnmsl]?|d[iu]|l[ae]s?|van|von|of|the|am|an|auf|dem|zu[rm]?|i[nm]|op|het|aan"
    r"|sur|sous|y|et|und|e|ten|ter|bei|unter)(?!\S))[a-zà-ÿ][\w'’-]*+ "
)
_YEAR: Final = re.compile(r"(?:19[5-9]|20[0-4])\d")
_DATED: Final = re.compile(
    r"(?i)(?:copyright|©|\(c\)|(?:19|20)\d\d ?[,–-]|\b(?:in|since|from|by|until|of|seit|ab|bis|im"
    r"|jahr|year|depuis|en|del?|dal|nel|vom|van|sinds|od|w|roku))[ \t]*$"
)


def _town_of_year(text: str, start: int, town: str) -> bool:
    """Say whether what could be a year, ``2004 George``, is the code of a town."""
    bits = look_up(town.split(" ", maxsplit=1)[0])
    if not bits & TOWN or bits & (GIVEN | GIVEN_TOO):
        return False
    return not _DATED.search(text[max(0, start - 16) : start])


_LINE_BEFORE: Final = re.compile(
    rf"(?:\d{{1,4}} )?{CAPITAL}[\w'’.-]*+(?: [\w'’.-]+){{0,4}} \d{{1,4}}"
    r"[a-zA-Z]?(?:[/-]\d{1,3})?(?:,? \n? ?| ?\n ?)$"
)


def _street_before(text: str, start: int) -> int:
    """Take a line that ends in a house number, right before a postcode."""
    first = max(0, start - 60)
    nul = text.rfind("\x00", first, start)
    first = max(first, nul + 1)
    window = text[first:start]
    found = _LINE_BEFORE.search(window)
    if found is None:
        return start
    # What stands before a small word that joins no name belongs to the sentence.
    ends = [small.end() for small in _SMALL.finditer(found[0])]
    left = _spare(found[0][ends[-1] if ends else 0 :])
    # What is left must be a name with a number, and no number alone.
    return start if not left[:1].isalpha() else start - len(left)


def state_code(text: str, end: int) -> Hit | None:
    """Read ``Springfield, IL 62704`` from its first digit."""
    match = re.compile(r"\d{5}(?:-\d{4})?(?!\w)").match(text, end - 1)
    if match is None:
        return None
    first = _line_start(text, end - 1, 50)
    found = _TOWN_STATE.search(text[first : end - 1])
    if found is None:
        return None
    start = first + found.start()
    aboard = _ABOARD.search(text[max(0, start - 50) : start])
    if aboard is not None:
        start -= len(aboard[0])
    return Hit(start, grow(text, match.end()), Kind.ADDRESS, 0.85)


_ABOARD: Final = re.compile(r"(?:USNS|USCGC|USS|USNV|Unit|PSC|CMR) [^\n\x00]{1,40}\n$")
_TOWN_STATE: Final = re.compile(
    rf"(?:{CAPITAL}[\w'’.-]*+ ?){{1,3}}, ?[A-Z]{{2}} $|(?:APO|FPO|DPO) A[APE] $"
)


def british(text: str, end: int) -> Hit | None:
    """Read a British postcode that ends here, and the town before."""
    first = _line_start(text, end, 60)
    found = re.search(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$", text[first:end])
    if found is None or text[end : end + 1].isalnum():
        return None
    return Hit(first + found.start(), grow(text, end), Kind.ADDRESS, 0.8)


def after_cue(text: str, end: int) -> Hit | None:
    """Read the address behind *lives at* or *Anschrift:*, if it holds a number."""
    match = _ANY_ADDRESS.match(text, end, end + 100)
    if match is None or not any(map(str.isdigit, match[0])):
        return None
    words = [word for word in match[0].split(" ") if word[:1].isalpha()]
    if not words or all(look_up(word.capitalize()) & ORDINARY for word in words):
        return None
    return _hit(text, match.start(1), match.end(1), 0.7)


_ANY_ADDRESS: Final = re.compile(
    rf"[ \t]*+(?:\r?\n)?[ \t]*+((?:the corner of )?(?:\d{{1,5}}[a-zA-Z]? ){{0,2}}"
    rf"(?:{CAPITAL}[\w'’./-]*+|(?:de[rnmsl]?|la|le|les|du|van|von|of|and|und|y|et|e|am|an|in|im"
    rf"|zum|zur|ul\.|al\.|c/) ?)"
    rf"(?: (?:{CAPITAL}[\w'’./-]*+|de[rnmsl]?|la|le|les|du|van|von|of|and|und|y|et|e|am|an|in|im"
    rf"|zum|zur)){{0,6}},?(?: {NUMBER.pattern})?)"
)


def code_after_cue(text: str, end: int) -> Hit | None:
    """Read the postcode behind a word that says so, from its first digit."""
    match = POSTCODE.match(text, end - 1, end + 12)
    return None if match is None else Hit(end - 1, match.end(), Kind.ADDRESS, 0.8)


_CUES: Final = (
    "address(?: is|:)?|lives? at|living at|office is at|located at|residing at|deliver(?:ed|y)? to"
    "|sent? to|return to|ship(?:ped|ping)? to|meet (?:me|us) at|arrived at|moved to|address to"
    "|adresse(?: lautet| ist|:)?|anschrift(?: lautet| ist|:)?|wohnhaft|wohnt(?: an der| am)?"
    "|adresse ?:|habite(?: au)?|domicilié(?:e)? (?:au|à)|demeurant(?: au)?|indirizzo(?: è|:)?"
    "|residente in"
    "|abita in|dirección(?: es|:)?|domicilio(?: es|:)?|vive en|adres(?: is|:)?|woont(?: aan| op)?"
    "|adres(?: to|:)?|zamieszkał[ya](?: przy)?|mieszka przy"
)
_CODE_CUES: Final = (
    "zip(?: ?code)?|post ?code|postal code|plz|postleitzahl|code postal|cap|código postal"
    "|kod pocztowy"
)


def _utf8(words: str) -> bytes:
    return words.encode()


# A trigger must not end within a character.
_CAPITAL: Final = b"(?:[A-Z]|[\\xc3-\\xc5][\\x80-\\xbf])"
TRIGGERS: Final = (
    Trigger(
        "address.street",
        # One each: together they take five times as long to compile.
        tuple(b"(?i)" + _utf8(ending) + b",? ?\\d" for ending in ENDINGS.split("|")),
        german,
    ),
    Trigger(
        "address.street",
        (b"(?i)\\d[a-z]?(?:[ -]?(?:bis|ter))?,? (?:" + _utf8(FRENCH) + b") ",),
        french,
    ),
    Trigger(
        "address.street",
        (
            b"[\\w.\\x80-\\xff] (?:" + _utf8(ENGLISH.title()) + b")\\b",
            b"(?i)[\\w.\\x80-\\xff] (?:street|road|avenue|ave|lane|drive|boulevard|blvd)\\b",
        ),
        english,
    ),
    Trigger(
        "address.street",
        (b"(?i)(?:^|[^\\w\\x80-\\xff])(?:" + _utf8(LEADING) + b") ",),
        leading,
    ),
    Trigger("address.box", (b"(?i)\\b(?:" + _utf8(BOXES) + b") ?\\d",), box),
    Trigger(
        "address.postcode",
        (b"\\d{4} ?(?:[A-Z]{2})? " + _CAPITAL, b"\\d{2}-\\d{3} " + _CAPITAL),
        postcode,
    ),
    Trigger(
        "address.postcode", (b"[A-Z]{2} \\d{5}\\b",), lambda text, end: state_code(text, end - 4)
    ),
    Trigger("address.postcode", (b"\\b[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}\\b",), british),
    Trigger(
        "address.postcode",
        (b"(?i)\\b(?:" + _utf8(_CODE_CUES) + b")(?: is| ist| est| es)?:? \\d",),
        code_after_cue,
    ),
    Trigger("address.unit", (b"(?i)\\b(?:suite|apt\\.?|apartment|unit|flat) ?#?\\d",), unit),
)
