"""How many of the values of an org are found, whatever way and language they are written in.

The org is the sandbox's: 420 clients in seven languages.  Each value, in each way that people
write it (``written``), stands in 4 KB of texts of the same bank about nobody.  One counts as
found when every letter and digit of it would be masked, but for a company's legal form.
"""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from douane.detect.exact import Known
from douane.detect.exact.build import build
from douane.detect.exact.known_values import KnownValues
from douane.model.token import Kind
from douane_sandbox.data.generate import generate
from douane_sandbox.data.notes import PHRASES
from tests.unit.detect.exact import written

LEAST = 0.999
SIZE = 4_096
EACH = 8  # values in a text
EVERY = 6  # of so many values one is written in every way
MOST_FALSE = 1 / 100_000  # a character


Sample = tuple[str, str, Kind, str]  # stored value, way, kind, written value


def entries() -> Iterator[tuple[Known, tuple[tuple[str, str], ...]]]:
    """Yield the values of the org, each with the ways to write it."""
    org = generate(1)
    for row in org["Contact"].values():
        first, last, record = str(row["FirstName"]), str(row["LastName"]), str(row["Id"])
        yield entry(f"{first} {last}", "Contact.Name", record, Kind.PERSON,
                    written.person(first, last))  # fmt: skip
        line = str(row["MailingStreet"])
        yield entry(line, "Contact.MailingStreet", record, Kind.ADDRESS, written.street(line))
        number, mail = str(row["MobilePhone"]), str(row["Email"])
        yield entry(number, "Contact.MobilePhone", record, Kind.PHONE, written.phone(number))
        yield entry(mail, "Contact.Email", record, Kind.EMAIL, written.address(mail))
    for row in org["Account"].values():
        name, record = str(row["Name"]), str(row["Id"])
        forms = [f" {form}" for form in FORMS if name.endswith(f" {form}")]
        form = forms[0] if row["Type"] == "Company" and forms else ""
        yield entry(name, "Account.Name", record, Kind.ORG, written.company(name, form))
        tax = str(row["TaxNumber__c"])
        yield entry(tax, "Account.TaxNumber__c", record, Kind.TEXT, written.code(tax))
    for row in org["FinancialAccount__c"].values():
        for field in ("Name", "Iban__c"):
            value = str(row[field])
            yield entry(value, f"FinancialAccount__c.{field}", str(row["Id"]), Kind.TEXT,
                        written.code(value))  # fmt: skip


def entry(
    value: str, field: str, record: str, kind: Kind, ways: Iterator[tuple[str, str]]
) -> tuple[Known, tuple[tuple[str, str], ...]]:
    return (value, (field,), record, kind, False), tuple(ways)


FORMS = ("AG", "GmbH", "S.A.", "SARL", "SA", "plc", "Ltd", "LLP", "S.L.", "S.r.l.", "S.p.A.",
         "B.V.", "N.V.", "Sp. z o.o.")  # fmt: skip
_HOLE = re.compile(r"\{\w+\}")


def unrelated() -> str:
    """Return what the bank writes in seven languages, with nobody in it."""
    return "\n\n".join(
        _HOLE.sub("…", text)
        for phrases in PHRASES.values()
        for texts in (phrases.subjects, phrases.notes, phrases.mails, phrases.steps)
        for text in texts
    )


@pytest.fixture(scope="module")
def org() -> tuple[KnownValues, list[Sample]]:
    every = list(entries())
    detector = KnownValues(build([known for known, _ in every], tenant="bank", key=bytes(32)))
    Random(3).shuffle(every)  # noqa: S311 - the same order each time
    samples = [
        (known[0], way, known[3], text) for known, ways in every[::EVERY] for way, text in ways
    ]
    return detector, samples


def test_what_an_org_knows_is_found_however_it_is_written(
    org: tuple[KnownValues, list[Sample]],
) -> None:
    detector, samples = org
    around = unrelated()
    tried, missed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for at in range(0, len(samples), EACH):
        some = samples[at : at + EACH]
        begin = at * 97 % len(around)
        host = (around + around)[begin : begin + SIZE]
        text, places = spread(host, [sample[3] for sample in some])
        hidden = bytearray(len(text))
        for finding in detector.scan(text):
            hidden[finding.start : finding.end] = b"\x01" * (finding.end - finding.start)
        for (_, way, kind, value), start in zip(some, places, strict=True):
            tried[kind, way] += 1
            end = start + len(singling_out(value))
            if any(text[each].isalnum() and not hidden[each] for each in range(start, end)):
                missed[kind, way] += 1

    assert sum(tried.values()) >= 2 / (1 - LEAST)
    assert sum(missed.values()) <= (1 - LEAST) * sum(tried.values()), missed


def singling_out(value: str) -> str:
    """Return a company's name without its legal form, which many share; else the value."""
    ends = [form for form in FORMS if value.lower().endswith(f" {form.lower()}")]
    return value[: -max(map(len, ends))] if ends else value


def spread(host: str, values: list[str]) -> tuple[str, list[int]]:
    """Return a text with values between its words, and where they begin."""
    pieces, places, length = [], [], 0
    step = len(host) // len(values)
    for number, value in enumerate(values):
        before = host[number * step : (number + 1) * step].rpartition(" ")[0] + " "
        pieces += [before, value, ", "]
        places.append(length + len(before))
        length += len(before) + len(value) + 2
    return "".join(pieces), places


def test_texts_about_nobody_are_left_alone(org: tuple[KnownValues, list[Sample]]) -> None:
    text = unrelated()
    found = [finding.value for finding in org[0].scan(text)]

    assert len(found) <= len(text) / 100_000
