"""Credentials are found however their letters are spaced out; rows of short words are not."""

import pytest

from douane.detect.disguise import search
from douane.detect.identifiers import Identifiers
from douane.model.token import Kind

DETECTORS = (Identifiers(),)
CREDENTIALS = {
    "a key": "ghp_16C7e42F292c6912E7b5" + "e3c9d2b0a1f4e6e0",
    "another": "sk_" + "live_51H8abcdefGHIJKLmnopqrst",
    "a password": "password: hunter2XYZ!!9",
    "a German one": "Passwort: Sommer2024!",
    "a URL": "postgres://app:s3cretPW99@db.firm.example/crm",
}
WAYS = {
    "blanks": " ".join,
    "double blanks": "  ".join,
    "dots": ".".join,
    "hyphens": "-".join,
    "underscores": "_".join,
    "commas": ",".join,
    "lines": "\n".join,
}
PAIRED = ("a key", "another", "a URL")
HARMLESS = {
    "short words": "to be or no so we go at it as if by an of us to me",
    "a row of numbers": "12 15 18 20 22 25 30 35 40 45 50 55 60",
    "a column of digits": "1\n2\n3\n4\n5\n6\n7\n8\n9",
    "a column of letters": "a\nb\nc\nd\ne\nf\ng",
    "a list of options": "Options: A, B, C, D, E, F, G or H",
    "a row of dots": "Name . . . . . . . . . . . . . . . . . . . 12",
    "a grid": "x . . x . x\n. x . . x .\nx x . . . x",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("value", CREDENTIALS.values(), ids=CREDENTIALS.keys())
def test_a_credential_spaced_out_is_found(value: str, way: object) -> None:
    written = way(value)  # type: ignore[operator]
    assert _secrets(f"Please use {written} for it, thanks.")


@pytest.mark.parametrize("name", PAIRED)
def test_a_credential_in_pairs_is_found(name: str) -> None:
    value = CREDENTIALS[name]
    pairs = " ".join(value[at : at + 2] for at in range(0, len(value), 2))
    assert _secrets(f"Please use {pairs} for it, thanks.")


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_nothing_is_found_in_what_is_spaced_out_anyway(text: str) -> None:
    assert search(text, DETECTORS) == []


def _secrets(text: str) -> bool:
    return any(hit.kind is Kind.SECRET for hit in search(text, DETECTORS))
