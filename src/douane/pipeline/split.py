"""Find values that are cut over texts which a model reads one after the other.

In this order:

1. Structure that is cut is read (``detect.cut_structure``).
2. The texts of one flow (``Slot.flow``) are sewn together at their borders (``detect.borders``)
   and searched again; where something reaches the edge of a window, as wholes.
3. What spans a border becomes one *piece* in each text that it touches.  The first piece has the
   whole value, so that one token stands for it, equal to that of the value written in one; of
   the others nothing is left (``Finding.rest``).
4. What was found before within a piece goes with it.  Where anything else crosses a piece, the
   value could not be restored faithfully: then every piece of it is masked.

Two values that were found whole, of one kind, and stand side by side, stay two.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

import msgspec

from douane.detect.borders import REACH, Piece, Sewn, readings
from douane.detect.cut_structure import read_cut
from douane.detect.json_pieces import part
from douane.detect.seam import Schema
from douane.model.finding import Finding, Place, Slot
from douane.model.terms import Action, Decision
from douane.protect.rewrite import LOOKALIKE_DETECTOR

Decided = tuple[Finding, Decision]
Search = Callable[[str], list[Finding]]
Decide = Callable[[list[Finding]], list[Decided]]

_MASK: Final = Action.MASK
_PASS: Final = Action.PASS
# A scope's own token that is cut tells no more than the whole one does.
_TOKEN: Final = LOOKALIKE_DETECTOR
_Split = tuple[Sequence[Piece], Finding]


def flows(slots: Sequence[Slot]) -> list[list[int]]:
    """Return the numbers of the slots of each flow that has a border, in order."""
    named = [number for number, slot in enumerate(slots) if slot.flow and slot.text]
    named.sort(key=lambda number: slots[number].flow)
    grouped = groupby(named, key=lambda number: slots[number].flow)
    return [numbers for _, some in grouped if len(numbers := list(some)) > 1]


def add_cut(
    texts: Sequence[str],
    blanked: Sequence[str],
    structured: Sequence[list[Decided]],
    schema: Schema,
    decide: Decide,
) -> tuple[list[list[Decided]], list[Decided]]:
    """Return the values of fields in each text of a flow, and those that are cut, whole.

    Args:
        texts: Of one flow, in order.
        blanked: The same without those values.
        structured: Values of fields in each of them alone.
        schema: The fields of the org.
        decide: Says what is to be done with findings.
    """
    result = [list(some) for some in structured]
    whole: list[Decided] = []
    taken: list[list[Piece]] = [
        [Piece(number, hit.start, hit.end) for hit, _ in some]
        for number, some in enumerate(structured)
    ]
    for sewn, hits in read_cut(texts, blanked, schema):
        for hit, decision in decide(hits):
            pieces = _pieces(texts, sewn, hit)
            if not pieces or all(_lies_in(piece, taken[piece.text]) for piece in pieces):
                continue
            if len(pieces) > 1:
                whole.append((hit, decision))
            nothing: list[list[Piece]] = [[] for _ in texts]
            clear = all(_is_clear(piece, (), result, nothing) for piece in pieces)
            _put(pieces, _parted(texts, pieces, hit), decision, result, clear=clear)
    for some in result:
        some.sort(key=_place)
    return result, whole


def add_split(
    texts: Sequence[str],
    structured: Sequence[Sequence[Decided]],
    found: Sequence[Sequence[Decided]],
    search: Search,
    decide: Decide,
) -> list[list[Decided]]:
    """Return what was found in each text of a flow, with what is cut over several.

    Args:
        texts: Of one flow, in order; what structure took is blanked.
        structured: Values of fields in each of them.
        found: What a search found in each of them alone.
        search: Looks into any text.
        decide: Says what is to be done with findings.
    """
    whole, near = _spanning(texts, search)
    result = [list(some) for some in found]
    taken: list[list[Piece]] = [[] for _ in texts]
    for pieces, hit in whole:
        ((_, decision),) = decide([hit])
        if decision.action is _PASS or hit.detector == _TOKEN or _are_apart(pieces, hit, found):
            continue
        if all(_lies_in(piece, taken[piece.text]) for piece in pieces):
            continue
        clear = all(_is_clear(piece, structured, result, taken) for piece in pieces)
        _put(pieces, _parted(texts, pieces, hit), decision, result, clear=clear)
        for piece in pieces:
            taken[piece.text].append(piece)
    for piece, hit in near:
        known = {(each.start, each.end, each.detector) for each, _ in result[piece.text]}
        span = (piece.start, piece.end, hit.detector)
        if span not in known and not _lies_in(piece, taken[piece.text]):
            moved = msgspec.structs.replace(hit, start=piece.start, end=piece.end)
            result[piece.text] += decide(part(texts[piece.text], [moved]))
    return result


def _spanning(
    texts: Sequence[str], search: Search
) -> tuple[list[_Split], list[tuple[Piece, Finding]]]:
    """Return what spans a border, the longest first, and what stands near one."""
    whole: list[_Split] = []
    near: list[tuple[Piece, Finding]] = []
    for sewn, hits in _searched(texts, search):
        spanning: list[_Split] = []
        for hit in hits:
            pieces = _pieces(texts, sewn, hit)
            if len(pieces) > 1:
                spanning.append((pieces, hit))
            elif pieces and sewn.is_near(hit.start, hit.end):
                near.append((pieces[0], hit))
        spanning.sort(key=_length, reverse=True)
        whole += spanning
    return whole, near


def _searched(texts: Sequence[str], search: Search) -> list[tuple[Sewn, list[Finding]]]:
    found = [(sewn, search(sewn.text)) for sewn in readings(texts, REACH)]
    if any(sewn.is_cut(hit.start, hit.end) for sewn, hits in found for hit in hits):
        found = [(sewn, search(sewn.text)) for sewn in readings(texts, None)]
    return found


def _pieces(texts: Sequence[str], sewn: Sewn, hit: Finding) -> list[Piece]:
    """Return the pieces of a finding that hold anything but white space."""
    return [
        piece
        for piece in sewn.pieces(hit.start, hit.end)
        if not texts[piece.text][piece.start : piece.end].isspace()
    ]


def _place(decided: Decided) -> tuple[int, int]:
    return decided[0].start, -decided[0].end


def _length(split: _Split) -> int:
    return split[1].end - split[1].start


def _are_apart(pieces: Sequence[Piece], hit: Finding, found: Sequence[Sequence[Decided]]) -> bool:
    """Tell whether each piece was found alone as what they all are together."""
    return all(
        any(
            (other.start, other.end) == (piece.start, piece.end) and other.kind is hit.kind
            for other, _ in found[piece.text]
        )
        for piece in pieces
    )


def _lies_in(piece: Piece, taken: Sequence[Piece]) -> bool:
    return any(other.start <= piece.start and piece.end <= other.end for other in taken)


def _is_clear(
    piece: Piece,
    structured: Sequence[Sequence[Decided]],
    found: Sequence[Sequence[Decided]],
    taken: Sequence[Sequence[Piece]],
) -> bool:
    """Tell whether nothing reaches over the edge of a piece."""
    decided = (*(structured[piece.text] if structured else ()), *found[piece.text])
    spans = [(hit.start, hit.end) for hit, decision in decided if decision.action is not _PASS]
    edges = {(other.start, other.end) for other in taken[piece.text]}
    spans += edges
    return all(
        end <= piece.start
        or start >= piece.end
        or (piece.start <= start and end <= piece.end and (start, end) not in edges)
        for start, end in spans
    )


def _parted(texts: Sequence[str], pieces: Sequence[Piece], hit: Finding) -> list[list[Finding]]:
    """Return a finding for each piece, or several where its text is JSON."""
    return [
        part(
            texts[text],
            [
                msgspec.structs.replace(
                    hit,
                    start=start,
                    end=end,
                    value=texts[text][start:end] if number else hit.value,
                    place=Place(quote=hit.place.quote),
                    parts=(),
                    rest=number > 0,
                )
            ],
        )
        for number, (text, start, end) in enumerate(pieces)
    ]


def _put(
    pieces: Sequence[Piece],
    parted: Sequence[list[Finding]],
    decision: Decision,
    result: list[list[Decided]],
    *,
    clear: bool,
) -> None:
    """Put the pieces of one value in place of what was found within them."""
    if not clear or any(len(findings) > 1 for findings in parted):
        decision = Decision(max(decision.action, _MASK), decision.reasons)
    for (text, start, end), findings in zip(pieces, parted, strict=True):
        kept = [
            pair
            for pair in result[text]
            if not (start <= pair[0].start and pair[0].end <= end)
            or pair[1].action > decision.action
        ]
        result[text] = [*kept, *((finding, decision) for finding in findings)]
