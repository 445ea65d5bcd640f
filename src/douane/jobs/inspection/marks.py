"""Show a person what was found: marked in the text, and below it the rules that act.

A mark is brackets and a number, so that it can be read without colours, too; the colour says
what would be done.  Control characters of the text are written out: a text that is inspected
must not steer the terminal that shows it.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from douane.model.terms import Action
from douane.pipeline.report import Reported
from douane.policy.explain import MEANING

STYLES: Final = {
    Action.PASS: "",
    Action.GENERALISE: "black on cyan",
    Action.TOKENISE: "black on yellow",
    Action.ENCRYPT: "black on blue",
    Action.MASK: "black on magenta",
    Action.DROP: "white on red",
    Action.DENY: "bold white on red",
}
TABLE_COLUMNS: Final = 100  # a narrower window would break words in every cell
_KEPT: Final = frozenset("\n\t")


def show(console: Console, name: str, text: str, found: Sequence[Reported]) -> None:
    """Print one text with its marks, and a table of what was found."""
    console.rule(Text(_harmless(name)), align="left")
    console.print(_marked(text, found), soft_wrap=True)
    if not found:
        console.print(Text("Nothing would be acted upon.", style="dim"))
        return
    console.print(_table(found) if console.width >= TABLE_COLUMNS else _listed(found))


def legend(actions: Sequence[Action]) -> RenderableType:
    """Return what the colours mean, for those that were used."""
    used = sorted(set(actions))
    return Group(
        *(
            Text.assemble((f" {action.word} ", STYLES[action]), f" {MEANING[action]}")
            for action in used
        )
    )


def _marked(text: str, found: Sequence[Reported]) -> Text:
    shown, done = Text(), 0
    for number, each in enumerate(found, 1):
        shown.append(_harmless(text[done : each.start]))
        shown.append(f"[{_harmless(text[each.start : each.end])}]", STYLES[each.action])
        shown.append(f"({number})", "dim")
        done = each.end
    return shown.append(_harmless(text[done:]))


def _table(found: Sequence[Reported]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("", "characters", "kind", "level", "found by", "sure", "action", "rules"):
        table.add_column(name, overflow="fold")
    for number, each in enumerate(found, 1):
        table.add_row(
            f"({number})",
            f"{each.start}-{each.end}",
            each.kind.value.lower(),
            " ".join((each.level.word, *each.categories)),
            each.detector,
            f"{each.confidence:.2f}",
            Text(each.action.word, STYLES[each.action]),
            "\n".join(each.reasons),
        )
    return table


def _listed(found: Sequence[Reported]) -> Table:
    table = Table.grid(padding=(0, 1))
    for number, each in enumerate(found, 1):
        said = (each.kind.value.lower(), each.level.word, *each.categories)
        table.add_row(
            f"({number})",
            Text.assemble(
                f"{each.start}-{each.end} ", " ".join(said), "\n",
                (each.action.word, STYLES[each.action]), f" by {', '.join(each.reasons)}\n",
                f"found by {each.detector}, {each.confidence:.2f}",
            ),
        )  # fmt: skip
    return table


def _harmless(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _KEPT or unicodedata.category(char) == "Zs"
        else f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF  # noqa: PLR2004 - four digits hold it
        else f"\\U{ord(char):08x}"
        for char in text
    )  # fmt: skip
