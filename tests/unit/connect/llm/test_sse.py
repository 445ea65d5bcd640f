"""Event streams: the same bytes give the same events, however they are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.connect.llm import sse
from douane.model.errors import EndpointError
from tests.fuzz.sse import target

STREAMS = {
    "one event": (b"data: a\n\n", [b"a"]),
    "no space after the colon": (b"data:a\n\n", [b"a"]),
    "only one space is taken away": (b"data:  a\n\n", [b" a"]),
    "carriage returns": (b"data: a\r\rdata: b\r\r", [b"a", b"b"]),
    "both line ends": (b"data: a\r\n\r\ndata: b\r\n\r\n", [b"a", b"b"]),
    "lines of one event are joined": (b"data: a\ndata: b\n\n", [b"a\nb"]),
    "lines of one event, with both line ends": (b"data: a\r\ndata: b\r\n\r\n", [b"a\nb"]),
    "comments are left behind": (b": ping\n\ndata: a\n: x\n\n", [b"a"]),
    "other fields are left behind": (b"event: e\nid: 1\nretry: 5\ndata: a\n\n", [b"a"]),
    "a field that only begins like data": (b"database: x\n\n", []),
    "an empty event is an event": (b"data\n\n", [b""]),
    "empty lines are none": (b"\n\n\r\n\n", []),
    "an event that does not end is none": (b"data: a\n\ndata: b\n", [b"a"]),
    "a byte order mark at the start": (b"\xef\xbb\xbfdata: a\n\n", [b"a"]),
    "a byte order mark later is no field": (b"data: a\n\n\xef\xbb\xbfdata: b\n\n", [b"a"]),
}


def read(*chunks: bytes) -> list[bytes]:
    reader = sse.Reader()
    return [event for chunk in chunks for event in reader.feed(chunk)]


@pytest.mark.parametrize(("stream", "events"), STREAMS.values(), ids=STREAMS.keys())
def test_promise_at_every_cut(stream: bytes, events: list[bytes]) -> None:
    assert read(stream) == events
    assert read(*(stream[at : at + 1] for at in range(len(stream)))) == events
    for cut in range(len(stream) + 1):
        assert read(stream[:cut], b"", stream[cut:]) == events


@given(
    stream=st.lists(
        st.sampled_from([b"data: ", b"data", b"\r", b"\n", b"\r\n", b"x", b":", b"\xef\xbb\xbf"])
    ).map(b"".join),
    sizes=st.lists(st.integers(0, 5), min_size=1),
)
def test_any_chunking_gives_the_same_events(stream: bytes, sizes: list[int]) -> None:
    chunks, at = [], 0
    for size in sizes:
        chunks.append(stream[at : at + size])
        at += size
    assert read(*chunks, stream[at:]) == read(stream)


@given(st.lists(st.binary().filter(lambda data: not {10, 13} & set(data))))
def test_what_is_written_is_read(events: list[bytes]) -> None:
    assert read(b"".join(sse.encode(event) for event in events)) == events


ENDLESS = {
    "a line": b"x" * 65_536,
    "an event of many lines": b"data: " + b"x" * 1000 + b"\n",
    "an event of empty lines": b"data\n" * 10_000,
}


@pytest.mark.parametrize("chunk", ENDLESS.values(), ids=ENDLESS.keys())
def test_what_never_ends_is_cut_off(chunk: bytes) -> None:
    chunks = [chunk] * (2 * sse.MAX_EVENT_BYTES // len(chunk) + 2)
    with pytest.raises(EndpointError, match="more than"):
        read(*chunks)


@given(st.binary() | st.text('{}[]":,choicesdelta\n\r').map(str.encode))
def test_any_bytes_give_events_or_the_documented_error(data: bytes) -> None:
    target(data)
