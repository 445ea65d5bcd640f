"""The scan stays linear, and readers are asked only where something may stand."""

from dataclasses import replace

import pytest

from benchmarks.rooms_detect import PROSE
from douane.detect.identifiers import Identifiers
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.detect.identifiers.triggers import TRIGGERS

TABLES = {
    "prices": "2026-11-25;12.50;13.75;1,250.00;998.00\n",
    "ids": "10023481;4711;88230012;A1;7731002\n",
    "times": "2026-11-25T10:30:00Z INFO 12:30:45 took 17 ms\n",
    "labels": "account client contract policy order Konto Kunde ",
    "labels with digits": "account 1 client 2 contract 3 ",
    "addresses": "10.0.0.1 1.2.3.4.5.6.7.8 ::::: ",
    "blocks": "-----BEGIN PRIVATE KEY-----",
    "dots": "1.1.1.1.1.1.1.",
    "hyphens": "11-11-11-11-",
    "capitals": "ABCDEFGHIJKLMNOPQ ",
    "quotes": 'password: "',
    "mrz": "1234567<1234567<",
}


class Counted:
    """A detector whose readers count how often they are asked, and how much they see."""

    def __init__(self) -> None:
        self.calls = 0
        self.detector = Identifiers(tuple(self._counting(trigger) for trigger in TRIGGERS))

    def _counting(self, trigger: Trigger) -> Trigger:
        def read(text: str, end: int) -> Hit | None:
            self.calls += 1
            return trigger.read(text, end)

        return replace(trigger, read=read)


def calls(text: str) -> int:
    counted = Counted()
    counted.detector.scan(text)
    return counted.calls


@pytest.mark.parametrize("line", TABLES.values(), ids=TABLES.keys())
def test_twice_the_text_asks_twice_as_often(line: str) -> None:
    text = line * (8_000 // len(line))

    assert calls(text * 2) <= 2.1 * calls(text) + 20


@pytest.mark.parametrize("line", TABLES.values(), ids=TABLES.keys())
def test_no_table_asks_more_than_once_in_two_characters(line: str) -> None:
    text = line * (8_000 // len(line))

    assert calls(text) <= len(text) / 2


def test_clean_prose_asks_hardly_ever() -> None:
    assert calls(PROSE) <= 3
