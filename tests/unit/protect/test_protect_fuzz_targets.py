"""The fuzz targets hold for what Hypothesis thinks of; a longer run feeds them to atheris."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import restore_json_text, restore_rewritten, restore_sheet, restore_stream

JSON_LIKE = st.lists(
    st.sampled_from(
        [b'"', b'\\"', b"\\", b"{", b"}", b":", b",", b"[", b"]", b"\xfe", b"\xff", b"_"]
    )
).map(b"".join)


@pytest.mark.parametrize(
    "fuzzed", [restore_json_text, restore_rewritten, restore_sheet, restore_stream]
)
@given(data=st.binary(max_size=200) | JSON_LIKE)
def test_target(fuzzed: object, data: bytes) -> None:
    fuzzed.target(data)  # type: ignore[attr-defined]
