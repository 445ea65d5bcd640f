"""What holds for every text: nothing crashes, spans are true, values decide nothing."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.model.finding import Reading
from tests.fuzz.structure import target
from tests.unit.detect.shapes import as_string, read, replaced, shape

KEYS = ["Name", "Phone", "AnnualRevenue", "Secret__c", "Anna Ehlers", "BillingAddress", "x y"]
TYPES = ["Account", "Contact", "Vault__c"]

PIECES = [
    *'{}[]",:\\|;=\n\t ',
    '\\"',
    "\\\\",
    "\\u0022",
    "\\ud800",
    '"attributes":{"type":"Account"}',
    '"Name":"Ann"',
    '"Id":"001D000000IqhSLIAZ"',
    "ISIN,Quantity\n",
    "Phone: 5",
    "null",
    "12",
    "é😀",
    "\ud800",
    "\x00",
]
awkward = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@given(text=awkward, reading=st.sampled_from(Reading))
@settings(max_examples=400)
def test_any_text_can_be_read(text: str, reading: Reading) -> None:
    found = read(text, reading)

    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.value
        assert one.value.encode()
        assert one.fields
        if one.place.member_start >= 0:
            assert one.place.member_start <= one.start < one.end <= one.place.member_end


@given(data=st.binary(max_size=200))
def test_fuzz_target_holds(data: bytes) -> None:
    target(data)


# A value that is itself typed objects is read as those, so it is left out here.
hostile_values = awkward.filter(lambda text: text and "attributes" not in text)
# Every value comes twice: the same JSON type, nulls and emptiness, and nothing else in common.
twins = (
    st.just((None, None))
    | st.just(("", ""))
    | st.tuples(st.booleans(), st.booleans())
    | st.tuples(st.integers(), st.integers())
    | st.tuples(st.text(min_size=1, max_size=15), st.text(min_size=1, max_size=15))
    | st.tuples(hostile_values, st.text("abc", min_size=1, max_size=5))
)
Twin = tuple[object, object]


def typed_twin(parts: tuple[str, dict[str, Twin]]) -> Twin:
    name, members = parts
    return tuple(  # type: ignore[return-value]  # two of them
        {"attributes": {"type": name}} | {key: twin[side] for key, twin in members.items()}
        for side in (0, 1)
    )


def listed_twin(parts: list[Twin]) -> Twin:
    return [one for one, _ in parts], [other for _, other in parts]


def object_twin(parts: dict[str, Twin]) -> Twin:
    first = {key: one for key, (one, _) in parts.items()}
    return first, {key: other for key, (_, other) in parts.items()}


documents = st.recursive(
    twins,
    lambda inner: (
        st.lists(inner, max_size=3).map(listed_twin)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(object_twin)
        | st.tuples(
            st.sampled_from(TYPES), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
        ).map(typed_twin)
    ),
    max_leaves=12,
)
records = st.tuples(
    st.sampled_from(TYPES), st.dictionaries(st.sampled_from(KEYS), documents, max_size=5)
).map(typed_twin)


@given(record=records, level=st.integers(0, 3), indent=st.sampled_from([None, 2]))
@settings(max_examples=300)
def test_values_do_not_change_what_is_recognised(
    record: Twin, level: int, indent: int | None
) -> None:
    def written(document: object) -> str:
        text = as_string(json.dumps(document, indent=indent), level)
        return f"Please sum up:\n```json\n{text}\n```\nPhone: later, Name: none"

    one, other = map(written, record)

    assert list(map(shape, read(one))) == list(map(shape, read(other)))
    assert replaced(one) == replaced(other)


def test_lines_behind_broken_json_do_not_repeat_what_it_holds() -> None:
    text = '{"attributes":{"type":"Account"},\n"Name":"Ann",\n"Phone":"1"'

    assert [(one.fields, one.value) for one in read(text)] == [
        (("Account.Name",), "Ann"),
        (("Account.Phone",), "1"),
    ]


HOSTILE: dict[str, Callable[[int], str]] = {
    "open objects": lambda size: '{"a":' * size,
    "open quotes": lambda size: '{"' * size,
    "escaped quotes": lambda size: '{"a' + '\\"' * size,
    "escaped objects": lambda size: '{\\"a\\":' * size,
    "backslashes": lambda size: '{"a":"' + "\\" * size,
    "broken members": lambda size: '{"a":1,' + '"b" "c" ' * size,
    "keys without values": lambda size: '{"a":1,' + '"b": ' * size,
    "wrong brackets": lambda size: '{"a":[' + "}" * size,
    "spaces": lambda size: '{"a"' + " " * size + '"' + " " * size,
    "nested strings": lambda size: as_string('{"a":1}' * (size // 64), 6),
    "headers": lambda size: "ISIN,Quantity\n" * size,
    "headers without rows": lambda size: "ISIN,Quantity\nx\n" * size,
    "open cells": lambda size: "ISIN,Quantity\n" + '"a,' * size,
    "doubled cells": lambda size: "ISIN,Quantity\n" + '"a""b,' * size,
    "pipes": lambda size: "ISIN|Quantity\n" + "|-" * size,
    "alignment": lambda size: "ISIN|Quantity\n" + "- " * size + "x",
    "lines": lambda size: "Phone: 1\n" * size,
    "labels": lambda size: "Phone" * size + ": 1",
    "objects in lines": lambda size: "Phone: " + '{"Name":1}' * size,
    "typed objects": lambda size: '{"attributes":{"type":"Account"},"Name":"x"}' * (size // 8),
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_length_and_not_with_its_square(hostile: Callable[[int], str]) -> None:
    def cpu_s(size: int) -> float:
        text = hostile(size)
        best = float("inf")
        for _ in range(3):
            before = time.process_time()
            read(text)
            best = min(best, time.process_time() - before)
        return best

    small, large = cpu_s(1_500), cpu_s(12_000)

    # Eight times the length: 8 if linear, 64 if quadratic.
    assert large < 28 * small + 0.02
