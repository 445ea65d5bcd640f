"""Phone numbers: international ones anywhere, national ones only behind a word that says so.

An international number (``+`` or ``00``) must have a calling code and a length that exist.  A
national one, which has neither, would be any number at all, so a word such as ``Tel.`` or
``call`` must stand at most a few characters before it, and it must not be a date, an amount or
a reference.

Source: ITU-T E.164; lengths: ``phone_plan``.
"""

import re
from collections.abc import Callable
from typing import Final

from douane.detect.identifiers.contact.phone_plan import LENGTHS
from douane.detect.identifiers.context.surroundings import before, is_neutral
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "phone"

_FEWEST_NATIONAL, _MOST_NATIONAL = 6, 13
_SHORTEST_SUBSCRIBER = 5
_LONGEST_CODE = 3
# Italy, Ivory Coast, Gabon and Congo: there the zero is part of the number.
_KEEPS_ZERO: Final = frozenset({"39", "225", "241", "242"})
_WORDS: Final = (
    "call", "callback", "cell", "cellulare", "dial", "durchwahl", "fax", "fixe", "gsm", "handy",
    "hotline", "komórka", "mob", "mobiel", "mobil", "mobile", "mobilnummer", "móvil", "movil",
    "numéro", "phone", "portable", "ring", "rufnummer", "sms", "tel", "telefax", "telefon",
    "telefone", "telefonisch", "telefono", "teléfono", "telefonu", "telefoon", "telephone", "text",
    "tfno", "tél", "téléphone", "whatsapp", "answering at",
    "reach(?:ed)? (?:me |us |him |her |them )?(?:at|on)",
    "erreichbar unter", "joignable au", "raggiungibile al", "localizable en el", "bereikbaar op",
)  # fmt: skip

_SPACERS = r"[ \u00a0\u202f\u2011().\/\-]"
_INTERNATIONAL = re.compile(rf"(?:\+ ?|00 ?)\(?([1-9](?:{_SPACERS}{{0,3}}\d){{6,16}})", re.ASCII)
_NATIONAL = re.compile(rf"\(?(\d(?:{_SPACERS}{{0,3}}\d){{5,14}})", re.ASCII)
_LONGEST_BEFORE = 48
_FEWEST_BEFORE = 7  # digits of a number that a word behind tells
_BEHIND: Final = (
    "office", "mobile", "cell", "fax", "phone", "home", "work", "direct", "mobil", "privat",
)  # fmt: skip
_EXTENSION = re.compile(r" ?(?:x|ext\.? ?)\d{1,6}(?!\w)", re.IGNORECASE)
_BEFORE_WORD = re.compile(
    r"((?:\+ ?)?\(?\d(?:[ \u00a0().\-/]{0,2}\d){5,14})( ?(?:x|ext\.? ?)\d{1,6})?"
    r"(?: \(|[ \t]|\s?-)(?:" + "|".join(_BEHIND) + r")\Z",
    re.ASCII | re.IGNORECASE,
)
_TRUNK_ZERO = re.compile(r"\( ?0 ?\)")
_IN_NUMBER = re.compile(r"(?:[0-9]|[A-Z]{2})[ \u00a0.\-/]\Z")
_REFERENCE = re.compile(
    r"\b(?:invoice|order|ref|reference|rechnung|auftrag|facture|commande|fattura|factura|factuur"
    r"|faktura|id|no|nr|num|konto|account|case)[^\w\x00]{0,4}\Z",
    re.IGNORECASE,
)
_NOT_PHONE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d(?!\d)"
    r"|\d{1,3}(?:[. \u00a0]000)+(?!\d)",
    re.ASCII,
)
_AMOUNT_BEFORE = re.compile(r"(?:[€$£¥]|EUR|USD|CHF|GBP|PLN)[ \u00a0]?\Z")
_AMOUNT_AFTER = re.compile(r"[ \u00a0]?(?:[€$£¥%‰]|EUR\b|USD\b|CHF\b|GBP\b|PLN\b|euros?\b)")


