"""Labelled lines in prompts: one row for each promise, then what holds for every value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.detect.shapes import pairs, read, replaced, shape

INNER = '{"attributes":{"type":"Contact"},"Email":"e"}'

PROMISES = {
    "by API name": ("LastName: Ehlers", [("Contact.LastName", "Ehlers")]),
    "by path": ("Account.Name: Ehlers", [("Account.Name", "Ehlers")]),
    "by caption, in any case": ("last NAME: Ehlers", [("Contact.LastName", "Ehlers")]),
    "by object and caption": ("Account Annual Revenue: 5", [("Account.AnnualRevenue", "5")]),
    "with an equals sign": ("ISIN = DE1", [("Position__c.Isin__c", "DE1")]),
    "with a space before the colon": ("ISIN : DE1", [("Position__c.Isin__c", "DE1")]),
    "with a full-width colon": ("ISIN：DE1", [("Position__c.Isin__c", "DE1")]),  # noqa: RUF001
    "as a list": ("- ISIN: DE1\n* Quantity: 5\n2. Email: e", [
        ("Position__c.Isin__c", "DE1"),
        ("Position__c.Quantity__c", "5"),
        ("Contact.Email|Lead.Email", "e"),
    ]),
    "in a quotation": ("> ISIN: DE1", [("Position__c.Isin__c", "DE1")]),
    "in bold type": ("**ISIN:** DE1\n**Quantity**: 5", [
        ("Position__c.Isin__c", "DE1"),
        ("Position__c.Quantity__c", "5"),
    ]),
    "quotes are no part of the value": ('ISIN: "DE1"\n', [("Position__c.Isin__c", "DE1")]),
    "half of a JSON object": ('"ISIN": "DE1",\n"Quantity": 5,', [
        ("Position__c.Isin__c", "DE1"),
        ("Position__c.Quantity__c", "5"),
    ]),
    "colons in the value belong to it": ("ISIN: a: b = c", [("Position__c.Isin__c", "a: b = c")]),
    "white space is no part of the value": ("ISIN: \t DE1 \r\nx", [("Position__c.Isin__c", "DE1")]),
    "an empty value is none": ("ISIN:\nQuantity: \n", []),
    "the next line is not guessed": ("ISIN:\nDE1", []),
    "an unknown label is text": ("Shoe size: 42\nNote: phone: 5", []),
    "JSON in a line's value belongs to the line, too": (
        f"Description: see {INNER} there",
        [("Account.Description", f"see {INNER} there"), ("Contact.Email", "e")],
    ),
    "JSON that goes over lines takes its lines along": (
        'Description: see {"attributes":\n{"type":"Contact"},"Email":"e"\n} there\nbye',
        [
            (
                "Account.Description",
                'see {"attributes":\n{"type":"Contact"},"Email":"e"\n} there',
            ),
            ("Contact.Email", "e"),
        ],
    ),
    "a value that is a typed object speaks for itself": (
        f"Description: {INNER}",
        [("Contact.Email", "e")],
    ),
    "a line behind broken JSON is still a line": (
        '{"a" is the set\nISIN: DE1',
        [("Position__c.Isin__c", "DE1")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROMISES.values(), ids=PROMISES.keys())
def test_promise(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_dropped_line_takes_its_label_along() -> None:
    text = "Hello\n- ISIN: DE1\nbye"
    (found,) = read(text)

    assert text[found.place.member_start : found.place.member_end] == "- ISIN: DE1"


values = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1)
    .map(str.strip)
    .filter(lambda value: value and value[0] not in "\"'`\u201c\u201e\u00ab\u2018")
)


@given(first=values, second=values)
def test_no_value_changes_how_lines_are_read(first: str, second: str) -> None:
    text = f"Client\n- ISIN: {first}\n**Quantity:** {second}\nDear Ann: hello"

    found = read(text)
    plain = read("Client\n- ISIN: a\n**Quantity:** b\nDear Ann: hello")

    assert list(map(shape, found)) == list(map(shape, plain))
    assert [one.value for one in found] == [first, second]
    assert replaced(text) == "Client\n- ISIN: T\n**Quantity:** T\nDear Ann: hello"
