"""A text made of what readers look at is not read to its end, and its rest is one finding."""

from itertools import pairwise

import pytest

from douane.detect.entities import Entities
from douane.detect.identifiers import CROWDED, Identifiers
from douane.detect.identifiers.scan import CHARACTERS_A_PLACE, LEAST_ROOM
from douane.model.token import Kind
from tests.unit.detect.identifiers.test_cost import calls

IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize("unit", ["a@", "1 a@", "x@y.de,"])
def test_no_more_places_are_looked_at_than_there_is_room_for(unit: str) -> None:
    text = unit * (600_000 // len(unit))
    assert calls(text) <= LEAST_ROOM + len(text) // CHARACTERS_A_PLACE


def test_what_is_not_looked_at_is_one_finding_to_the_end() -> None:
    text = "GmbH & Co. KG " * 30_000 + "Anna Schmidt"
    hits = Entities().scan(text)
    assert (hits[-1].detector, hits[-1].kind) == (CROWDED, Kind.TEXT)
    assert (hits[-1].end, hits[-1].value) == (len(text), text[hits[-1].start :])
    assert all(before.end <= behind.start for before, behind in pairwise(hits))


def test_nothing_of_a_list_of_accounts_stays_whether_it_was_looked_at_or_not() -> None:
    text = f"{IBAN}\n" + "a@b.de,@" * 40_000 + IBAN
    hits = Identifiers().scan(text)
    assert hits[-1].detector == CROWDED
    left, done = [], 0
    for hit in hits:
        left.append(text[done : hit.start])
        done = hit.end
    assert not any(map(str.isdigit, "".join([*left, text[done:]])))


def test_a_list_of_four_thousand_clients_is_read_to_its_end() -> None:
    row = f"Konto {IBAN}, Anna Schmidt, Musterweg 12, 10115 Berlin.\n"
    assert CROWDED not in {hit.detector for hit in Identifiers().scan(row * 4_000)}
