"""The ways in which people write what a CRM holds, made without the detector's own rules."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_TWO: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"})
_PLAIN: Final = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d"})


def person(first: str, last: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to write a person, each with its name."""
    whole = f"{first} {last}"
    yield "as it is", whole
    yield "in capitals", whole.upper()
    yield "in small letters", whole.lower()
    yield "family name first", f"{last} {first}"
    yield "with a comma", f"{last}, {first}"
    yield "with an initial", f"{first[0]}. {last}"
    yield "with an initial behind", f"{last}, {first[0]}."
    yield "with a form of address", f"Frau {last}"
    yield "with a title", f"Dr. {whole}"
    yield "without diacritics", plain(whole)
    yield "written out", whole.translate(_TWO)
    yield "composed of pieces", unicodedata.normalize("NFC", whole)
    yield "over the end of a line", f"{first}\n{last}"
    yield "with hyphens", whole.replace("-", " ") if "-" in whole else f"{first}-{last}"
    yield "with another apostrophe", whole.replace("'", "\u2019")


def plain(text: str) -> str:
    """Return a text without diacritics."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(each for each in apart if not unicodedata.combining(each))


def company(name: str, form: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to write a company."""
    yield "as it is", name
    yield "in capitals", name.upper()
    yield "in small letters", name.lower()
    yield "without diacritics", plain(name)
    if form:
        yield "without its form", name.removesuffix(form).strip(" ,")
        yield "with another form", name.removesuffix(form).strip(" ,") + " Ltd."


def street(line: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to write a street with its number."""
    yield "as it is", line
    yield "in capitals", line.upper()
    yield "without diacritics", plain(line)
    name, _, number = line.rpartition(" ")
    if number.isdecimal():
        yield "the number first", f"{number} {name}"
        yield "with a comma", f"{name}, {number}"
    if "straße" in line:
        yield "abbreviated", line.replace("straße", "str.")
        yield "in Switzerland", line.replace("straße", "strasse")


def phone(number: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to write a telephone number."""
    digits = re.sub(r"\D", "", number)
    yield "as it is", number
    yield "without groups", ("+" if number.startswith("+") else "") + digits
    yield "with full stops", re.sub(r"[ \u00a0]+", ".", number)
    yield "with slashes", re.sub(r"[ \u00a0]+", "/", number, count=2)
    if number.startswith("+"):
        yield "with two zeros", "00" + number[1:]


def code(number: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to write an account or contract number."""
    bare = re.sub(r"[^\w]", "", number)
    yield "as it is", number
    yield "in small letters", number.lower()
    yield "without groups", bare
    yield "in fours", " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))
    yield "in threes", "-".join(bare[at : at + 3] for at in range(0, len(bare), 3))


def address(mail: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to write an e-mail address."""
    yield "as it is", mail
    yield "in capitals", mail.upper()
    yield "in brackets", f"<{mail}>"
