"""The conformance suite itself: each way to break a promise is noticed."""

import re
from collections.abc import Callable

import pytest

from douane.detect.conformance import broken_promises
from douane.model.finding import Finding
from douane.model.token import Kind

Scan = Callable[[str], list[Finding]]


class Scripted:
    id = "scripted"

    def __init__(self, scan: Scan) -> None:
        self.scan = scan


def hits(pattern: str, text: str) -> list[Finding]:
    return [
        Finding(match.start(), match.end(), match[0], Kind.CODE, "scripted")
        for match in re.finditer(pattern, text)
    ]


def good(text: str) -> list[Finding]:
    return hits("abc", text)


def failing(text: str) -> list[Finding]:
    raise ValueError(text)


def moody() -> Scan:
    calls = iter(range(1_000))
    return lambda text: good(text)[next(calls) % 2 :]


def moved(start: int, end: int) -> Scan:
    return lambda text: [
        Finding(one.start + start, one.end + end, one.value, one.kind, one.detector)
        for one in good(text)
    ]


def in_bytes(text: str) -> list[Finding]:
    by = len(text.encode("utf-8", "replace")) - len(text)
    return [
        Finding(one.start + by, one.end + by, one.value, one.kind, one.detector)
        for one in good(text)
    ]


BROKEN: dict[str, Scan] = {
    "scan raises": failing,
    "two scans of one text differ": moody(),
    "not in order": lambda text: good(text)[::-1],
    "empty or outside": moved(0, -3),
    "not what its span holds": moved(1, 1),
    "holds a NUL": lambda text: hits("\\x00", text),
    "before a NUL": in_bytes,
    "behind a NUL": lambda text: good(text)[:1],
    "does not say what found it": lambda text: [
        Finding(one.start, one.end, one.value, one.kind, "") for one in good(text)
    ],
    "a confidence": lambda text: [
        Finding(one.start, one.end, one.value, one.kind, "x", confidence=float("nan"))
        for one in good(text)
    ],
}


@pytest.mark.parametrize(("words", "scan"), BROKEN.items(), ids=BROKEN.keys())
def test_a_broken_promise_is_named(words: str, scan: Scan) -> None:
    problems = broken_promises(Scripted(scan), ["x abc abc y"])

    assert any(words in problem for problem in problems)
    assert "abc" not in "".join(problems)


def test_a_good_detector_passes() -> None:
    assert broken_promises(Scripted(good), ["abc", "x abc abc"]) == ()
