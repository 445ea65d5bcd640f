"""Signs of a conversation's machinery in a text: what data of a CRM has no reason to hold.

Roles, delimiters and special tokens of chat templates, calls of tools, template syntax, hidden
parts of pages, links with a slot for data.  None is proof; what each is worth is learnt.  One
pass of hyperscan over the folded text, in which a byte is a character.
"""

from functools import cache
from typing import Final

import hyperscan

from douane.shield.injection.folding import Bytes

EXPRESSIONS: Final[dict[str, tuple[bytes, ...]]] = {
    "role": (
        (rb"(^|\n)[ >\"'*#\[({<]{0,6}(system|assistant|developer|chatbot|ai|gpt|llm)"
         rb"[ \])}>\"'*]{0,4}(message|prompt|note|override)?[ \])}>\"'*]{0,4}:"),
        rb"[\[({](system|assistant|developer|instruction|admin|important)[ a-z]{0,16}[\])}]",
        rb"\"role\"[ ]{0,3}:[ ]{0,3}\"(system|assistant|developer|tool|user)",
    ),
    "speaker": (rb"(^|\n)[ >*#]{0,4}(user|human|customer|q|a|question|answer)[ *]{0,3}:",),
    "token": (
        rb"<\|[a-z_ ]{2,24}\|>", rb"\[/?inst\]", rb"<</?sys>>", rb"<(start|end)_of_(turn|text)>",
        rb"<(eot|sot|eos|bos|sep|endoftext)>", rb"\x3c/?s\x3e",
        rb"#{2,4} ?(instruction|system|response|human|assistant|prompt|new|task|input|end)",
    ),
    "delimiter": (
        (rb"</?(system|assistant|instructions?|prompt|user|human|untrusted|document|context|data"
         rb"|admin|rules?|task|query|input)[ _a-z0-9=\"-]{0,40}>"),
        (rb"(begin|end|start)( of)?( the)? (system|prompt|document|user|data|context|text"
         rb"|instruction|conversation|input|message)"),
    ),
    "call": (
        rb"\"(function|tool|tool_name|function_name)\"[ ]{0,3}:",
        rb"\"(arguments|parameters|tool_calls?|tool_use)\"[ ]{0,3}:[ ]{0,3}[{\[]",
        rb"<(tool_?(call|use|result)s?|function_?(call|result)s?|invoke)",
        rb"\b(function|tool)[_ ]?calls?\b", rb"\b[a-z]{2,20}_[a-z_]{2,30}\(",
    ),
    "template": (rb"\{\{[^}\n]{1,80}\}\}", rb"\{%", rb"\$\{", rb"<%", rb"%%[a-z_]{2,30}%%"),
    "hidden": (
        rb"<!--", rb"display ?: ?none", rb"font-size ?: ?0", rb"color ?: ?(white|#fff)",
        rb"opacity ?: ?0", rb"visibility ?: ?hidden", rb"<(script|iframe|svg|style)",
    ),
    "link": (rb"https?://", rb"www\.", rb"\]\("),
    "slot": (
        rb"!\[[^\]\n]{0,80}\]\(", rb"<img", rb"https?://[^ \n]{4,120}[=/?](\{|\[|<|\$|%7b)",
        rb"\?[a-z_]{1,20}=",
    ),
    "code": (
        rb"```",
        (rb"\b(os\.system|subprocess|eval|exec|import os|require|whoami|curl|wget|sudo"
         rb"|rm -rf)\b"),
        rb"`[^`\n]{2,80}`", rb"drop table", rb"/etc/passwd", rb"base64",
    ),
    "rule": (rb"(---|===|\*\*\*|###|___|>>>|<<<|\x7e\x7e\x7e)",),
    "quote": (rb"\"[^\"\n]{2,120}\"", rb"(^|[ (:])'[^'\n]{2,120}'"),
    "question": (rb"\?",),
    "exclamation": (rb"!",),
}  # fmt: skip
"""Kinds of signs, over bytes of the folded text."""

KINDS: Final = tuple(EXPRESSIONS)


class Structure:
    """The compiled expressions."""

    __slots__ = ("_database", "_scratches")

    def __init__(self) -> None:
        """Compile."""
        pairs = [
            (expression, number)
            for number, kind in enumerate(KINDS)
            for expression in EXPRESSIONS[kind]
        ]
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[expression for expression, _ in pairs],
            ids=[number for _, number in pairs], elements=len(pairs), flags=[0] * len(pairs),
        )  # fmt: skip
        # One scan at a time may use a scratch; popping and appending are atomic.
        self._scratches: list[hyperscan.Scratch] = []

    def of(self, folded: Bytes) -> list[tuple[int, int]]:
        """Return (number of the kind, one past its last character) of each sign."""
        found: list[tuple[int, int]] = []
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._database.scratch.clone()
        try:
            self._database.scan(
                folded.tobytes(), match_event_handler=_collect, context=found, scratch=scratch
            )
        finally:
            self._scratches.append(scratch)
        return found


# Hyperscan keeps no reference to its handler, so it must not be made on the way.
def _collect(kind: int, _start: int, end: int, _flags: int, found: object) -> None:
    found.append((kind, end))  # type: ignore[attr-defined]


@cache
def structure() -> Structure:
    """Return the compiled expressions; making them takes some milliseconds."""
    return Structure()
