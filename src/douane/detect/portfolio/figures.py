"""Numbers in a text, and what sort each is by the way it is written."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

# Groups of three behind a space are one number only where nothing else can be meant.
_NUMBER = re.compile(
    r"(?<![\w.,'\u2019])[+\-\u2212]?(?:"
    r"\d{1,3}(?:['\u2019.,\u00a0\u202f]\d{3}){1,6}+(?:[.,]\d{1,6})?(?![\d'\u2019])"
    # 300 250,10 is rather 300 at 250.10 than three hundred thousand.
    r"|\d{1,2}(?:[ ]\d{3}){1,6}+(?:,\d{1,6})?(?![\d'\u2019.])"
    r"|\d{3}(?:[ ]\d{3}){1,6}+(?![\d'\u2019.,])"
    r"|\d++(?:[.,]\d++)?+"
    r")(?![\w])(?!['\u2019]\d)"
)
# What a number begins with; a search skips quickly to a digit.
_FIRST = re.compile(r"\d(?<![\w.,'\u2019].)")
_SIGNS: Final = frozenset("+-\u2212")
_DATE = re.compile(r"[./-]\d{1,4}(?:[./-]\d{2,4})?|[.]\s?(?:\d{1,2}[.])?\d{4}|:\d\d")
_MONEY = re.compile(
    r"(?:CHF|EUR|USD|GBP|PLN|SEK|NOK|DKK|CZK|JPY|Fr\.|zł|€|\$|£)\s?$",
)
_MONEY_BEHIND = re.compile(
    r"\s?(?:CHF|EUR|USD|GBP|PLN|SEK|NOK|DKK|CZK|JPY|Fr\.|Franken|Euro|zł|€|\$|£)"
)
_PERCENT = re.compile(r"[ \u00a0\u202f]?(?:%|v\.\s?H\.|Prozent|percent|per cent|pct|proc\.)")
# The coupon and the year of a bond: they belong to its name.
_COUPON = re.compile(r"\d{1,2}(?:[.,]\d{1,4})? ?% ?(?:\d\d[./]\d\d[./])?(?:19|20)\d\d(?!\d)")
_LONGEST_MONEY: Final = 5
_MOST_DIGITS: Final = 20


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A number.

    Attributes:
        start: First character.
        end: One past the last, its percent sign included.
        percent: It is a share.
        money: A currency stands beside it.
        whole: It has no decimals: a quantity can be so.
        signed: A sign stands before it, as with a change.
    """

    start: int
    end: int
    percent: bool
    money: bool
    whole: bool
    signed: bool


def figures(text: str, start: int, end: int) -> list[Figure]:
    """Return the numbers in a part of a text, by position; dates and times are none."""
    found = []
    passed = start
    for match in _numbers(text, start, end):
        first, last = match.span()
        if first < passed or last - first > _MOST_DIGITS:
            continue
        coupon = _COUPON.match(text, first, min(end, first + 24))
        if coupon is not None:
            passed = coupon.end()
            continue
        date = _DATE.match(text, last, min(end, last + 12))
        if date is not None:
            passed = date.end()
            continue
        percent = _PERCENT.match(text, last, min(end, last + 10))
        number = match[0]
        whole = number[-3:-2] not in {".", ","} and number[-2:-1] not in {".", ","}
        money = (
            _MONEY.search(text, max(start, first - _LONGEST_MONEY), first) is not None
            or _MONEY_BEHIND.match(text, last, min(end, last + 10)) is not None
        )
        found.append(
            Figure(
                first,
                percent.end() if percent else last,
                percent is not None,
                money,
                whole and percent is None,
                number[0] in _SIGNS and not _listed(text, first),
            )
        )
    return found


def _numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield numbers, with the sign before them if that stands alone."""
    done = start
    for digit in _FIRST.finditer(text, start, end):
        at = digit.start()
        if at < done:
            continue
        signed = at > done and text[at - 1] in _SIGNS
        match = (_NUMBER.match(text, at - 1, end) if signed else None) or _NUMBER.match(
            text, at, end
        )
        if match is not None:
            done = match.end()
            yield match


def _listed(text: str, at: int) -> bool:
    """Say whether a hyphen is the mark of a list rather than a sign."""
    return text[at - 1 : at] in {"", "\n"}
