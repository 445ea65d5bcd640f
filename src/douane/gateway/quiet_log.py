"""Log lines that hold no value, whoever writes them.

Our own lines hold codes and ids.  Libraries do not promise that: asyncio writes the ``repr`` of a
task with its exception, and a traceback ends with the exception's text, which may quote what was
being read.  So of a line that is not ours only its source, its first line before any argument is
put in, and the class of its exception are written.
"""

import logging
from typing import Final

OURS: Final = "douane"


class QuietFormatter(logging.Formatter):
    """Writes one line for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return level, source and what may be said."""
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        text = record.getMessage() if ours else str(record.msg).partition("\n")[0]
        kind = record.exc_info[0] if record.exc_info else None
        suffix = f" ({kind.__name__})" if kind is not None else ""
        return f"{record.levelname} {record.name}: {text}{suffix}"


def log_quietly(level: int) -> None:
    """Let everything that is logged go to stderr by that formatter."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
