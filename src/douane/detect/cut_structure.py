"""Read structure that is cut over neighbouring texts: half a record, a table without its header.

Texts are read as one where the end of one and the beginning of the next say that structure goes on:

- a brace or bracket is still open: with nothing between them;
- a line ends with the sign of a label: with a blank;
- the last line and the first have equally many separators of a table: with a line end.

The signs are looked for where values that were found in one text are blanked: what a value holds
must not decide what is read together.  A value of a labelled
line that is itself cut is not read here: nothing tells it from a new sentence.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from douane.detect.borders import Sewn
from douane.detect.lines import SIGNS
from douane.detect.seam import Schema
from douane.detect.structure import read_fields
from douane.detect.tables import SEPARATORS
from douane.model.finding import Finding, Reading

_PAIRS: Final = (("{", "}"), ("[", "]"))


def read_cut(
    texts: Sequence[str], blanked: Sequence[str], schema: Schema
) -> Iterator[tuple[Sewn, list[Finding]]]:
    """Yield texts that belong together, sewn, with the values of fields in all of them.

    Args:
        texts: Read one after the other.
        blanked: The same, of the same lengths, without the values that each holds by itself.
        schema: The fields of the org.
    """
    for betweens in _runs(blanked):
        sewn = Sewn(texts, None, betweens)
        yield sewn, read_fields(sewn.text, schema, Reading.FULL)


def _runs(texts: Sequence[str]) -> Iterator[dict[int, str]]:
    """Yield what goes before each text of a run but the first, whose own is empty."""
    run: dict[int, str] = {}
    opened = [0] * len(_PAIRS)
    last = -1
    for number, text in enumerate(texts):
        if not text:
            continue
        between = _between(texts[last], text, opened) if last >= 0 else None
        if between is None:
            if len(run) > 1:
                yield run
            run = {number: ""}
            opened = [0] * len(_PAIRS)
        else:
            run[number] = between
        opened = [
            depth + text.count(opening) - text.count(closing)
            for depth, (opening, closing) in zip(opened, _PAIRS, strict=True)
        ]
        last = number
    if len(run) > 1:
        yield run


def _between(before: str, behind: str, opened: Sequence[int]) -> str | None:
    """Return what stands between two texts of one structure, or None if nothing goes on."""
    if any(depth > 0 for depth in opened):
        return ""
    last = before.rstrip()
    last = last[last.rfind("\n") + 1 :]
    if last.endswith(SIGNS):
        return "" if before[-1].isspace() or behind[0].isspace() else " "
    first = behind.lstrip("\r\n").split("\n", 1)[0]
    for separator in SEPARATORS:
        if 0 < last.count(separator) == first.count(separator):
            return "" if before.endswith("\n") or behind.startswith(("\r", "\n")) else "\n"
    return None
