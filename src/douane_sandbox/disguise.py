"""Ways to write a value so that a plain search passes it by: material for tests and evaluation.

``DISGUISES`` holds one function a way, from the words that stand in a text to what stands there
instead.  ``disguise`` puts one into a text and says where it stands; the same is done with
harmless words, because a detector that flags whatever is encoded knows nothing.

No way here needs a key: each can be undone by somebody who only reads the text.
"""

import base64
import codecs
import quopri
import random
from collections.abc import Callable
from typing import Final

Way = Callable[[str, random.Random], str]

_LOOKALIKES: Final = str.maketrans(
    "ABCEHIKMOPSTXYaceiopsxyjdhl",
    "\u0410\u0412\u0421\u0415\u041d\u0406\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u04ae"
    "\u0430\u0441\u0435\u0456\u043e\u0440\u0455\u0445\u0443\u0458\u0501\u04bb\u04cf",
)
_GREEK: Final = str.maketrans(
    "ABEZHIKMNOPTYXov",
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd",
)
_LEET_DIGITS: Final = {"0": "Oo", "1": "lI", "5": "S", "8": "B", "2": "Z"}
_LEET_LETTERS: Final = str.maketrans("aeiostAEIOST", "431057431057")
_MARKS: Final = "\u0301\u0302\u0306\u0316\u0323\u0330\u0334\u0336"
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"
_BIDI: Final = "\u202a\u202d\u200e\u200f\u2066\u2069"


def _full_width(text: str) -> str:
    return "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else "\u3000" if char == " " else char
        for char in text
    )


def _mathematical(text: str) -> str:
    bold = {
        **{chr(0x41 + n): chr(0x1D5D4 + n) for n in range(26)},
        **{chr(0x61 + n): chr(0x1D5EE + n) for n in range(26)},
        **{chr(0x30 + n): chr(0x1D7EC + n) for n in range(10)},
    }
    return "".join(bold.get(char, char) for char in text)


def _marked(text: str, rng: random.Random, most: int) -> str:
    return "".join(
        char + "".join(rng.choices(_MARKS, k=rng.randint(1, most))) if char.isalnum() else char
        for char in text
    )


def _between(text: str, rng: random.Random, what: str) -> str:
    return "".join(char + rng.choice(what) for char in text[:-1]) + text[-1:]


def _one_zero_width(text: str, rng: random.Random) -> str:
    at = rng.randint(1, max(1, len(text) - 1))
    return f"{text[:at]}\u200b{text[at:]}"


def _joined(sign: str) -> Way:
    return lambda text, _: sign.join(text)


