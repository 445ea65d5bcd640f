"""Strict JSON: what any two parsers could read differently is refused, and nothing else."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.connect.llm import strict_json
from douane.model.errors import RequestError

REFUSED = {
    "a byte that is no UTF-8": (b'{"a":"\xff"}', "invalid_utf8"),
    "an encoded surrogate": (b'"\xed\xa0\x80"', "invalid_utf8"),
    "UTF-16": ('{"a":1}'.encode("utf-16"), "invalid_utf8"),
    "a byte order mark": (b'\xef\xbb\xbf{"a":1}', "invalid_json"),
    "nothing": (b"", "invalid_json"),
    "half a document": (b'{"a":', "invalid_json"),
    "two documents": (b'{"a":1}{"b":2}', "invalid_json"),
    "text after the document": (b'{"a":1} x', "invalid_json"),
    "a comma too many": (b"[1,]", "invalid_json"),
    "single quotes": (b"{'a':1}", "invalid_json"),
    "a comment": (b"[1] // one", "invalid_json"),
    "a leading zero": (b"[01]", "invalid_json"),
    "a raw line end in a string": (b'"a\nb"', "invalid_json"),
    "half of a surrogate pair": (b'{"a":"x\\ud800"}', "invalid_json"),
    "half of a surrogate pair as a key": (b'{"x\\uDFFF":1}', "invalid_json"),
    "a number of 5000 digits": (b"9" * 5000, "invalid_json"),
    "a key twice": (b'{"a":1,"a":2}', "duplicate_key"),
    "a key twice, once escaped": (b'{"a":1,"\\u0061":2}', "duplicate_key"),
    "a key twice with the same value": (b'{"a":1, "a":1}', "duplicate_key"),
    "a key twice, deep down": (b'[{"x":{"a":1,"b":[],"a":1}}]', "duplicate_key"),
    "a key twice, ending in a backslash": (b'{"a\\\\":1,"a\\\\":2}', "duplicate_key"),
    "NaN": (b'{"a":NaN}', "not_finite"),
    "Infinity": (b"[Infinity]", "not_finite"),
    "minus Infinity": (b"-Infinity", "not_finite"),
    "a number beyond doubles": (b"[1e999]", "not_finite"),
    "a negative number beyond doubles": (b"[-1e999]", "not_finite"),
    "65 arrays": (b"[" * 65 + b"]" * 65, "too_deep"),
    "65 objects": (b'{"a":' * 65 + b"1" + b"}" * 65, "too_deep"),
    "65 levels and unusual spaces": (b"[ " * 65 + b"]" * 65, "too_deep"),
    "100,000 arrays": (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
    "100,000 arrays that never close": (b"[" * 100_000, "too_deep"),
}

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("aé\\\"'😀:", max_size=4), inner),
    max_leaves=12,
)  # fmt: skip
writers = st.sampled_from(
    [
        json.dumps,
        lambda value: json.dumps(value, ensure_ascii=False),
        lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
        lambda value: json.dumps(value, indent=2),
        lambda value: " " + json.dumps(value, separators=(" ,\t", "\n:")) + "\r\n",
    ]
)
Writer = Callable[[object], str]


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(RequestError) as caught:
        strict_json.loads(data)

    assert caught.value.code == code
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("data", [b"[" * 64 + b"]" * 64, b'{"a":' * 64 + b"1" + b"}" * 64])
def test_sixty_four_levels_are_read(data: bytes) -> None:
    assert strict_json.loads(data) == json.loads(data)


@given(value=values, write=writers)
def test_what_any_writer_writes_is_read(value: object, write: Writer) -> None:
    assert strict_json.loads(write(value).encode()) == value


@given(value=values, before=values, after=values, write=writers, key=st.text('a\\":é ', max_size=3))
def test_a_key_twice_is_refused_however_it_is_written(
    value: object, before: object, after: object, write: Writer, key: str
) -> None:
    text = write({key: before, "\x00other": value, "\x00mark": after})
    twice = text.replace(json.dumps("\x00mark"), json.dumps(key))
    with pytest.raises(RequestError) as caught:
        strict_json.loads(twice.encode())
    assert caught.value.code == "duplicate_key"


@given(st.binary() | st.text('{}[]":,\\ua1e-.N ').map(str.encode))
def test_any_bytes_give_a_value_that_all_agree_on_or_the_documented_error(data: bytes) -> None:
    try:
        value = strict_json.loads(data)
    except RequestError:
        return
    assert value == json.loads(data)
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


@pytest.mark.parametrize("broken", ["", "}}", ',"k":NaN}', ',"k":"Keller"', ',"Keller":2}', "\\"])
def test_messages_tell_where_and_never_what(broken: str) -> None:
    with pytest.raises(RequestError) as caught:
        strict_json.loads(('{"Keller":"Keller"' + broken).encode())
    assert "Keller" not in str(caught.value)
