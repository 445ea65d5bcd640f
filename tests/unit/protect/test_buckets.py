"""Buckets say roughly how much or when, on a ladder that is the same for everyone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.token import Kind
from douane.protect.generalise import amount_bucket, date_bucket, generalise

AMOUNTS = {
    "zero": ("0", "0-1"),
    "negative zero": ("-0", "0-1"),
    "a rate": ("0.035", "0-1"),
    "a small loss": ("-0.5", "-(0-1)"),
    "one": ("1", "1-2"),
    "the lower rung belongs to its bucket": ("2", "2-5"),
    "just below a rung": ("1999999.99", "1M-2M"),
    "a rung": ("2000000", "2M-5M"),
    "a turnover": ("1250000", "1M-2M"),
    "a loss": ("-1250000", "-(1M-2M)"),
    "nine hundred thousand": ("900000", "500K-1M"),
    "an exponent": ("1.25e6", "1M-2M"),
    "a small exponent": ("125E-2", "1-2"),
    "the last bucket": ("999999999999999", "500T-1000T"),
    "beyond the ladder": ("1000000000000000", "1000T+"),
    "far beyond": ("-9e999", "-(1000T+)"),
    "not a number": ("NaN", None),
    "infinity": ("Infinity", None),
    "empty": ("", None),
    "grouped digits mean different things": ("1.250.000", None),
    "a comma": ("1,25", None),
    "a unit": ("12 %", None),
    "digits of another script": ("١٢٣", None),
    "a line feed after it": ("12\n", None),
    "an endless exponent": ("1e1000", None),
}
DATES = {
    "a date": ("2024-08-31", "2024-Q3"),
    "the first day": ("2024-01-01", "2024-Q1"),
    "the last day": ("2024-12-31", "2024-Q4"),
    "a time": ("2024-04-01T00:00:00.000+0000", "2024-Q2"),
    "a time in UTC": ("2024-03-31T23:59:59Z", "2024-Q1"),
    "a leap day": ("2024-02-29", "2024-Q1"),
    "no leap day": ("2023-02-29", None),
    "a month that is none": ("2024-13-01", None),
    "the year zero": ("0000-01-01", None),
    "day or month first?": ("03/05/2024", None),
    "words": ("31 August 2024", None),
    "a date and more": ("2024-08-31, Berta", None),
    "empty": ("", None),
}


@pytest.mark.parametrize(("literal", "bucket"), AMOUNTS.values(), ids=AMOUNTS.keys())
def test_amount(literal: str, bucket: str | None) -> None:
    assert amount_bucket(literal) == bucket


@pytest.mark.parametrize(("text", "bucket"), DATES.values(), ids=DATES.keys())
def test_date(text: str, bucket: str | None) -> None:
    assert date_bucket(text) == bucket


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.AMOUNT, Kind.DATE}))
def test_other_kinds_have_no_bucket(kind: Kind) -> None:
    assert generalise(kind, "12") is None
    assert generalise(kind, "2024-08-31") is None


UNITS = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}


def edge(text: str) -> int:
    return int(text.rstrip("KMBT")) * UNITS.get(text[-1], 1)


@given(st.decimals(min_value=0, max_value=Decimal(999999999999999), places=2))
def test_an_amount_lies_in_its_bucket(amount: Decimal) -> None:
    bucket = amount_bucket(f"{amount:f}")

    assert bucket is not None
    low, high = bucket.split("-")
    assert edge(low) <= amount < edge(high)
    assert edge(high) <= 2.5 * edge(low) or edge(low) == 0


@given(st.text(), st.sampled_from(Kind))
def test_no_text_breaks_it(text: str, kind: Kind) -> None:
    generalise(kind, text)
