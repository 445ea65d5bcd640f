"""The weights that training wrote, checked before they are believed.

    magic, version, gram bits, word bits, lengths of grams, number of marks and of knots, lexicon
    scale of grams, scale of words, bias                      little-endian float32
    grams (a table a length), words, two words                int8
    marks in twos, heads                                      float32
    knots: logits, and the natural logarithms of their shares float32

Weights that are missing, altered, of another version, or made for another lexicon are refused:
a score from them would mean nothing.  Nothing here is unpickled.
"""

import hashlib
import struct
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from douane.model.errors import ConfigError, Problem
from douane.shield.injection.calibration import Calibration
from douane.shield.injection.features import GRAM_BITS, GRAMS, MARKS, WORD_BITS
from douane.shield.injection.lexicon import DIGEST

Tables = tuple[np.ndarray[tuple[int], np.dtype[np.int8]], ...]
Floats = np.ndarray[tuple[int], np.dtype[np.float32]]
Square = np.ndarray[tuple[int, int], np.dtype[np.float32]]

FILE: Final = "weights.bin"
"""In this package; a shell reads it."""

_MAGIC: Final = b"DOUANEIN"
_VERSION: Final = 1
_HEAD: Final = struct.Struct("<8sHBBBBHH32s3f")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature says for or against an attack; logits.

    Attributes:
        grams: One table a length, in units of ``gram_scale``.
        singles: Of words, in units of ``word_scale``.
        pairs: Of two words, likewise.
        marks: Of marks in twos; one mark alone stands on the diagonal.
        heads: Of the marks of a first word.
        calibration: What a logit means.
    """

    gram_scale: float
    word_scale: float
    bias: float
    grams: Tables = field(repr=False)
    singles: np.ndarray[tuple[int], np.dtype[np.int8]] = field(repr=False)
    pairs: np.ndarray[tuple[int], np.dtype[np.int8]] = field(repr=False)
    marks: Square = field(repr=False)
    heads: Floats = field(repr=False)
    calibration: Calibration = field(repr=False)


def read_weights(image: bytes, sha256: str) -> Weights:
    """Return the weights of a file.

    Args:
        image: The whole file.
        sha256: What its digest must be, in hexadecimal.

    Raises:
        ConfigError: It is not the file that was meant, or not of this version.
    """
    if hashlib.sha256(image).hexdigest() != sha256:
        raise _refused("they are missing or were altered")
    return unpack(image)


def unpack(image: bytes) -> Weights:
    """Return the weights of a file whose digest was looked at already.

    Raises:
        ConfigError: It is damaged, or not of this version.
    """
    if len(image) < _HEAD.size:
        raise _refused("the file is cut short")
    *made, knots, lexicon, gram_scale, word_scale, bias = _HEAD.unpack_from(image)
    if made != [_MAGIC, _VERSION, GRAM_BITS, WORD_BITS, len(GRAMS), 0, len(MARKS)]:
        raise _refused("they are of another version")
    marks = len(MARKS)
    if lexicon != DIGEST:
        raise _refused("they were made for another lexicon")
    tables = (len(GRAMS) << GRAM_BITS) + (2 << WORD_BITS)
    floats = marks * marks + marks + 2 * knots
    if len(image) != _HEAD.size + tables + 4 * floats:
        raise _refused("the file is cut short or too long")
    small = np.frombuffer(image, np.int8, tables, _HEAD.size)
    large = np.frombuffer(image, np.dtype("<f4"), floats, _HEAD.size + tables)
    if not (np.isfinite(large).all() and np.isfinite([gram_scale, word_scale, bias]).all()):
        raise _refused("they hold what is no number")
    cuts = [(at + 1) << GRAM_BITS for at in range(len(GRAMS))]
    *grams, words = np.split(small, cuts)
    square, heads, at, tail = np.split(large, np.cumsum([marks * marks, marks, knots]).tolist())
    try:
        calibration = Calibration(tuple(at.tolist()), tuple(tail.tolist()))
    except ValueError:
        raise _refused("their calibration does not rise") from None
    return Weights(
        gram_scale, word_scale, bias,
        tuple(grams), words[: 1 << WORD_BITS], words[1 << WORD_BITS :],
        square.reshape(marks, marks), heads, calibration,
    )  # fmt: skip


def pack(weights: Weights) -> bytes:
    """Return the file of some weights."""
    knots = weights.calibration
    head = _HEAD.pack(
        _MAGIC, _VERSION, GRAM_BITS, WORD_BITS, len(GRAMS), 0, len(MARKS), len(knots.logits),
        DIGEST, weights.gram_scale, weights.word_scale, weights.bias,
    )  # fmt: skip
    floats = (weights.marks.ravel(), weights.heads, knots.logits, knots.tails)
    return b"".join([
        head, *(table.tobytes() for table in weights.grams),
        weights.singles.tobytes(), weights.pairs.tobytes(),
        *(np.asarray(some, "<f4").tobytes() for some in floats),
    ])  # fmt: skip


def _refused(why: str) -> ConfigError:
    action = "Install Douane again; nothing is scored with other weights."
    return ConfigError((Problem("weights of the injection score", why, action),))