def _split(text: str, rng: random.Random) -> str:
    at = rng.randint(min(4, len(text) // 2), max(len(text) - 4, len(text) // 2))
    return f"{text[:at]}\n{text[at:]}" if text[at : at + 1] != " " else text.replace(" ", "\n", 1)


def _grouped_lines(text: str, _: random.Random) -> str:
    compact = text.replace(" ", "")
    return "\n".join(compact[at : at + 8] for at in range(0, len(compact), 8))


def _leet_digits(text: str, rng: random.Random) -> str:
    """Put letters for some digits, from the third character on, and at least one."""
    where = [at for at, char in enumerate(text) if at > 1 and char in _LEET_DIGITS]
    chosen = set(rng.sample(where, k=min(len(where), rng.randint(1, 6))))
    return "".join(
        rng.choice(_LEET_DIGITS[char]) if at in chosen else char for at, char in enumerate(text)
    )


def _html_named(text: str, _: random.Random) -> str:
    names = {"@": "&commat;", ".": "&period;", " ": "&nbsp;", "-": "&#45;", "ü": "&uuml;"}
    return "".join(names.get(char, f"&#{ord(char)};") for char in text)


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def _quoted_printable(text: str, _: random.Random) -> str:
    encoded = "".join(f"={byte:02X}" for byte in text.encode())
    return "=\n".join(encoded[at : at + 48] for at in range(0, len(encoded), 48))


def _quoted_printable_usual(text: str, _: random.Random) -> str:
    """Encode as a mail program does, with a soft line break in the middle."""
    half = len(text) // 2
    first, second = (
        quopri.encodestring(part.encode(), quotetabs=True).decode()
        for part in (text[:half], text[half:])
    )
    return f"{first}=\n{second}"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _base64_wrapped(text: str, _: random.Random) -> str:
    blob = _base64(f"Reference: {text} (see the attached note, page 3).")
    return "\n".join(blob[at : at + 28] for at in range(0, len(blob), 28))


def _spoken(text: str, rng: random.Random) -> str:
    at, dot = rng.choice(
        (
            ("(at)", "(dot)"),
            ("[at]", "[dot]"),
            ("at", "dot"),
            ("(ät)", "(Punkt)"),
            ("arobase", "point"),
            ("chiocciola", "punto"),
            ("arroba", "punto"),
            ("apenstaartje", "punt"),
            ("małpa", "kropka"),
        )
    )
    return text.replace("@", f" {at} ").replace(".", f" {dot} ")


DISGUISES: Final[dict[str, Way]] = {
    "full-width": lambda text, _: _full_width(text),
    "zero-width": lambda text, rng: _between(text, rng, _INVISIBLE),
    "one zero-width": _one_zero_width,
    "soft hyphens": lambda text, rng: _between(text, rng, "\u00ad"),
    "variation selectors": lambda text, rng: _between(text, rng, "\ufe00\ufe0e\ufe0f\U000e0101"),
    "tag characters between": lambda text, rng: _between(text, rng, "\U000e0061\U000e007f"),
    "tag characters": lambda text, _: "".join(
        chr(0xE0000 + ord(char)) if char.isascii() else char for char in text
    ),
    "bidi controls": lambda text, rng: _between(text, rng, _BIDI),
    "bidi override around": lambda text, _: f"\u202d{text}\u202c",
    "combining marks": lambda text, rng: _marked(text, rng, 1),
    "zalgo": lambda text, rng: _marked(text, rng, 9),
    "Cyrillic": lambda text, _: text.translate(_LOOKALIKES),
    "Greek": lambda text, _: text.translate(_GREEK),
    "mathematical": lambda text, _: _mathematical(text),
    "spaced": _joined(" "),
    "spaced by dots": _joined("."),
    "spaced by dashes": _joined("-"),
    "spaced by underscores": _joined("_"),
    "spaced by slashes": _joined("/"),
    "split over two lines": _split,
    "split over lines": _grouped_lines,
    "leet digits": _leet_digits,
    "leet letters": lambda text, _: text.translate(_LEET_LETTERS),
    "backslash u": lambda text, _: "".join(f"\\u{ord(char):04x}" for char in text),
    "backslash x": lambda text, _: "".join(f"\\x{byte:02x}" for byte in text.encode("latin-1")),
    "HTML decimal": lambda text, _: "".join(f"&#{ord(char)};" for char in text),
    "HTML hexadecimal": lambda text, _: "".join(f"&#x{ord(char):x};" for char in text),
    "HTML named": _html_named,
    "percent": lambda text, _: _percent(text),
    "percent twice": lambda text, _: _percent(text).replace("%", "%25"),
    "quoted-printable": _quoted_printable,
    "quoted-printable, as usual": _quoted_printable_usual,
    "base64": lambda text, _: _base64(text),
    "base64, no padding": lambda text, _: _base64(text).rstrip("="),
    "base64, url-safe": lambda text, _: base64.urlsafe_b64encode(f"?>~{text}~<?".encode()).decode(),
    "base64, wrapped": _base64_wrapped,
    "base64 twice": lambda text, _: _base64(_base64(text)),
    "hexadecimal": lambda text, _: text.encode().hex(),
    "hexadecimal, spaced": lambda text, _: text.encode().hex(" ").upper(),
    "rot13": lambda text, _: codecs.encode(text, "rot13"),
    "base64 of full-width": lambda text, _: _base64(_full_width(text)),
    "percent of zero-width": lambda text, rng: _percent(_between(text, rng, _INVISIBLE)),
    "HTML of spaced": lambda text, _: "".join(f"&#{ord(char)};" for char in " ".join(text)),
    "at and dot spelled": _spoken,
}

# What is only a disguise for some: digits of an identifier, letters of a name, an e-mail.
FOR_DIGITS: Final = frozenset({"leet digits"})
FOR_NAMES: Final = frozenset({"leet letters"})
FOR_EMAIL: Final = frozenset({"at and dot spelled"})
# Lines take away the blanks between the words of a name; Latin-1 has not every letter.
NOT_FOR_NAMES: Final = frozenset({"split over lines"})


def disguise(
    name: str, text: str, start: int, end: int, rng: random.Random
) -> tuple[str, int, int]:
    """Disguise one span of a text.

    Args:
        name: A key of ``DISGUISES``.
        text: Any text.
        start: First character of the span.
        end: One past its last.
        rng: Chooses where a way leaves a choice.

    Returns:
        The text, and where the disguised span stands in it.  A way that cannot be gone for this
        span (a letter that Latin-1 has not) leaves it as it is.
    """
    try:
        written = DISGUISES[name](text[start:end], rng)
    except UnicodeEncodeError:
        written = text[start:end]
    return text[:start] + written + text[end:], start, start + len(written)


def changes(name: str, value: str, rng: random.Random) -> bool:
    """Tell whether a way makes anything else of a value at all."""
    return disguise(name, value, 0, len(value), rng)[0] != value
