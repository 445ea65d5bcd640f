"""The catalogue as a file: what is read is what was written, or an error."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.classify import Catalogue, decode, encode
from douane.model.errors import ConfigError
from tests.fuzz.catalogue_file import target
from tests.unit.classify.samples import catalogues, org

FILE = encode(org())


@given(catalogues)
def test_a_catalogue_survives_its_file(catalogue: Catalogue) -> None:
    again = decode(encode(catalogue))

    assert again == catalogue
    assert again.version == catalogue.version
    assert encode(again) == encode(catalogue)


def changed(**members: object) -> bytes:
    return json.dumps({**json.loads(FILE), **members}).encode()


BAD = {
    "empty": (b"", "cannot be read"),
    "no JSON": (b"\xff\x00", "cannot be read"),
    "cut": (FILE[:-200], "cannot be read"),
    "nested too deep": (b"[" * 100_000, "cannot be read"),
    "of a later format": (changed(format=2), "its format is 2"),
    "of another tenant": (changed(tenant="globex"), "was changed or cut"),
    "without its objects": (changed(objects=[]), "was changed or cut"),
    "with a key that we do not know": (changed(more=1), "cannot be read"),
    "with a milder level": (FILE.replace(b'"restricted"', b'"public"'), "was changed or cut"),
    "with an unknown level": (FILE.replace(b'"restricted"', b'"secret"'), "the level of"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD.keys())
def test_a_file_is_refused_that_is(data: bytes, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        decode(data)


@given(position=st.integers(0, len(FILE) - 1), byte=st.integers(0, 255))
def test_one_changed_byte_is_never_another_catalogue(position: int, byte: int) -> None:
    data = FILE[:position] + bytes([byte]) + FILE[position + 1 :]
    try:
        found = decode(data)
    except ConfigError:
        return

    assert found.version == org().version


@given(st.binary(max_size=400))
def test_no_bytes_crash_it(data: bytes) -> None:
    target(data)
