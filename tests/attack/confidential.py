"""Pairs of values that requests may differ in, and nothing else: what must not leave.

A request is planned with its secrets named by sort and number; filled with one set of values
and with another it gives two requests with the same labels, nulls and equality pattern.  No
value stands in another: that would be another equality pattern.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Final

from hypothesis import strategies as st
from stdnum import luhn
from stdnum.iban import calc_check_digits

from douane.model.terms import Action, Label
from tests.simulators.schema import WEALTH, ListedSchema


def _categorised() -> ListedSchema:
    categories = {"Contact": frozenset({"PII"}), "Position__c": frozenset({"portfolio"})}
    return ListedSchema(
        replace(field, label=Label(field.label.level, categories.get(field.object, frozenset())))
        for field in WEALTH.fields()
    )


SCHEMA: Final = _categorised()
HIDING: Final = frozenset({Action.TOKENISE, Action.MASK, Action.DROP, Action.DENY})


class Sort(StrEnum):
    """What a secret is; both values of a pair are of one sort."""

    TEXT = "text"  # is written the same everywhere
    WILD = "wild"  # quotes, line breaks, pipes: in JSON and prose
    CELL = "cell"  # as wild, but in tables only, which have escapes of their own
    NUMBER = "number"
    DATE = "date"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"


Secret = tuple[Sort, int]
Secrets = dict[Secret, str]

IDENTIFIERS: Final = (Sort.IBAN, Sort.EMAIL, Sort.PHONE, Sort.CARD)
EACH: Final = 2  # secrets of each sort
TAME: Final = " ,;&<>()'/-éß漢😀"
WILD: Final = TAME + '"\\|\n\t:={}[]#*`\u2028'
PADDING: Final = "nopqrstuvwxyzNOPQRSTUVWXYZüłçñ0123456789"
HEADS: Final = ("", "", '"', "(", "\\", "\\n", '{"', "[", "<b>", "é", "'")
TAILS: Final = ("", "", '"', ")", "\\", "\\\\", '"}', "]", "|", "</b>", "ß", "'")

tame = st.tuples(st.text(TAME, max_size=4), st.text(PADDING, min_size=1, max_size=8)).map("".join)
wild = st.tuples(
    st.sampled_from(HEADS), st.text(WILD, max_size=5), st.text(PADDING, max_size=6),
    st.sampled_from(TAILS),
)  # fmt: skip


def _letters(number: int) -> str:
    """Return eight letters that no other number has."""
    return "".join("abcdefghijklm"[number // 13**place % 13] for place in range(8))


def _amount(number: int, rest: int) -> str:
    whole = ("-" if rest % 2 else "") + str(1_000_000 + number)
    return (whole, f"{whole}.{rest % 97 + 1}", f"{whole}.0{rest % 7}", whole)[rest % 4]


def _iban(number: int) -> str:
    account = f"37040044{number:010d}"
    return f"DE{calc_check_digits('DE00' + account)}{account}"


def _card(number: int) -> str:
    digits = f"4111{number:011d}"
    return digits + luhn.calc_check_digit(digits)


_MADE: Final[dict[Sort, Callable[[int, int], str]]] = {
    Sort.NUMBER: _amount,
    Sort.DATE: lambda number, _: f"{1900 + number % 150}-{number // 150 % 12 + 1:02d}-17",
    Sort.IBAN: lambda number, _: _iban(number),
    Sort.EMAIL: lambda number, rest: f"x{_letters(number)}@{'nop-' * (rest % 3)}firm.example",
    Sort.PHONE: lambda number, _: f"+49 30 {10_000_000 + number}",
    Sort.CARD: lambda number, _: _card(number),
}
_RANGE: Final = {Sort.DATE: 1_800}


@st.composite
def secrets(draw: st.DrawFn) -> Secrets:
    """Draw a value for each secret; no two are equal, none stands in another."""
    base, rest = draw(st.integers(0, 999_999)), draw(st.integers(0, 999))
    values: Secrets = {}
    for place, sort in enumerate(Sort):
        for each in range(EACH):
            # One number draws them all apart: drawing each would take most of the time.
            number = (base * 9 + each * 3 + place % 3) % _RANGE.get(sort, 9_000_000)
            if sort in _MADE:
                values[sort, each] = _MADE[sort](number, rest + each)
            elif sort is Sort.TEXT:
                values[sort, each] = _letters(number) + draw(tame)
            else:
                head, middle, padding, tail = draw(wild)
                values[sort, each] = head + _letters(number) + middle + padding + tail
    return {secret: value.strip() for secret, value in values.items()}
