"""Weights that are not exactly those that were meant are refused, and say so."""

import hashlib
import struct
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.errors import ConfigError
from douane.shield.injection import WEIGHTS, Injection
from douane.shield.injection.shipped import SHA256
from douane.shield.injection.weights import pack, read_weights, unpack

IMAGE = (resources.files("douane.shield.injection") / WEIGHTS).read_bytes()


def test_what_ships_is_what_was_meant_and_small() -> None:
    assert len(IMAGE) <= 1 << 20
    assert pack(read_weights(IMAGE, SHA256)) == IMAGE


@given(st.integers(0, len(IMAGE) - 1), st.integers(1, 255))
def test_one_altered_byte_is_refused(at: int, change: int) -> None:
    altered = bytearray(IMAGE)
    altered[at] ^= change
    with pytest.raises(ConfigError, match="altered"):
        Injection.load(bytes(altered), SHA256)


def test_missing_weights_are_refused() -> None:
    with pytest.raises(ConfigError, match="missing"):
        Injection.load(b"", SHA256)


@pytest.mark.parametrize(
    ("image", "why"),
    [
        (IMAGE[:40], "cut short"),
        (IMAGE[:-1], "cut short"),
        (IMAGE + b"\x00", "too long"),
        (b"X" + IMAGE[1:], "another version"),
        (IMAGE[:8] + b"\xff\xff" + IMAGE[10:], "another version"),
        (IMAGE[:20] + b"\x00" * 28 + IMAGE[48:], "another lexicon"),
        (IMAGE[:-4] + struct.pack("<f", float("nan")), "no number"),
        (IMAGE[:-4] + struct.pack("<f", 1.0), "does not rise"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_damage_is_named_even_when_the_digest_fits(image: bytes, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        read_weights(image, hashlib.sha256(image).hexdigest())


def test_weights_show_no_numbers() -> None:
    assert "array" not in repr(unpack(IMAGE))
