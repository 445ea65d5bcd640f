"""Make an index of known values: phrases by the batch, sorted once at the end.

Nothing of a value stays but the hashes of its phrases.
"""

from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np

from douane.detect.columns import UNREADABLE
from douane.detect.exact.entry import Known, Suppressed, Why
from douane.detect.exact.hashing import Hasher
from douane.detect.exact.image import (
    GROUP,
    HEAD_LETTERS,
    MOST_ROWS,
    NEED_SHIFT,
    NOBODY,
    PLACE_MASK,
    RECORD_BYTES,
    SHORT_LETTERS,
    Array,
    Facts,
    Image,
    Meaning,
    unreadable,
)
from douane.detect.exact.phrase import Need
from douane.detect.exact.phrases import phrases_of
from douane.detect.exact.slots import filled
from douane.model.token import Kind

FEW_BEARERS: Final = 2  # of a family name that is looked for alone
MOST_FIELDS: Final = 64

_WHYS: Final = tuple(Why)
_HEADS_EACH: Final = 64  # bits for each beginning
_SIEVE_EACH: Final = 12  # bits for each phrase
_BATCH: Final = 384  # phrases; as long as they may be, they fit into a stretch


class Builder:
    """Takes values one after the other."""

    def __init__(self, tenant: str, hasher: Hasher, taken_at_ms: int = 0) -> None:
        """Begin an index.

        Args:
            tenant: Whose values they are.
            hasher: Made from unpredictable bytes; a delta has its base's.
            taken_at_ms: When the org was asked.
        """
        self._tenant = tenant
        self._taken_at_ms = taken_at_ms
        self._hasher = hasher
        self._meanings: dict[Meaning, int] = {}
        self._rows = array("I")
        self._records = bytearray()
        self._held: list[tuple[int, bytes, int]] = []
        self._batch: list[str] = []
        self._words: list[int] = []
        self._owners = array("I")
        self._keys: list[Array] = []
        self._heads: list[Array] = []
        self._short: list[Array] = []
        self._has_codes = False
        self._most_words = 1

    def __len__(self) -> int:
        """Count the values so far."""
        return len(self._rows)

    def add(self, entry: Known) -> None:
        """Take a value.

        Raises:
            StoreError: There are more than 2**28.
        """
        value, fields, record, kind, literal = entry
        meaning = self._meanings.setdefault(Meaning(fields, kind, literal), len(self._meanings))
        written, why = phrases_of(value, kind)
        owner = record.encode("ascii", "replace")[:RECORD_BYTES].ljust(RECORD_BYTES, b"\x00")
        if why is not None:
            self._held.append((meaning, owner, _WHYS.index(why)))
        if not written:
            return
        row = len(self._rows)
        if row >= MOST_ROWS:
            raise unreadable("it would hold more values than an index can")
        self._rows.append(meaning)
        self._records += owner
        self._batch += [phrase.letters for phrase in written]
        self._words.extend([phrase.words for phrase in written])
        self._owners.extend([row | phrase.need << NEED_SHIFT for phrase in written])
        if len(self._batch) >= _BATCH:
            self._hash()

    def _hash(self) -> None:
        """Turn the batch into hashes."""
        if not self._batch:
            return
        letters = self._hasher.read("\x00".join(self._batch))
        if letters is None or len(letters.starts) != len(self._batch):
            raise AssertionError("a phrase is no single word")
        words = np.array(self._words, np.uint8)
        self._most_words = max(self._most_words, int(words.max()))
        self._has_codes |= not words.all()
        starts, ends = letters.starts, letters.ends
        self._keys.append(self._hasher.spans(letters, starts, ends) + self._hasher.counts[words])
        long = ends - starts >= HEAD_LETTERS
        for kept, some, length in (
            (self._heads, starts[long], HEAD_LETTERS), (self._short, starts[~long], SHORT_LETTERS),
        ):  # fmt: skip
            kept.append(np.unique(self._hasher.spans(letters, some, some + length)))
        self._batch, self._words = [], []

    def finish(self, gone: Iterable[str] = ()) -> Image:
        """Return the index.

        Args:
            gone: Records of the base whose values no longer count, when this is a delta.
        """
        self._hash()
        facts = Facts(
            self._tenant, self._taken_at_ms, len(self._rows), len(self._held),
            self._most_words, any(map(len, self._short)), self._has_codes, (),
            tuple(sorted(gone)),
        )  # fmt: skip
        # One large thing after the other, and each is let go of before the next is made.
        arrays = _tables(self._hasher)
        arrays["heads"] = filled(_united(self._heads), _HEADS_EACH)
        arrays["short"] = filled(_united(self._short), _HEADS_EACH)
        keys, order = _sorted(self._keys)
        owners = np.frombuffer(self._owners, np.uint32)[order] if len(keys) else _none("<u4")
        del order
        self._owners = array("I")
        arrays["rows"] = np.array(self._rows, "<u4")
        arrays["records"] = np.frombuffer(bytes(self._records), "S18")
        first = _firsts(keys)
        arrays["keys"] = keys[first]
        del keys
        arrays["sieve"] = filled(arrays["keys"], _SIEVE_EACH)
        arrays |= self._shared(owners, first, arrays)
        arrays["held_rows"] = np.array([each[0] for each in self._held], "<u4")
        arrays["held_records"] = np.array([each[1] for each in self._held], "S18")
        arrays["held_why"] = np.array([each[2] for each in self._held], "u1")
        meanings = tuple(self._meanings)
        return Image(_with(facts, meanings), arrays)

    def _shared(self, owners: Array, first: Array, arrays: dict[str, Array]) -> dict[str, Array]:
        """Return whose each phrase is, with a group for each that several values share."""
        if not len(owners):
            return {name: _none("<u4") for name in _GROUPED} | {"group_first": np.zeros(1, "<u4")}
        needs = np.minimum.reduceat((owners >> NEED_SHIFT).astype("u1"), first)
        several = np.flatnonzero(np.diff(first, append=len(owners)) > 1)
        whose = owners[first] & PLACE_MASK
        ends = np.append(first, len(owners))[several + 1]
        firsts, rows, meaning, record = array("I", [0]), array("I"), array("I"), array("I")
        kept = arrays["rows"], arrays["records"]
        for number, at in enumerate(several.tolist()):
            some = np.unique(owners[first[at] : ends[number]] & PLACE_MASK)
            ids = kept[1][some]
            if needs[at] == Need.RARE and len(np.unique(ids)) > FEW_BEARERS:
                needs[at] = Need.SALUTED
            rows.frombytes(some.tobytes())
            firsts.append(len(rows))
            meaning.append(self._joined(kept[0][some]))
            record.append(int(some[0]) if bool((ids == ids[0]).all()) else int(NOBODY))
        whose[several] = np.arange(len(several), dtype=np.uint32) | GROUP
        needs[needs == Need.RARE] = Need.CASED
        return {
            "owners": whose | (needs.astype(np.uint32) << np.uint32(NEED_SHIFT)),
            "group_first": np.array(firsts, "<u4"),
            "group_row": np.array(rows, "<u4"),
            "group_meaning": np.array(meaning, "<u4"),
            "group_record": np.array(record, "<u4"),
        }

    def _joined(self, numbers: Array) -> int:
        """Return what several values are together: all fields, else only what they agree on."""
        known = tuple(self._meanings)
        some = [known[number] for number in np.unique(numbers).tolist()]
        if len(some) == 1:
            return self._meanings[some[0]]
        joined = join(some)
        return self._meanings.setdefault(joined, len(self._meanings))


