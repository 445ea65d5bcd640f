"""Characters with a sign between any two: ``D E 8 9``, ``m.a.x.@.f.i.r.m...d.e``.

The sign is the same throughout, a line's end included.  Where it stands once or twice more often
than at the closest place, it parts words, or is itself the character (a spaced dot among dots).  A
run of at least six characters counts; in up to three readings, because ``A n n a E h l e r s`` may
be two words, and the last letter may be a word.

Pairs of characters with a blank between them are read, too: at least seven, with four letters and
four digits, capitals or signs among them, so that it is no row of short words or of numbers.
"""

import re
from typing import Final

from douane.detect.disguise.view import Patch, Span, ordered

_RUN: Final = re.compile(
    r"(?:(?<![^\W_])[^\W_]|[+(])([ ._/*~|,:;\t\n-])\1{0,2}(?:[^\r\n]\1{1,3}){4,}+"
    r"(?:[^\W_](?![^\W_])|[^\w\s])?"
)
_LONGEST_GAP, _FEWEST_LETTERS = 3, 4
_NUMBER = 6  # digits of a run that is a number, whose last letter may be a word of its own
_PAIRS: Final = re.compile(r"(?<!\S)\S\S(?: \S\S(?!\S)){6,}+(?: \S(?!\S))?")
_GAP: Final = re.compile(" ")
_NO_WORD: Final = re.compile(r"[^a-z ]")


def undo(text: str) -> list[list[Patch]]:
    """Return the readings; none where nothing is spaced."""
    joined: list[Patch] = _of_pairs(text)
    parted: list[Patch] = list(joined)
    ended: list[Patch] = list(joined)
    number: list[Patch] = list(joined)
    borders = False
    for run in _RUN.finditer(text):
        sign = run[1]
        letters = sum(map(str.isalnum, run[0]))
        if letters < _FEWEST_LETTERS or letters * 3 < (len(run[0]) - run[0].count(sign)) * 2:
            continue  # a row of dots, or a table
        at, gaps = run.start(), _gaps(text, run)
        fewest = min((end - gap for gap, end in gaps), default=1)
        for gap, end in gaps:
            kept = _kept(sign, end - gap - fewest + 1)
            if sign == "_" and kept and "@" in run[0]:
                kept = sign  # "m___r_o_s_s_i": in an address there are no blanks
            joined.append(Patch(gap, end, kept))
            if not kept and _is_border(text[at], text[end]):
                borders = True
                kept = " "
            parted.append(Patch(gap, end, kept))
            at = end
        ended += parted[len(ended) :]
        if gaps and text[at].islower() and not parted[-1].text and _holds_more(run[0]):
            ended[-1] = Patch(*parted[-1][:2], " ")
            borders = True
        if gaps and text[at].isalpha() and sum(map(str.isdecimal, run[0])) >= _NUMBER:
            number += [*joined[len(number) : -1], Patch(*joined[-1][:2], " ")]
        else:
            number += joined[len(number) :]
    if not joined:
        return []
    readings = [joined, parted, ended] if borders else [joined]
    readings = readings if number == joined else [*readings, number]
    return [ordered(patches) for patches in readings]


def _holds_more(run: str) -> bool:
    """Tell whether a run may hold a name or an address, so that its last letter may be a word."""
    return "@" in run or sum(char.isupper() or char.isdigit() for char in run) > 1


def _of_pairs(text: str) -> list[Patch]:
    return [
        Patch(gap.start(), gap.end(), "")
        for run in _PAIRS.finditer(text)
        if len(_NO_WORD.findall(run[0])) >= _FEWEST_LETTERS
        and sum(map(str.isalpha, run[0])) >= _FEWEST_LETTERS
        for gap in _GAP.finditer(text, *run.span())
    ]


def _gaps(text: str, run: re.Match[str]) -> list[Span]:
    """Return where signs stand between the characters of a run."""
    gaps: list[Span] = []
    sign, at, last = run[1], run.start(), _last(text, run)
    while at + 1 < last:
        gap = end = at + 1
        while end < last - 1 and text[end] == sign and end - gap < _LONGEST_GAP:
            end += 1
        gaps.append((gap, end))
        at = end
    return gaps


def _last(text: str, run: re.Match[str]) -> int:
    """Return where the last character of a run ends: the signs behind it are none of it."""
    last = run.end()
    while text[last - 1] == run[1]:
        last -= 1
    # But one of two dots is a dot.
    return last + 2 if run[1] == "." and run.end() - last == 2 else last  # noqa: PLR2004


def _kept(sign: str, times: int) -> str:
    """Return what a gap stands for."""
    if times == 1:
        return ""
    return sign if times == _LONGEST_GAP and sign not in " \t\n" else " "


def _is_border(before: str, behind: str) -> bool:
    """Tell whether a word or a number may end between two characters."""
    if before.islower():
        return behind.isupper() or behind.isdigit()
    return before.isdigit() and behind.islower()
