"""What stands around a place in a text: what a phrase needs there, and what belongs to it.

A person's titles before a name and a company's legal form behind it belong to it, as does the
full stop of a word that is cut short.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from douane.detect.exact import company, person
from douane.detect.exact.folding import fold
from douane.detect.exact.phrase import Need
from douane.model.token import Kind

_BEFORE: Final = 48
_BEHIND: Final = 32
_FORM_WORDS: Final = 4
_APOSTROPHES: Final = frozenset("'\u2019\u02bc`\u00b4")


def allowed(text: str, edges: Sequence[int], need: int) -> bool:
    """Tell whether what a phrase needs is true where its words have these edges."""
    if need == Need.NOTHING:
        return True
    spans = tuple(zip(edges[::2], edges[1::2], strict=True))
    if need in (Need.INITIAL, Need.DOTTED):
        dotted = all(_is_initial(text, begin, end) for begin, end in spans if end - begin == 1)
        return dotted or (need == Need.INITIAL and _cased(text, spans))
    if not _cased(text, spans):
        return False
    return need == Need.CASED or _title_before(text, edges[0]) < edges[0]


def _is_initial(text: str, begin: int, end: int) -> bool:
    """Tell whether a letter by itself has its full stop, or is the *L* of *L'Hermillon*.

    The *s* of a genitive is neither; the *t* of *van 't Hooft* has a blank before its sign.
    """
    if text[begin - 1 : begin] in _APOSTROPHES and begin:
        return not text[max(0, begin - 2) : begin - 1].isalnum()
    return text[end : end + 1] == "." or text[end : end + 1] in _APOSTROPHES


def _cased(text: str, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether every word begins with a capital, but for particles such as *von*."""
    capital = False
    for begin, end in spans:
        first = text[begin]
        if first.islower():
            if fold(text[begin:end]) not in person.PARTICLES:
                return False
        elif first.isupper() or not first.isalpha():
            capital = True
    return capital


_TITLE: Final = re.compile(
    r"([^\W\d_]{1,12})(?:\.?[ \u00a0\u202f]{1,2}|\.-?|-)$"
)  # one word and what stands between it and a name


_FARTHEST: Final = 15  # from a name to where the title before it begins


def _titled(text: str, before: int, start: int) -> bool:
    """Tell whether the word before a name may be a title; it seldom is, and this is quick."""
    if before < 0:
        return True
    if start - before > _FARTHEST:
        return False
    return fold(text[before:start].rstrip(".- \u00a0\u202f")) in person.TITLES


def _title_before(text: str, start: int) -> int:
    """Return where the titles before a name begin, or where the name does."""
    floor = max(0, start - _BEFORE)
    while start > floor:
        match = _TITLE.search(text, max(floor, start - _FARTHEST), start)
        if match is None or fold(match[1]) not in person.TITLES:
            break
        before = match.start() - 1
        if before >= 0 and text[before].isalnum():
            break
        start = match.start()
    return start


_FORM: Final = re.compile(
    r"\.?(?:,?[ \u00a0\u202f]{1,2}|[ ]?(?:&|\+|und|and)[ ]?){1,2}"
    r"([^\W\d_](?:\.[^\W\d_]){1,3}(?!\w)|[^\W\d_]{1,13})"
)


def _form_behind(text: str, end: int) -> int:
    """Return where the legal form behind a name ends, or where the name does."""
    words: list[str] = []
    last = end + _BEHIND
    reached = end
    for _ in range(_FORM_WORDS):
        match = _FORM.match(text, end, last)
        if match is None or text[match.end() : match.end() + 1].isalnum():
            break
        letters = [each for each in fold(match[1]) if each.isalnum()]
        words += letters if "." in match[1] else ["".join(letters)]
        end = match.end()
        if tuple(words) in company.FORMS or ("".join(words),) in company.FORMS:
            reached, words = end, []
    return reached


_ABBREVIATED: Final = 4  # letters at the end that a full stop may shorten


# A phrase that a person and a company share is of neither kind.
_NAMES: Final = frozenset({Kind.PERSON, Kind.TEXT})
_FIRMS: Final = frozenset({Kind.ORG, Kind.TEXT})


def widened(text: str, before: int, start: int, end: int, kind: Kind) -> tuple[int, int]:
    """Take along what belongs to a value: title, legal form, sign, full stop of a short word.

    Args:
        text: That holds the value.
        before: Where the word before it begins; -1 when that is not known.
        start: Where the value begins.
        end: Where it ends.
        kind: What it is.
    """
    begin = start
    if kind in _NAMES and _titled(text, before, start):
        begin = _title_before(text, start)
    if kind is Kind.PERSON:
        # "Prat S." of "Prat S.A." is no person with an initial.
        form = _form_behind(text, end - 2) if text[end - 2 : end - 1].isspace() else end
        return begin, _full_stop(text, form, _ABBREVIATED) if form > end else _full_stop(
            text, end, 1
        )
    if kind in _FIRMS:
        behind = _form_behind(text, end)
        return begin, behind if behind == end else _full_stop(text, behind, _ABBREVIATED)
    if kind is Kind.ADDRESS:
        return start, _full_stop(text, end, _ABBREVIATED)
    if kind is Kind.PHONE:
        opened = text[max(0, start - 2) : start]
        return start - len(opened) + len(opened.rstrip("(+")), end
    return start, end


def _full_stop(text: str, end: int, most: int) -> int:
    """Return the end with a full stop behind a last word of so many letters at most."""
    if not text.startswith(".", end):
        return end
    return end + (_LAST_WORD.search(text, max(0, end - most - 1), end) is not None)


_LAST_WORD: Final = re.compile(r"(?:^|[\W_])[^\W\d_]{1,4}$")
