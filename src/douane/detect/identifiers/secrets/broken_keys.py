"""Keys that their issuer's prefix gives away, with blanks or line ends somewhere behind it.

``ghp_16C7 e42F 292c …``, ``AKIAIOSF`` and the rest in the next line.  Who writes so, or whose
mail program breaks lines so, sends the key all the same.  What follows the prefix is taken for
the key as long as it is made of the key's characters and holds no plain word, until there are as
many as the issuer's keys have at least, two of them digits.

The prefix itself is whole here; keys spaced out from their beginning are for ``disguise.spaced``.
"""

import re
from typing import Final

from douane.detect.identifiers.secrets.issued_keys import FORMS, Form
from douane.detect.identifiers.secrets.placeholder import is_placeholder
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

# Their prefixes stand in other texts, too, or are none of letters alone.
_AMBIGUOUS: Final = frozenset({"jwt", "azure", "telegram", "twilio", "mailgun", "salesforce"})
_SHORTEST_PREFIX: Final = 4
_CLASS: Final = re.compile(r"\[[^\]]*\]|\\.")
_GAP: Final = r"[ \t]{0,2}(?:\r?\n)?[ \t>|]{0,4}"
_FEWEST_DIGITS: Final = 2
_LONGEST_WORD: Final = 3
_MOST_PIECES: Final = 24


def _trigger(form: Form) -> Trigger:
    head = re.compile(form.prefix)
    piece = re.compile(f"({_GAP})({form.letter}{{1,{form.most}}})")
    # Where the last piece ends, or the gap behind the first, the reader begins to look back.
    back = form.fewest + 24

    def read(text: str, end: int) -> Hit | None:
        """Return the key that goes on behind the gap which ends here."""
        for start in range(max(0, end - back), end):
            found = head.match(text, start, end)
            if found is None or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
                continue
            stop = _end(text, found.end(), piece, form)
            if stop is not None and not is_placeholder(text[start:stop]):
                return Hit(start, stop, Kind.SECRET, 0.9, f"secret.{form.name}")
        return None

    body = f"{form.letter}{{0,{form.fewest - 1}}}"
    expression = rf"\b{form.prefix}{body}[ \t\r\n>|]{{1,5}}[A-Za-z0-9]"
    return Trigger(f"secret.{form.name}", (expression.encode(),), read)


def _end(text: str, at: int, piece: re.Pattern[str], form: Form) -> int | None:
    """Return where the key ends whose prefix ends at a place, or None if it is none."""
    body, small = "", "a-z" in form.letter
    for _ in range(_MOST_PIECES):
        found = piece.match(text, at)
        if found is None or _is_word(found[2], small=small):
            return None
        body += found[2]
        at = found.end()
        if len(body) >= form.fewest:
            return at if sum(map(str.isdigit, body)) >= _FEWEST_DIGITS else None
    return None


def _is_word(piece: str, *, small: bool) -> bool:
    """Tell whether a piece is a plain word; where no key has small letters, no piece is one."""
    plain = piece.islower() or piece.istitle() or piece.isupper()
    return small and len(piece) > _LONGEST_WORD and piece.isalpha() and plain


TRIGGERS: Final = tuple(
    _trigger(form)
    for form in FORMS
    if form.name not in _AMBIGUOUS and len(_CLASS.sub("x", form.prefix)) >= _SHORTEST_PREFIX
)
