"""Forms that say by themselves what a number is: ``85.07.30-033.28`` needs no word beside it.

Behind each stands a checksum or a date.  How sure a form is depends on how often an order
number of the same form would pass; where a neutral word stands nearest, the weak ones give way.
"""

import re
from typing import Final

from douane.detect.identifiers.context.surroundings import before, behind, is_neutral
from douane.detect.identifiers.edges import ends_alone, stands_alone
from douane.detect.identifiers.national.register import Number, by_id
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "national"

_LONGEST = 32
STRONG: Final = 0.9
_WEAKER: Final = 0.7
_NOT_IN_COMPACT = re.compile(r"[^0-9A-Za-z]")

_B = r"[ .\-]"  # between groups; NBSP is left to labels
_D2, _D3, _D4 = r"[0-9]{2}", r"[0-9]{3}", r"[0-9]{4}"
# A letter; a digit, or the letter that stands for it where two persons would have one code.
_L, _C = "[A-Za-z]", "[0-9LMNPQRSTUV]"
# Detector id, how sure it is, form.  Hyperscan and ``re`` read it alike.
FORMS: Final = (
    (
        "person_id.fr",
        STRONG,
        rf"[12] ?{_D2} ?{_D2} ?(?:{_D2}|2[ABab]) ?{_D3} ?{_D3} ?[|/-]? ?{_D2}",
    ),
    ("person_id.it", 1.0, rf"{_L}{{6}} ?{_C}{{2}} ?{_L}{_C}{{2}} ?{_L}{_C}{{3}} ?{_L}"),
    ("person_id.it", 1.0, rf"{_L}{{3}} {_L}{{3}} {_D2}{_L}{_D2} {_L}{_D3}{_L}"),
    ("person_id.ch", STRONG, rf"756{_B}?{_D4}{_B}?{_D4}{_B}?{_D2}"),
    ("company_id.ch", STRONG, rf"CHE[ -]?{_D3}[ .]?{_D3}[ .]?{_D3}"),
    ("person_id.be", STRONG, rf"{_D2}[ .]?{_D2}[ .]?{_D2}[ -]{_D3}[ .]?{_D2}"),
    ("person_id.fi", STRONG, rf"{_D2}{_D2}{_D2}[-+ABCDEFYXWVUabcdefyxwvu]{_D3}[0-9A-Za-z]"),
    ("person_id.cz", _WEAKER, rf"{_D2}[0-9]{_D3}/{_D4}"),
    ("person_id.cz", _WEAKER, rf"{_D2}[0-9]{_D3} / {_D4}"),
    ("person_id.lv", _WEAKER, rf"{_D2}{_D2}{_D2}-[0-9]{{5}}"),
    ("person_id.se", _WEAKER, rf"(?:19|20)?{_D2}{_D2}{_D2}[-+]{_D4}"),
    ("person_id.is", _WEAKER, rf"{_D2}{_D2}{_D2}-{_D4}"),
    ("person_id.no", STRONG, rf"{_D2} ?{_D2} ?{_D2} ?{_D3} ?{_D2}"),
    ("tax_id.de", _WEAKER, rf"{_D2} {_D3} {_D3} {_D3}"),
    ("person_id.de", STRONG, rf"{_D2} ?{_D2} ?{_D2} ?{_D2} ?[A-Z] ?{_D2} ?[0-9]"),
    ("person_id.gb", _WEAKER, rf"[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z] ?{_D2} ?{_D2} ?{_D2} ?[A-D]"),
    ("tax_id.at", _WEAKER, rf"{_D2}[ -]{_D3}/{_D4}"),
    ("person_id.at", _WEAKER, rf"{_D4} {_D2}{_D2}{_D2}"),
    ("person_id.pt", STRONG, rf"{_D4}{_D4} ?[0-9] ?[A-Z][A-Z0-9][0-9]"),
    ("person_id.ie", _WEAKER, rf"{_D4}{_D3}[A-W][A-ITWX]?"),
    ("person_id.nl", _WEAKER, rf"{_D4}[.]{_D2}[.]{_D3}"),
    ("tax_id.pl", _WEAKER, rf"{_D3}-{_D3}-{_D2}-{_D2}"),
    ("tax_id.pl", _WEAKER, rf"{_D3}-{_D2}-{_D2}-{_D3}"),
    ("person_id.lu", STRONG, rf"(?:19|20){_D2} ?{_D4} ?{_D3} ?{_D2}"),
    ("person_id.es", _WEAKER, rf"{_D2}[ .]?{_D3}[ .]?{_D3}[ -]?[A-HJ-NP-TV-Z]"),
    ("foreigner_id.es", STRONG, rf"[XYZ][ -]?{_D4}{_D3}[ -]?[A-HJ-NP-TV-Z]"),
)


def _reader(numbers: tuple[Number, ...], sure: float, form: str) -> Trigger:
    written = re.compile(form)

    def read(text: str, end: int) -> Hit | None:
        """Return the number of this form that ends here."""
        if not ends_alone(text, end):
            return None
        found = None
        for start in range(max(0, end - _LONGEST), end):
            if start and text[start - 1].isalnum():
                continue
            found = written.match(text, start, end)
            if found is not None and found.end() == end and stands_alone(text, start, end):
                break
            found = None
        if found is None:
            return None
        compact = _NOT_IN_COMPACT.sub("", found[0]).upper()
        for number in numbers:
            if number.check(_as_checked(number.id, found[0], compact)):
                return _judged(text, found.start(), end, number, sure)
        return None

    return Trigger(numbers[0].id, (rb"\b" + form.encode() + rb"\b",), read)


def _as_checked(id_: str, written: str, compact: str) -> str:
    """Return the form that its check takes: for some the separator is the century."""
    if id_ in {"person_id.fi", "person_id.se"}:
        return written.replace(" ", "").upper()
    return compact


def _judged(text: str, start: int, end: int, number: Number, sure: float) -> Hit | None:
    labels = before(text, start)
    near = labels[0].topics if labels else frozenset()
    if near & number.topics:
        sure = max(sure, STRONG)
    elif sure < 1.0 and (is_neutral(labels) or (not labels and is_neutral(behind(text, end)))):
        sure -= 0.5
    kind = Kind.CODE if number.id.startswith("company_id") else Kind.IDENTITY
    return Hit(start, end, kind, sure, number.id)


TRIGGERS: Final = tuple(_reader(by_id(id_), sure, form) for id_, sure, form in FORMS)
