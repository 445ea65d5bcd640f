"""Say what an author may have meant: the nearest valid word, or all of them."""

import difflib
from collections.abc import Iterable


def nearest(word: str, valid: Iterable[str]) -> str:
    """Return one sentence that helps: the nearest valid word, else the list of them."""
    words = sorted(valid)
    folded = {candidate.casefold(): candidate for candidate in words}
    close = difflib.get_close_matches(word.casefold()[:80], folded, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {folded[close[0]]!r}?"
    return f"Use one of: {', '.join(words)}." if words else "None is declared yet: declare it."
