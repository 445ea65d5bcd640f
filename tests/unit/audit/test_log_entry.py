"""Log entries: what is written, what is kept out, and that the bytes are canonical."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from douane.audit.entry import (
    MAX_COUNT,
    MAX_ENTRY_BYTES,
    MAX_WORD,
    Crossing,
    EntryType,
    LogEntry,
    Tallies,
    administration,
    decision,
    decode,
    encode,
    is_word,
    opening,
    outcome,
    protection,
    refusal,
)
from douane.model.errors import StoreError
from tests.fuzz.log_entry import target

AT_MS = 1_790_000_000_000
REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
SCHEMA = json.loads((REFERENCE / "log-entry.schema.json").read_text())
CROSSING = Crossing(
    id="01890a5d-ac96-774b-bcce-b302099a8057",
    tenant="acme",
    principal="crm-prod",
    door="chat",
    reader="5f3a9c",
    tier="restricted",
    purpose="service_reply",
    scope="01890a5d-ac96-774b-bcce-b302099a8057",
    snapshot="a1b2c3",
    catalogue="d4e5f6",
    policy="778899",
)
TALLIES = Tallies(
    counts={"tokenise": 3, "drop": 1},
    reasons={"above-clearance": 4},
    fields={"Account.Name": 2, "unlisted": 2},
    kinds={"PERSON": 3},
)

letters = "abcXYZ0129_.:/#*+-"
words = st.text(alphabet=letters, min_size=1, max_size=12)
counts = st.integers(min_value=0, max_value=MAX_COUNT)
tallies = st.dictionaries(words, counts, max_size=5)
optional = st.just("") | words
entries = st.builds(
    LogEntry,
    v=st.just(1),
    type=st.sampled_from(EntryType),
    at_ms=counts,
    **dict.fromkeys(("id", "tenant", "principal", "door"), words),
    **dict.fromkeys(("reader", "tier", "endpoint", "purpose", "scope"), optional),
    **dict.fromkeys(("snapshot", "catalogue", "policy", "code"), optional),
    **dict.fromkeys(("counts", "reasons", "fields", "kinds"), tallies),
)


def test_an_entry_reads_as_documented() -> None:
    entry = encode(decision(CROSSING, AT_MS, "frankfurt-1", TALLIES))

    assert entry == (
        b'{"at_ms":1790000000000,"catalogue":"d4e5f6","counts":{"drop":1,"tokenise":3},'
        b'"door":"chat","endpoint":"frankfurt-1","fields":{"Account.Name":2,"unlisted":2},'
        b'"id":"01890a5d-ac96-774b-bcce-b302099a8057","kinds":{"PERSON":3},"policy":"778899",'
        b'"principal":"crm-prod","purpose":"service_reply","reader":"5f3a9c",'
        b'"reasons":{"above-clearance":4},"scope":"01890a5d-ac96-774b-bcce-b302099a8057",'
        b'"snapshot":"a1b2c3","tenant":"acme","tier":"restricted","type":"decision","v":1}'
    )
    assert f"```json\n{entry.decode()}\n```" in (REFERENCE / "log-entry.md").read_text()


BUILT = {
    "a decision": (
        decision(CROSSING, AT_MS, "frankfurt-1", TALLIES),
        "decision",
        "frankfurt-1",
        "",
    ),
    "a protection": (protection(CROSSING, AT_MS, TALLIES), "protection", "", ""),
    "an outcome": (outcome(CROSSING, AT_MS, "frankfurt-1", "ok"), "outcome", "frankfurt-1", "ok"),
    "a refusal": (
        refusal(CROSSING, AT_MS, "policy_denied", TALLIES),
        "refusal",
        "",
        "policy_denied",
    ),
    "an administrative act": (administration(CROSSING, AT_MS, "ok"), "administration", "", "ok"),
    "an opening": (opening(CROSSING, AT_MS, TALLIES), "opening", "", ""),
}


@pytest.mark.parametrize(("entry", "what", "endpoint", "code"), BUILT.values(), ids=BUILT.keys())
def test_builders_say_what_happened(entry: LogEntry, what: str, endpoint: str, code: str) -> None:
    written = json.loads(encode(entry))

    assert (written["type"], entry.endpoint, entry.code) == (what, endpoint, code)
    assert written["id"] == CROSSING.id


@given(entry=entries)
def test_bytes_are_rfc_8785_canonical(entry: LogEntry) -> None:
    data = encode(entry)

    assert data == rfc8785.dumps(json.loads(data))
    assert decode(data) == entry


@given(entry=entries)
def test_every_entry_fits_the_published_schema(entry: LogEntry) -> None:
    jsonschema_rs.validate(SCHEMA, json.loads(encode(entry)))


def test_the_published_schema_is_the_codes() -> None:
    (schema,), parts = msgspec.json.schema_components([LogEntry], ref_template="#/$defs/{name}")
    for part in parts.values():
        part.pop("description", None)

    head = {"$schema", "$id", "title"}
    assert {**schema, "$defs": parts} == {k: v for k, v in SCHEMA.items() if k not in head}


FREE_TEXT: dict[str, object] = {
    "a space": "Hans Müller",
    "a line break": "a\nb",
    "a trailing line break": "ab\n",
    "a quote": 'a"b',
    "an at sign": "hans@example.com",
    "a control character": "a\x00b",
    "a letter beyond ASCII": "Zürich",
    "a surrogate": "\ud800",
    "a long word": "x" * (MAX_WORD + 1),
    "a number": 7,
}


@pytest.mark.parametrize("text", FREE_TEXT.values(), ids=FREE_TEXT.keys())
@pytest.mark.parametrize("member", ["principal", "reader", "code", "reasons", "fields"])
def test_free_text_stays_out(member: str, text: object) -> None:
    spoilt = {text: 1} if member in {"reasons", "fields"} else text
    entry = msgspec.structs.replace(refusal(CROSSING, AT_MS, "x", TALLIES), **{member: spoilt})

    with pytest.raises(StoreError, match=repr(member)) as caught:
        encode(entry)

    assert caught.value.code == "log_entry_invalid"
    assert str(text) not in str(caught.value)


@pytest.mark.parametrize("number", [-1, 1.0, float("nan"), True, "1", None, 2**53])
def test_only_whole_numbers_are_counts(number: int) -> None:
    for entry in (
        opening(CROSSING, number),
        opening(CROSSING, AT_MS, Tallies(kinds={"PERSON": number})),
    ):
        with pytest.raises(StoreError, match="codes, ids and counts"):
            encode(entry)


@pytest.mark.parametrize("change", [{"v": 2}, {"type": "note"}, {"id": ""}, {"tenant": ""}])
def test_format_type_and_ids_are_never_absent(change: dict[str, Any]) -> None:
    with pytest.raises(StoreError):
        encode(msgspec.structs.replace(opening(CROSSING, AT_MS), **change))


def test_an_entry_never_exceeds_65535_bytes() -> None:
    fields = {f"Account.Field_{number}__c": 1 for number in range(3_000)}

    with pytest.raises(StoreError, match="fewer fields"):
        encode(decision(CROSSING, AT_MS, "frankfurt-1", Tallies(fields=fields)))

    assert len(encode(decision(CROSSING, AT_MS, "e", Tallies()))) < MAX_ENTRY_BYTES


@pytest.mark.parametrize(("text", "word"), [("a.b-c_1", True), ("", False), ("a\n", False)])
def test_configuration_can_ask_whether_the_log_takes_an_id(text: str, *, word: bool) -> None:
    assert is_word(text) is word


@given(data=st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    target(data)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"v":1,"note":"x"}', b'{"v":2}', b"\xff"])
def test_strange_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(StoreError):
        decode(data)