def read_international(text: str, end: int) -> Hit | None:
    """Return the number whose calling code begins just before ``end``."""
    start = text.rfind("+", max(0, end - 4), end)
    if start < 0:
        start = text.rfind("00", max(0, end - 5), end)
    if start < 0 or _continues_number(text, start):
        return None
    match = _INTERNATIONAL.match(text, start)
    if match is None:
        return None
    if _NOT_PHONE.match(text, match.start(1)):
        return None
    if text[start] == "0" and _is_no_prefix(text, start):
        return None
    first = match.start(1)
    stop = _longest(text, first, match.end(), _is_international)
    if stop < 0 or _AMOUNT_AFTER.match(text, stop):
        return None
    return Hit(start, stop, Kind.PHONE, 0.9)


def _is_no_prefix(text: str, start: int) -> bool:
    """Tell whether two zeros are within a longer number, or in one that is nobody's phone."""
    if _IN_NUMBER.search(text, max(0, start - 3), start):
        return True
    return _REFERENCE.search(text, max(0, start - 16), start) is not None or is_neutral(
        before(text, start)
    )


def read_national(text: str, end: int) -> Hit | None:
    """Return the number whose first digit ends here; a telling word is known to precede it."""
    first = end - 1
    start = first - 1 if text[first - 1 : first] == "(" else first
    match = _NATIONAL.match(text, start)
    if match is None or text[start - 1 : start] == "+" or _continues_number(text, start):
        return None
    if _NOT_PHONE.match(text, first) or _AMOUNT_BEFORE.search(text, max(0, start - 5), start):
        return None
    stop = _longest(text, match.start(1), match.end(), _is_national)
    if stop < 0 or _AMOUNT_AFTER.match(text, stop):
        return None
    return Hit(start, stop, Kind.PHONE, 0.7)


def read_before(text: str, end: int) -> Hit | None:
    """Return the number before the word that ends here, as in ``978-645-9740 mobile``."""
    found = _BEFORE_WORD.search(text, max(0, end - _LONGEST_BEFORE), end)
    if found is None or _continues_number(text, found.start(1)):
        return None
    number = found[1]
    if _NOT_PHONE.match(number) or not _FEWEST_BEFORE <= len(_digits(number)) <= _MOST_NATIONAL:
        return None
    if text[end : end + 1] == " " and text[end + 1 : end + 2].islower():
        return None  # "1200000 mobile users"
    return Hit(found.start(1), found.end(2) if found[2] else found.end(1), Kind.PHONE, 0.7)


def _continues_number(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return before[-1:].isalnum() or (before[-1:] in {".", ","} and before[:1].isdigit())


def _longest(text: str, start: int, end: int, accepts: Callable[[str], bool]) -> int:
    """Return where the longest acceptable run of whole digit groups ends; -1 for none."""
    while end > start:
        extension = _EXTENSION.match(text, end)
        ends_group = extension is not None or not text[end : end + 1].isalnum()
        if ends_group and text[end - 1].isdecimal() and accepts(text[start:end]):
            return end if extension is None else extension.end()
        end -= 1
    return -1


def _is_international(written: str) -> bool:
    digits = _digits(_TRUNK_ZERO.sub("", written))
    for size in range(1, _LONGEST_CODE + 1):
        lengths = LENGTHS.get(digits[:size])
        if lengths is not None:
            # Many write the trunk prefix of their country, too.
            whole = digits[size:]
            subscriber = whole if digits[:size] in _KEEPS_ZERO else whole.removeprefix("0")
            return (
                (len(subscriber) in lengths or len(whole) in lengths)
                and len(subscriber) >= _SHORTEST_SUBSCRIBER
                and (subscriber[0] != "0" or digits[:size] in _KEEPS_ZERO)
            )
    return False


def _is_national(written: str) -> bool:
    return _FEWEST_NATIONAL <= len(_digits(written)) <= _MOST_NATIONAL


def _digits(written: str) -> str:
    return "".join(filter(str.isdecimal, written))


INTERNATIONAL: Final = Trigger(ID, (rb"\+ ?\(?[1-9]", rb"\b00 ?\(?[1-9]"), read_international)
NATIONAL: Final = Trigger(
    ID,
    (rb"(?i)\b(?:" + "|".join(_WORDS).encode() + rb")\b[^0-9\x00\n]{0,20}[0-9]",),
    read_national,
)
BEFORE: Final = Trigger(
    ID, (rb"(?i)[0-9] ?[ (-](?:" + "|".join(_BEHIND).encode() + rb")\b",), read_before
)
