"""What is written with escapes is found as what it reads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.disguise import search
from douane.detect.exact import ExactIndex
from douane.detect.identifiers import Identifiers
from douane.model.token import Kind

NAME = 'Müller "Mike" Holding'
NAMES = ExactIndex.build(
    (name, ("Account.Name",), "", Kind.ORG, False) for name in (NAME, "Back\\")
)
DETECTORS = (Identifiers(), NAMES)

CASES = {
    "a name as it is": (NAME, [NAME]),
    "a name in JSON": (r'{"note": "Müller \"Mike\" Holding"}', [r"Müller \"Mike\" Holding"]),
    "a name in ASCII JSON": (json.dumps({"note": NAME}), [r"M\u00fcller \"Mike\" Holding"]),
    "an address behind a line break": (r'{"note": "see\nmax@firm.de"}', ["max@firm.de"]),
    "an IBAN behind a line break": (
        r'{"note": "see\nDE89370400440532013000"}', ["DE89370400440532013000"],
    ),
    "an address behind a tab, two strings deep": (
        r'{"a": "{\"note\": \"see\\tmax@firm.de\"}"}', ["max@firm.de"],
    ),
    "a name that ends with a backslash": (r'{"note": "Back\\"}', [r"Back\\", "Back" + chr(92)]),
    "an address with an escaped letter": (r'"m\u0061x@firm.de"', [r"m\u0061x@firm.de"]),
    "an address behind a backslash that escapes nothing": (
        r"DOMAIN\max@firm.de", [r"DOMAIN\max@firm.de", "max@firm.de"],
    ),
    "nothing": (r'{"note": "a\nb"}', []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "written"), CASES.values(), ids=CASES.keys())
def test_escaped_values_are_found_where_they_stand(text: str, written: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in search(text, DETECTORS)] == written


@given(st.text(st.sampled_from('\\\\\\nu00fcax"@.de49 {}:')), st.text())
def test_any_text_can_be_searched(text: str, other: str) -> None:
    both = text + other
    for hit in search(both, DETECTORS):
        assert 0 <= hit.start < hit.end <= len(both)


@given(st.text())
def test_a_value_in_json_is_found_between_its_quotes(around: str) -> None:
    text = json.dumps({"note": f"{around} {NAME} {around}"})

    written = {text[hit.start : hit.end] for hit in search(text, (NAMES,))}

    assert json.dumps(NAME)[1:-1] in written


@given(st.text(), st.integers(0, 2))
def test_replacing_what_was_found_keeps_json_well_formed(around: str, depth: int) -> None:
    text = json.dumps(f"{around}\nmax@firm.de\t{NAME}{around}")
    for _ in range(depth):
        text = json.dumps({"payload": text})

    end = len(text)
    for hit in sorted(search(text, DETECTORS), key=lambda hit: (-hit.end, hit.start)):
        if hit.end <= end:
            text = text[: hit.start] + "x" + text[hit.end :]
            end = hit.start

    json.loads(text)
