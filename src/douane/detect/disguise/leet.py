"""Letters for digits in numbers, and digits for letters in words.

Numbers: ``DE89 37O4 OO44 …`` is read with all letters as the digits that they look like; with
its first two characters as letters; and with four letters, or one, behind the check digits, as
some countries' account numbers have; the latter only where there is a country and its length, so
that no phone number is.  Only a checksum, or a length that exists, makes a finding of any of these;
a number that shows no letter in a digit's place is left as it is, since each reading more is a
chance more for a checksum to hold.  ISIN and LEI: ``leet_codes``.

Words: ``Mü113r`` is read with digits as letters, twice, since 1 is an i or an l.  Record ids, times
and amounts are full of digits, too: what has the same digit three times, and what is a part of a
longer number or of a time, is no word.  In an e-mail address, the at sign is what it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from douane.detect.disguise.leet_codes import ISIN_LENGTH
from douane.detect.disguise.view import Patch, Span
from douane.detect.identifiers.finance.iban import LENGTHS, is_valid

_DIGIT: Final = "[0-9OoQIl|!SsZzBGg]"
_NUMBER: Final = re.compile(
    rf"(?<![^\W_])\+?[A-Z0-9]{{0,2}}(?:[ .\-]?{_DIGIT}){{2}}(?:[ .\-]?[A-Z0-9]{{4}})?+"
    rf"(?:[ .\-]?{_DIGIT}){{5,30}}+(?![^\W_])"
)
_LOOKS: Final = str.maketrans("OoQIl|!SsZzBGg", "00011115522869")
_LETTERS: Final = (
    str.maketrans("0134568", "OIEASGB"),
    str.maketrans("0134568", "OLEASGB"),
)
_FEWEST_DIGITS = 5
_ANY_LENGTH: Final = 1 << 30  # of what has no country
_CHARACTER: Final = re.compile(r"[^ .\-]")

_WORD: Final = re.compile(
    r"(?<![\w.])(?:[A-Za-z013457]\.){2,6}|(?<![^\W_])[^\W\d_]*+[$@!01345678][\w$@!]*+"
)
# One is an i or an l; an at sign is an a, or parts an address.
_WORD_LETTERS: Final = tuple(str.maketrans("01345678$!", f"o{one}easgtbs{one}") for one in "il")
_SIGN: Final = str.maketrans("@", "a")
# No word has a letter three times in a row.
_THRICE: Final = re.compile(r"([013457])\1\1")
# The hour of an ISO 8601 time, with the day before it.
_HOUR: Final = re.compile(r"[0-3][0-9]T[0-2][0-9]")
_OF_ADDRESS: Final = re.compile(r"[\w-]*\.[^\W\d_]")
_JOINS: Final = frozenset(".,:/+-")
_NEAR = 16
_SHORT_NUMBER = 4
_LEET_WORD: Final = re.compile(r"[^\W\d_]")


def numbers(text: str, within: Sequence[Span]) -> list[list[Patch]]:
    """Return the readings of numbers in some passages; alternatives."""
    readings: list[list[Patch]] = [[], [], [], []]
    for match in _each(_NUMBER, text, within):
        written = match[0]
        if sum(map(str.isdigit, written)) < _FEWEST_DIGITS or not _is_leet(written):
            continue
        for reading, as_read in zip(readings, _numbers(written), strict=False):
            if as_read != written:
                reading.append(Patch(match.start(), match.end(), as_read, 1))
    return [reading for reading in readings if reading]


def _is_leet(written: str) -> bool:
    """Tell whether a letter stands for a digit, or a digit for one of the country's letters."""
    characters = _CHARACTER.findall(written)
    if written.isalnum() and len(written) == ISIN_LENGTH and written[:2].isalpha():
        return False
    if is_valid("".join(characters)):
        return False
    return not "".join(characters[:2]).isalpha() or not "".join(characters[2:]).isdecimal()


def _numbers(written: str) -> Iterator[str]:
    """Yield what a number reads as, always of the same length."""
    digits = written.translate(_LOOKS)
    yield digits
    places = [match.start() for match in _CHARACTER.finditer(written)]
    country = _country(written[places[0]] + written[places[1]])
    if len(places) < LENGTHS.get(country.upper(), _ANY_LENGTH):
        return
    for letters in (0, 4, 1):
        kept = list(digits)
        kept[places[0]], kept[places[1]] = country[0], country[1]
        for at in places[4 : 4 + letters]:
            kept[at] = written[at].translate(_LETTERS[0])
        yield "".join(kept)


def _country(written: str) -> str:
    readings = [written, *(written.translate(letters) for letters in _LETTERS)]
    return next((each for each in readings if each.upper() in LENGTHS), written)


def words(text: str, within: Sequence[Span]) -> list[list[Patch]]:
    """Return the readings of words in some passages; alternatives."""
    readings: list[list[Patch]] = [[] for _ in range(2 * len(_WORD_LETTERS))]
    for match in _leet_words(text, within):
        written = match[0]
        first = written.translate(_WORD_LETTERS[0])
        # What is left of digits is the same in all readings.
        if any(map(str.isdigit, first)):
            continue
        second = written.translate(_WORD_LETTERS[1])
        as_read = [first, second, first, second]
        if "@" in written:
            as_read[2:] = first.translate(_SIGN), second.translate(_SIGN)
        for reading, each in zip(readings, as_read, strict=True):
            if each != written:
                reading.append(Patch(match.start(), match.end(), each, 1))
    different: list[list[Patch]] = []
    for reading in readings:
        if reading and reading not in different:
            different.append(reading)
    return different


def _leet_words(text: str, within: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Yield words that are partly digits, and short numbers near them: ``5T. Cl41r`` as ``57.``."""
    waiting: re.Match[str] | None = None
    last = -_NEAR
    for match in _each(_WORD, text, within):
        if _is_other(text, match):
            continue
        if _LEET_WORD.search(match[0]) or "." in match[0]:
            if waiting is not None and match.start() - waiting.end() < _NEAR:
                yield waiting
            waiting, last = None, match.end()
            yield match
        elif len(match[0]) < _SHORT_NUMBER:
            if match.start() - last < _NEAR:
                yield match
            else:
                waiting = match


def _each(form: re.Pattern[str], text: str, within: Sequence[Span]) -> Iterator[re.Match[str]]:
    return (match for first, last in within for match in form.finditer(text, first, last))


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Tell whether what looks like a word with digits is an id, a time, an amount or an address."""
    written = match[0]
    if _THRICE.search(written) or _HOUR.fullmatch(written):
        return True
    start, end = match.span()
    if written.isdecimal():
        return (text[start - 1 : start] in _JOINS and text[start - 2 : start - 1].isdecimal()) or (
            text[end : end + 1] in _JOINS and text[end + 1 : end + 2].isdecimal()
        )
    if "@" not in written or not _OF_ADDRESS.match(text, end):
        return False
    return not any(map(str.isdecimal, written))
