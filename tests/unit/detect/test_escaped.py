"""Texts in texts: escapes are undone as JSON says, and every position is mapped back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from douane.detect.escaped import View, unescape, writable

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('\\"\n\u0000😀'))


@given(text=texts, ascii_only=st.booleans())
def test_escapes_are_undone_as_json_does(text: str, *, ascii_only: bool) -> None:
    assert unescape(json.dumps(text, ensure_ascii=ascii_only)[1:-1]) == text


@given(raw=st.text('\\u01dDcC8"nxé'))
def test_bad_escapes_never_fail(raw: str) -> None:
    view = View(raw).inner(0, len(raw))

    assert view.text == unescape(raw)
    assert view.origin(0) == 0
    assert view.origin(len(view.text)) <= len(raw)


@given(before=texts, text=texts, levels=st.integers(1, 4), ascii_only=st.booleans())
def test_every_character_is_mapped_to_where_it_is_written(
    before: str, text: str, levels: int, *, ascii_only: bool
) -> None:
    written = [json.dumps(one, ensure_ascii=ascii_only)[1:-1] for one in text]
    for _ in range(levels - 1):
        written = [json.dumps(one, ensure_ascii=ascii_only)[1:-1] for one in written]
    whole = before + "".join(written)
    view, start = View(whole), len(before)
    for _ in range(levels):
        view = view.inner(start, len(view.text))
        start = 0

    assert view.text == text
    position = len(before)
    for at, one in enumerate(written):
        assert view.origin(at) == position
        position += len(one)
    assert view.origin(len(text)) == len(whole)
    assert view.quote == "\\" * (2**levels - 1) + '"'


def test_lone_surrogates_are_spelled_out() -> None:
    assert writable("a\ud800b") == "a\\ud800b"
    assert writable("aé") == "aé"
