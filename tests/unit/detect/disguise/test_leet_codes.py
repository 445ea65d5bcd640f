"""Letters for digits in ISIN and LEI are undone where the checksum then holds, and only there."""

import pytest

from douane.detect.disguise.leet_codes import codes
from douane.detect.disguise.search import search
from douane.detect.identifiers.scan import Identifiers

DETECTORS = [Identifiers()]


@pytest.mark.parametrize(
    ("text", "value", "detector"),
    [
        ("Please check USO3783310O5 today.", "USO3783310O5", "isin"),
        ("Los papeles mencionan USo37833lo05.", "USo37833lo05", "isin"),
        ("ISIN: USo37833looS", "USo37833looS", "isin"),
        ("We noted 5493oo6MHB84DD0ZWV18 there.", "5493oo6MHB84DD0ZWV18", "lei"),
        ("LEI S493oo6MHB84DD0ZWVl8 is new.", "S493oo6MHB84DD0ZWVl8", "lei"),
    ],
)
def test_a_code_with_letters_for_digits_is_found(text: str, value: str, detector: str) -> None:
    assert (value, detector) in {(each.value, each.detector) for each in search(text, DETECTORS)}


@pytest.mark.parametrize(
    "text",
    [
        "Please check USO3783310O6 today.",  # the checksum is wrong
        "Please check USo37a33looS today.",  # a letter that no digit looks like
        "Order USO3783310O5 was sent.",
        "Please check US0378331006 today.",
        "artykuł 86S6004XLBRLVSI9YJ64 spakowano wczoraj.",
        "Please use OOOOOOOOOOO1 and ISBSOLOSBOOS.",
    ],
)
def test_what_only_resembles_one_is_left_alone(text: str) -> None:
    assert search(text, DETECTORS) == []


def test_choices_do_not_multiply_beyond_bounds() -> None:
    assert codes(f"LEI 1234OO{'SBOZ' * 3}11", [4]) == []
