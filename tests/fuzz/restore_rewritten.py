"""Fuzz rewriting: whatever a detector claims, no crash, and no masked value is left."""

from douane.model.finding import Finding, Place
from douane.model.terms import Action, Decision
from douane.model.token import Kind
from douane.protect.rewrite import rewrite
from douane.protect.tokens import Tokeniser

ROW = 6
HIDING = (Action.MASK, Action.TOKENISE, Action.DROP)


def target(data: bytes) -> None:
    """Read rows of six bytes: a span, a member around it, a container, an action."""
    count = data[0] % 8 if data else 0
    rows, text = data[1 : 1 + count * ROW], data[1 + count * ROW :].decode("latin-1")
    decided, secret = [], set[int]()
    for start, length, before, after, container, action in zip(*[iter(rows)] * ROW, strict=False):
        end = start + length
        place = Place("", start - before, end + after, container % 4 - 1)
        finding = Finding(start, end, text[start:end], Kind.TEXT, "fuzz", place=place)
        decided.append((finding, Decision(HIDING[action % len(HIDING)], ())))
        secret.update(range(start, end))
    marked = "".join(chr(0x4E00 + n) if n in secret else c for n, c in enumerate(text))
    rewritten = rewrite(marked, decided, Tokeniser(bytes(32)), "fuzz")
    assert not any(character >= "\u4e00" for character in rewritten.text)
