r"""Read letters that JSON spells by number, in an answer that is JSON.

``\u0068ttps:`` is ``https:`` to whoever reads the JSON, so it must be that to the guard, too.
Printable ASCII characters are written as themselves, but for the quote and the backslash.
"""

import re
from typing import Final

_NUMBERED: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u00([2-7][0-9a-fA-F])")
_BEGUN: Final = re.compile(r"(?<!\\)(?:\\\\)*\\(?:u(?:0(?:0[2-7]?)?)?)?\Z")
_LEFT: Final = frozenset({'"', "\\", "\x7f"})


class JsonLetters:
    """Rewrites one answer; it owns an escape that is cut, at most five characters more."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        """Begin at the beginning of an answer."""
        self._held = ""

    def feed(self, chunk: str, *, last: bool = False) -> str:
        """Return what is certain; the rest when nothing follows."""
        text = self._held + chunk
        if "\\" not in text:
            self._held = ""
            return text
        cut = len(text)
        if not last:
            begun = _BEGUN.search(text)
            # Pairs of backslashes before it belong to it, so that what follows stays certain.
            cut = len(text) if begun is None else begun.start()
        self._held = text[cut:]
        return _NUMBERED.sub(_written, text[:cut])


def _written(match: re.Match[str]) -> str:
    letter = chr(int(match[2], 16))
    return match[0] if letter in _LEFT else match[1] + letter
