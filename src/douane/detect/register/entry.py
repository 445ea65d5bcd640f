"""What the register keeps of a document: fingerprints of its words and code, and its formulas.

The document itself is not kept.  Runs that identify nothing are left out before winnowing has
its choice: boilerplate, runs of function words, and runs that stand in texts which the operator
calls common.
"""

import hashlib
from array import array
from collections.abc import Iterable
from typing import Final

import msgspec

from douane.detect.logic import formula, source_code
from douane.detect.logic.canonical import FEWEST_NUMBERS, Form, form
from douane.detect.register import code_tokens, words
from douane.detect.register.boilerplate import FUNCTION_WORDS, PHRASES
from douane.detect.register.prints import Hasher, winnowed

FEWEST_PRINTS: Final = 3  # of words or code; fewer cannot be told from chance
MOST_PRINTS: Final = 200_000

Number = tuple[float, float]


class Formula(msgspec.Struct, frozen=True, gc=False):
    """A canonical formula, as ``canonical.Form``; never shown."""

    shape: str
    numbers: tuple[Number, ...]

    def __repr__(self) -> str:
        """Show how much, never what."""
        return f"Formula({len(self.numbers)} numbers)"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One registered secret.

    Attributes:
        id: Stable; what findings and logs call it.
        name: The operator's words for it; never in a log.
        words: Fingerprints of its words, 8 bytes each.
        code: Fingerprints of its code, 8 bytes each.
        formulas: Its formulas.
        left_out: Runs that were left out because they identify nothing.
    """

    id: str
    name: str
    words: bytes
    code: bytes
    formulas: tuple[Formula, ...]
    left_out: int

    def __repr__(self) -> str:
        """Show how much, never what."""
        return f"Entry({self.id!r}, {len(self.words) // 8} and {len(self.code) // 8} prints)"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of the document can be found again."""
        return not self.words and not self.code and not self.formulas


class Hashers:
    """The hashers of a register: one for words, one for code."""

    __slots__ = ("boilerplate", "code", "words")

    def __init__(self, key: bytes) -> None:
        """Derive both from the register's key."""
        self.words = Hasher(key, words.SIZE, "words")
        self.code = Hasher(key, code_tokens.SIZE, "code")
        self.boilerplate = frozenset(
            each for phrase in PHRASES for each in self.words.hashes(words.words(phrase))
        )


def entry_id(entropy: bytes) -> str:
    """Return a new id from at least 8 random bytes."""
    return hashlib.sha256(b"douane.register.id" + entropy).hexdigest()[:12]


def make(
    hashers: Hashers, identity: str, name: str, text: str, common: Iterable[str] = ()
) -> Entry:
    """Take the fingerprints of a document.

    Args:
        hashers: Of the register that it goes into.
        identity: The entry's id.
        name: The operator's name for it.
        text: The document.
        common: Texts whose runs are public and identify nothing.

    Returns:
        The entry; ``is_empty`` when the document is too short or too ordinary to be found.
    """
    known = set(hashers.boilerplate)
    for other in common:
        known.update(hashers.words.hashes(words.words(other)))
    prints, left_out = _word_prints(hashers.words, text, known)
    return Entry(
        id=identity,
        name=name,
        words=prints,
        code=_code_prints(hashers.code, text),
        formulas=tuple(Formula(each.shape, each.numbers) for each in forms(text)),
        left_out=left_out,
    )


def forms(text: str) -> list[Form]:
    """Return the canonical formulas of a text that hold enough chosen numbers."""
    found: list[Form] = []
    for run in formula.runs(text, 0, len(text)):
        made = form(run)
        if made is not None and made.chosen >= FEWEST_NUMBERS and made not in found:
            found.append(made)
    return found


def _word_prints(hasher: Hasher, text: str, known: set[int]) -> tuple[bytes, int]:
    every = words.words(text)
    hashes = hasher.hashes(every)
    idle = _only_function_words(every)
    kept: dict[int, None] = {}
    left_out = 0
    telling = [value for at, value in enumerate(hashes) if value not in known and not idle[at]]
    left_out = len(hashes) - len(telling)
    for at in winnowed(telling):
        kept[telling[at]] = None
    return _packed(kept), left_out


def _only_function_words(every: list[bytes]) -> list[bool]:
    plain = [word in FUNCTION_WORDS for word in every]
    return [all(plain[at : at + words.SIZE]) for at in range(len(every))]


def _code_prints(hasher: Hasher, text: str) -> bytes:
    kept: dict[int, None] = {}
    for region in source_code.regions(text):
        every, _ = code_tokens.tokens(text[region.start : region.end])
        hashes = hasher.hashes(every)
        telling = [
            value
            for at, value in enumerate(hashes)
            if code_tokens.tells(every[at : at + code_tokens.SIZE])
        ]
        for at in winnowed(telling):
            kept[telling[at]] = None
    return _packed(kept)


def _packed(kept: dict[int, None]) -> bytes:
    if len(kept) < FEWEST_PRINTS:
        return b""
    return array("Q", list(kept)[:MOST_PRINTS]).tobytes()
