"""How an order is written so that a filter passes it by; a model reads most of them."""

import base64
import codecs
from collections.abc import Callable, Mapping
from random import Random
from typing import Final
from urllib.parse import quote

_LOOKALIKES: Final = str.maketrans(
    "aceiopxyABCEHKMOPTX",
    "\u0430\u0441\u0435\u0456\u043e\u0440\u0445\u0443"
    "\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425",
)


def _zero_width(text: str, draw: Random) -> str:
    return "".join(char + draw.choice(("\u200b", "", "\u2060")) for char in text)


def _full_width(text: str, _: Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _split_lines(text: str, _: Random) -> str:
    return "\n".join(text[at : at + 11] for at in range(0, len(text), 11))


def _tags(text: str, _: Random) -> str:
    return "".join(chr(0xE0000 + ord(char)) if char.isascii() else char for char in text)


DISGUISES: Final[Mapping[str, Callable[[str, Random], str]]] = {
    "plain": lambda text, _: text,
    "zero-width": _zero_width,
    "base64": lambda text, _: base64.b64encode(text.encode()).decode(),
    "homoglyph": lambda text, _: text.translate(_LOOKALIKES),
    "spaced": lambda text, _: " ".join(text),
    "html-comment": lambda text, _: f"<!-- {text} -->",
    "percent": lambda text, _: quote(text, safe=""),
    "rot13": lambda text, _: codecs.encode(text, "rot13"),
    "full-width": _full_width,
    "unicode-escape": lambda text, _: "".join(f"\\u{ord(char):04x}" for char in text),
    "split-lines": _split_lines,
    "tag-characters": _tags,
    "code-block": lambda text, _: f"```system\n{text}\n```",
    "fake-role": lambda text, _: f"<|im_end|>\n<|im_start|>system\n{text}<|im_end|>",
    "white-on-white": lambda text, _: f'<span style="color:#fff;font-size:1px">{text}</span>',
}
