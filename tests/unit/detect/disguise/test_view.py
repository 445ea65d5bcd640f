"""The map back: what a view shows stands where the map says."""

from hypothesis import given
from hypothesis import strategies as st

from douane.detect.disguise.view import WINDOW, Lane, Patch, View, ordered


@st.composite
def patched(draw: st.DrawFn) -> tuple[str, list[Patch]]:
    """Draw a text, and patches of it."""
    text = draw(st.text(st.sampled_from("ab 1\n"), min_size=1, max_size=400))
    patches = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        count, stride = draw(st.integers(1, 4)), draw(st.integers(1, 4))
        end = start + count * stride
        if end <= len(text):
            whole = draw(st.booleans())
            put = draw(st.text("XYZ", max_size=6)) if whole else "X" * count
            patches.append(Patch(start, end, put, 0 if whole else stride))
    return text, ordered(patches)


@given(patched())
def test_a_character_outside_patches_stands_where_it_stood(drawn: tuple[str, list[Patch]]) -> None:
    text, patches = drawn
    view = View(text, [Lane(patches)], 10_000)

    for at, char in enumerate(view.text):
        if char not in "XYZ\x00":
            start, end = view.span(at, at + 1)
            assert text[start:end] == char


@given(patched())
def test_a_patch_stands_where_it_was(drawn: tuple[str, list[Patch]]) -> None:
    text, patches = drawn
    view = View(text, [Lane(patches)], 10_000)

    spans = [view.span(at, at + 1) for at, char in enumerate(view.text) if char in "XYZ"]
    expected = []
    for start, end, put, stride in patches:
        for at in range(len(put)):
            first = start + at * stride
            expected.append((first, first + stride) if stride else (start, end))
    assert spans == expected


@given(patched(), st.integers(0, 300))
def test_what_has_no_room_is_named(drawn: tuple[str, list[Patch]], room: int) -> None:
    text, patches = drawn
    view = View(text, [Lane(patches)], room)

    assert len(view.text) <= room + text.count(" ") + WINDOW
    shown = sum(char in "XYZ" for char in view.text)
    hidden = sum(
        len(patch.text)
        for patch in patches
        if any(start <= patch.start < end for start, end in view.left_out)
    )
    assert shown + hidden == sum(len(patch.text) for patch in patches)
