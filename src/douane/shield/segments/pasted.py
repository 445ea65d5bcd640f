"""Tell whether a user's text holds more than a question: something pasted or forwarded.

A question is short and one paragraph.  What is longer, quoted, fenced, headed like a mail or
laid out like a record was written by somebody else, as far as anybody can tell; then orders may
hide in it, and an answer may not act on its own (``guard.tools``).
"""

import re
from typing import Final

LONGEST_QUESTION: Final = 600
_QUOTED: Final = re.compile(
    r"^[ \t]{0,3}(?:>|```|~~~|---|===|\*\*\*|<[a-z!?/]|[{\[]\s*$|\|.*\|)"
    r"|^[ \t]*(?:from|to|cc|subject|date|sent|von|an|betreff|gesendet|de|para|asunto|objet|"
    r"envoy[eé]|da|a|oggetto|inviato|aan|onderwerp|verzonden|od|do|temat)[ \t]{0,2}:"
    r"|\"\"\"|<\w+[^<>]{0,80}>|\n[ \t]*\n\s*\S|:[ \t]*\r?\n",
    re.IGNORECASE | re.MULTILINE,
)


def holds_pasted(text: str) -> bool:
    """Tell whether a user's text holds what somebody else may have written."""
    return len(text) > LONGEST_QUESTION or _QUOTED.search(text) is not None
