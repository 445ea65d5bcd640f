"""Read what a firm knows of a client: risk class, horizon, knowledge, assets, their source.

A label counts when a value follows it.  Three subjects with values beside each other are a
client's data; labels alone are a form, a rule or a text about rules.
"""

import re
from typing import Final

import msgspec

from douane.detect.portfolio import tag
from douane.detect.portfolio.suitability_words import SCALES
from douane.detect.portfolio.vocabulary import Word, Words

_FEWEST_SUBJECTS: Final = 3
_FARTHEST: Final = 240
_LONGEST_VALUE: Final = 120
_PROSE_VALUE: Final = 45
_MARK = re.compile(r"[*_\"' \t\u00a0]{0,6}(?:\([^()\n]{0,40}\))?[*_\"' \t\u00a0]{0,6}([:=|\t;]|\n)")
_BLANK = re.compile(r"[\s_.\u2026:|\[\]()\-\u2013\u2014/\"'*\u2610\u25a1]*+")
_WORD = re.compile(r"[^\W\d_][\w-]*+")
_DIGIT = re.compile(r"\d")


class Told(msgspec.Struct, frozen=True, gc=False):
    """A label with its value.

    Attributes:
        start: First character of the label.
        end: One past the last of the value.
        subject: Number in ``SUBJECTS``.
    """

    start: int
    end: int
    subject: int


def told(text: str, words: Words) -> list[list[Told]]:
    """Return groups of labels with values, each of one client, by position."""
    labels = [word for word in words if word.subject >= 0]
    groups: list[list[Told]] = []
    for at, label in enumerate(labels):
        following = labels[at + 1].start if at + 1 < len(labels) else len(text)
        end = _value(text, label, following)
        if end < 0:
            continue
        one = Told(label.start, end, label.subject)
        last = groups[-1][-1] if groups else None
        if last is not None and one.start - last.end <= _FARTHEST:
            groups[-1].append(one)
        else:
            groups.append([one])
    return [group for group in groups if len({one.subject for one in group}) >= _FEWEST_SUBJECTS]


def is_public(words: Words, start: int, end: int) -> bool:
    """Say whether a text around it speaks of a fund and of no client."""
    near = words.tags(start - _FARTHEST, end + _FARTHEST)
    return bool(near & tag.PUBLIC) and not near & tag.CLIENT


def _value(text: str, label: Word, following: int) -> int:
    """Return where the value of a label ends, or -1 when it has none."""
    mark = _MARK.match(text, label.end, label.end + 60)
    if mark is not None:
        return _marked(text, label, mark, following)
    end = min(following, label.end + _PROSE_VALUE, len(text))
    line = text.find("\n", label.end, end)
    end = end if line < 0 else line
    if text[label.end : label.end + 1] in {",", ";", ")"}:
        return -1
    digit = _DIGIT.search(text, label.end, end)
    if digit is not None:
        return _sentence(text, digit.start(), following)
    for word in _WORD.finditer(text, label.end, end):
        if word[0].casefold() in SCALES:
            return word.end()
    return -1


def _marked(text: str, label: Word, mark: re.Match[str], following: int) -> int:
    start = mark.end()
    if mark[1] == "\n":
        line = text.rfind("\n", max(0, label.start - _FARTHEST), label.start) + 1
        if text[line : label.start].strip(" \t*-\u2022\"'|#"):
            return -1  # the label only ends this line
    end = text.find("\n", start, start + _LONGEST_VALUE)
    end = min(start + _LONGEST_VALUE, len(text)) if end < 0 else end
    cut = min(end, following)
    blank = _BLANK.match(text, start, cut)
    if blank is None or blank.end() >= cut or not any(map(str.isalnum, text[start:cut])):
        return -1
    return start + len(text[start:end].rstrip()) if cut == end else _sentence(text, start, cut)


def _sentence(text: str, start: int, limit: int) -> int:
    """Return where the sentence or line that a value stands in ends."""
    limit = min(limit, start + _LONGEST_VALUE, len(text))
    for at in range(start, limit):
        if text[at] in "\n;" or (text[at] == "." and text[at + 1 : at + 2] in {" ", "\n", ""}):
            return at
    return start + len(text[start:limit].rstrip())
