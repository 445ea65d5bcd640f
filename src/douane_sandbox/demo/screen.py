"""Show exchanges on a terminal: side by side where there is room, one below the other else."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from douane_sandbox.demo.promises import TOKEN, Exchange

SIDE_BY_SIDE: Final = 100
MUST_NOT_LEAVE: Final = "bold red"
REPLACED: Final = "bold green"
OPENED: Final = "bold cyan"
_MARKER: Final = re.compile(r"\[masked\]|\[removed\]")


class Screen:
    """Writes the story to one console."""

    def __init__(self, console: Console) -> None:
        """Keep the console."""
        self._console = console

    def step(self, text: str) -> None:
        """Say what is being done."""
        self._console.print(Text(f"· {text}", style="dim"))

    def note(self, text: str, style: str = "") -> None:
        """Say something in a line."""
        self._console.print(Text(text, style=style))

    def open(self, number: int, of: int, title: str, point: str) -> None:
        """Announce an exchange."""
        self._console.print()
        self._console.print(Rule(Text(f"{number} of {of}  {title}", style="bold"), align="left"))
        self._console.print(Text(point, style="italic"))

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Show that the model is at work; nothing where there is no terminal."""
        if not self._console.is_terminal:
            yield
            return
        with self._console.status(text):
            yield

    @contextmanager
    def live(self, title: str) -> Iterator[Callable[[str], None]]:
        """Yield what shows a text as it grows; nothing where there is no terminal."""
        if not self._console.is_terminal:
            yield lambda _: None
            return
        with Live(
            console=self._console, transient=True, auto_refresh=False, vertical_overflow="visible"
        ) as shown:

            def heard(text: str) -> None:
                shown.update(_panel(title, Text(f"{text}▌"), "cyan"), refresh=True)

            heard("")
            yield heard

    def show(self, exchange: Exchange, left: str) -> None:
        """Show what arrived, what left, what the model said, and what each reader saw."""
        scene = exchange.scene
        cells: list[RenderableType] = [
            _panel(
                "what arrived", _marked(scene.question.prompt, scene.secrets, MUST_NOT_LEAVE), "red"
            ),
            _panel("what left for the model", _tokens(left), "green" if left else "dim"),
        ]
        reply = exchange.replies[0]
        if scene.refused:
            cells += [
                _panel("what the model answered", Text("it was never asked", "dim"), "dim"),
                _panel("what the caller got", Text(f"{reply.status} {reply.code}\n{reply.text}"),
                       "yellow"),
            ]  # fmt: skip
        else:
            cells.append(_panel("what the model answered", _tokens(exchange.answers[0]), "green"))
            for reader, one in zip(scene.readers, exchange.replies, strict=True):
                seen = _marked(one.text, scene.opens, OPENED)
                seen.highlight_regex(TOKEN, REPLACED)
                cells.append(_panel(f"what {reader.name} ({reader.role}) saw", seen, "cyan"))
        self._console.print(self._arranged(cells))
        for line in filter(None, (reply.actions, f"request {reply.request_id}")):
            self._console.print(Text(line, style="dim"))

    def _arranged(self, cells: Sequence[RenderableType]) -> RenderableType:
        if self._console.width < SIDE_BY_SIDE:
            return Group(*cells)
        grid = Table.grid(expand=True, padding=(0, 0))
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        grid.add_row(*cells[:2])
        if len(cells) % 2:
            grid.add_row(cells[2], Group(*cells[3:]))
        else:
            grid.add_row(*cells[2:])
        return grid

    def kept(self, promises: Sequence[str]) -> None:
        """List promises that were kept."""
        for promise in promises:
            self._console.print(Text("✓ ", style="bold green").append(promise, style="default"))

    def proof(self, entries: Sequence[str]) -> None:
        """Show entries of the log, each its number and its document."""
        self._console.print()
        self._console.print(Rule(Text("The proof", style="bold"), align="left"))
        self._console.print(
            Text("A decision is written before its first byte leaves. Entries hold codes, counts "
                 "and ids, never a value.", style="italic")
        )  # fmt: skip
        grid = Table.grid(padding=(0, 1))
        for entry in entries:
            index, _, document = entry.partition(" ")
            grid.add_row(index, Text(document, style="dim", overflow="fold"))
        self._console.print(grid)


def _panel(title: str, body: Text, style: str) -> Panel:
    body.overflow = "fold"
    return Panel(body, title=title, title_align="left", border_style=style, padding=(0, 1))


def _marked(text: str, values: Sequence[str], style: str) -> Text:
    shown = Text(text)
    shown.highlight_words(sorted(values, key=len, reverse=True), style)
    return shown


def _tokens(text: str) -> Text:
    shown = Text(text or "nothing", "" if text else "dim")
    shown.highlight_regex(TOKEN, REPLACED)
    shown.highlight_regex(_MARKER, "bold magenta")
    return shown
