"""Our own reading of ISINs agrees with python-stdnum's."""

from string import ascii_uppercase, digits

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import isin

from douane.detect.isin import is_isin


@given(
    st.from_regex(r"[A-Z]{2}[A-Z0-9]{9}", fullmatch=True)
    | st.tuples(st.sampled_from(["CH", "DE", "US", "XS", "EU"]), st.from_regex(r"[A-Z0-9]{9}\Z"))
    .map("".join)
    .map(lambda text: text[:11])
)
@example("CH003886335")
def test_every_check_digit_is_judged_as_stdnum_judges_it(number: str) -> None:
    for last in digits + ascii_uppercase:
        assert is_isin(number + last) == (isin.is_valid(number + last) and last in digits)


@pytest.mark.parametrize(
    "number",
    ["", "CH003886335", "CH00388633500", "ch0038863350", "CH 0038863350", "CH003886335\u0660"],
)
def test_what_is_not_of_its_form_is_none(number: str) -> None:
    assert not is_isin(number)
