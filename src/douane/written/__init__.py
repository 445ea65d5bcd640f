"""Files that people write: read strictly, every problem with its line.

``load`` parses TOML; a ``Reader`` takes values out of it by type, refuses whatever its caller
did not ask for, and keeps every problem; ``nearest`` says what an author may have meant.
"""

from douane.written.reader import Reader, load
from douane.written.suggest import nearest
from douane.written.toml_lines import Steps

__all__ = ["Reader", "Steps", "load", "nearest"]
