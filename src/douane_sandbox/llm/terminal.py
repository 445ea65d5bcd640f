"""Show a fetch on a terminal: a bar where there is one, a line a step where there is not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


@contextmanager
def on_terminal(stream: TextIO) -> Iterator[Callable[[str, int, int], None]]:
    """Yield a progress callback that draws on ``stream``, which is left as it was found."""
    console = Console(file=stream)
    columns = (
        TextColumn("{task.description:<14}"), BarColumn(), DownloadColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Bars(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks = {}

        def told(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(f"fetching {step}", total=None)
                if not console.is_terminal:
                    console.print(f"fetching {step} …")
            bars.update(tasks[step], completed=done, total=total or None)

        yield told