_GROUPED: Final = ("owners", "group_row", "group_meaning", "group_record")


def join(some: Iterable[Meaning]) -> Meaning:
    """Return what several values of one spelling are together."""
    meanings = list(some)
    paths = tuple(dict.fromkeys(path for each in meanings for path in each.fields))
    kinds = {each.kind for each in meanings}
    return Meaning(
        paths if len(paths) <= MOST_FIELDS else UNREADABLE.fields,
        kinds.pop() if len(kinds) == 1 else Kind.TEXT,
        all(each.literal for each in meanings),
    )


def build(
    entries: Iterable[Known], *, tenant: str, key: bytes, taken_at_ms: int = 0
) -> Image:  # fmt: skip
    """Make an index of everything in ``entries``; see ``Builder``."""
    builder = Builder(tenant, Hasher.of(key), taken_at_ms)
    for entry in entries:
        builder.add(entry)
    return builder.finish()


def suppressed(image: Image) -> Iterable[Suppressed]:
    """Yield what an index does not look for: field, record and reason, never the value."""
    arrays = image.arrays
    for row, record, why in zip(
        arrays["held_rows"].tolist(), arrays["held_records"].tolist(),
        arrays["held_why"].tolist(), strict=True,
    ):  # fmt: skip
        yield Suppressed(image.facts.meanings[row].fields, record.decode("ascii"), _WHYS[why])


def _with(facts: Facts, meanings: tuple[Meaning, ...]) -> Facts:
    return Facts(
        facts.tenant, facts.taken_at_ms, facts.values, facts.held, facts.most_words,
        facts.has_short, facts.has_codes, meanings, facts.gone,
    )  # fmt: skip


def _tables(hasher: Hasher) -> dict[str, Array]:
    return {
        "numbers": hasher.numbers, "powers": hasher.powers, "inverses": hasher.inverses,
        "counts": hasher.counts,
    }  # fmt: skip


def _sorted(some: list[Array]) -> tuple[Array, Array]:
    if not some:
        return _none("<u8"), _none("<i8")
    keys = np.concatenate(some)
    some.clear()
    order = np.argsort(keys, kind="stable")
    keys.sort()
    return keys, order


def _firsts(keys: Array) -> Array:
    """Return where each key stands first among sorted ones."""
    if not len(keys):
        return _none("<i8")
    changed = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=changed[1:])
    return np.flatnonzero(changed)


def _united(some: list[Array]) -> Array:
    """Return each hash once, and empty the list."""
    if not some:
        return _none("<u8")
    found = np.concatenate(some)
    some.clear()
    found.sort()
    return found[_firsts(found)]


def _none(kind: str) -> Array:
    return np.empty(0, kind)
