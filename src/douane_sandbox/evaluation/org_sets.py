"""Values of the stand-in org, as people vary them, in four kilobytes of other text."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Final

from douane_sandbox.data.generate import generate
from douane_sandbox.data.schema import Record
from douane_sandbox.evaluation.rows import LANGUAGES, Made, Row, business, put, words

KNOWN: Final = "org-values.jsonl"
# Field, and the kind of token that stands for it.
_FIELDS: Final = (
    ("Contact", "Name", "PERSON"), ("Lead", "Name", "PERSON"), ("Account", "Name", "ORG"),
    ("Contact", "Email", "EMAIL"), ("Contact", "MobilePhone", "PHONE"),
    ("FinancialAccount__c", "Iban__c", "IBAN"), ("FinancialAccount__c", "Name", "CODE"),
    ("Contact", "PassportNumber__c", "IDENTITY"), ("Contact", "MailingStreet", "ADDRESS"),
)  # fmt: skip
_ROWS: Final = 60  # of each variant
_PAGE_BYTES: Final = 4096
_LETTERS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ł": "l",
     "Ł": "L", "ø": "o", "œ": "oe"}
)  # fmt: skip
_FORMS: Final = (
    " S.p.A.", " S.r.l.", " Sp. z o.o.", " Holding plc", " GmbH", " AG", " SA", " SARL", " Ltd",
    " plc", " B.V.", " N.V.", " S.A.", " S.L.",
)  # fmt: skip
Vary = Callable[[str, Record], str]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in folded if not unicodedata.combining(char))


def _bare_marks(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(char for char in folded if not unicodedata.combining(char))


def _formless(text: str) -> str:
    for form in _FORMS:
        if text.endswith(form):
            return text.removesuffix(form)
    return text


_PEOPLE: Final[Mapping[str, Vary]] = {
    "last, first": lambda _, row: f"{row['LastName']}, {row['FirstName']}",
    "last first": lambda _, row: f"{row['LastName']} {row['FirstName']}",
    "initial": lambda _, row: f"{str(row['FirstName'])[0]}. {row['LastName']}",
    "title and name": lambda value, _: f"Dr. {value}",
    "transliterated": lambda value, _: _plain(value),
    "without diacritics": lambda value, _: _bare_marks(value),
    "decomposed": lambda value, _: unicodedata.normalize("NFD", value),
    "hyphen as blank": lambda value, _: value.replace("-", " "),
}
_ANY: Final[Mapping[str, Vary]] = {
    "as it is": lambda value, _: value,
    "upper case": lambda value, _: value.upper(),
    "lower case": lambda value, _: value.lower(),
    "wide blanks": lambda value, _: value.replace(" ", "\N{NO-BREAK SPACE}"),
}
_ORGS: Final[Mapping[str, Vary]] = {
    "without legal form": lambda value, _: _formless(value),
    "transliterated": lambda value, _: _plain(value),
}
_NUMBERS: Final[Mapping[str, Vary]] = {
    "compact": lambda value, _: "".join(filter(str.isalnum, value)),
}


def sets(rng: Random) -> Iterator[Made]:
    """Yield the org's values, where they stand in texts, and texts in which they do not."""
    org = generate(1)
    values: list[Row] = [
        {"value": row[name], "field": f"{thing}.{name}", "record": key, "kind": kind}
        for thing, name, kind in _FIELDS
        for key, row in org[thing].items()
        if row[name]
    ]
    yield Made("org-values", "values", "", "the values that are known", values)
    yield Made(
        "org", "spans", "org",
        "values of the stand-in org and their variants in 4 KB of other text",
        list(_rows(org, rng)), known=KNOWN,
    )  # fmt: skip
    yield Made(
        "org-unrelated", "benign", "org_unrelated",
        "business text of seven languages that names no client, with the same values known",
        [
            {"id": f"{language}-{number}", "text": business(language, rng, _PAGE_BYTES),
             "spans": [], "group": language}
            for language in LANGUAGES
            for number in range(20)
        ],
        known=KNOWN,
    )  # fmt: skip


def _rows(org: Mapping[str, Mapping[str, Record]], rng: Random) -> Iterator[Row]:
    for thing, name, kind in _FIELDS:
        more = {"PERSON": _PEOPLE, "ORG": _ORGS, "PHONE": _NUMBERS, "IBAN": _NUMBERS}.get(kind, {})
        rows = [row for row in org[thing].values() if row[name]]
        for way, vary in (*_ANY.items(), *more.items()):
            changed = [
                (written, row)
                for row in rows
                if (written := vary(str(row[name]), row)) != row[name] or way == "as it is"
            ]
            for number, (written, _) in enumerate(rng.sample(changed, min(_ROWS, len(changed)))):
                text, start, end = _page(written, kind, rng)
                yield {
                    "id": f"{thing}.{name}-{way}-{number}", "text": text,
                    "spans": [[start, end, kind]], "group": way,
                }  # fmt: skip


def _page(value: str, kind: str, rng: Random) -> tuple[str, int, int]:
    language = rng.choice(LANGUAGES)
    own = words()[language]
    slot = {"PERSON": "person", "ORG": "organisation", "ADDRESS": "address"}.get(kind, "")
    if slot:
        name = "address" if slot == "address" else "name"
        sentence, start, end = put(rng.choice(own[slot]), name, value)
    else:
        sentence, start, end = put(rng.choice(own["bare"]), "value", value)
    before = business(language, rng, rng.randrange(200, _PAGE_BYTES - 200)) + "\n"
    after = "\n" + business(language, rng, max(1, _PAGE_BYTES - len(before.encode())))
    return before + sentence + after, len(before) + start, len(before) + end
