"""Texts of one megabyte that are meant to take long: each repeats what some reader stumbles on."""

from collections.abc import Mapping
from typing import Final

SIZE: Final = 1_000_000
_UNITS: Final[Mapping[str, str]] = {
    "opening brackets": "[",
    "opening braces": '{"a":',
    "digits": "0123456789",
    "zeros": "0",
    "digits and blanks": "1 2 3 4 ",
    "@": "@",
    "a@": "a@",
    "a.b@c.": "a.b@c.",
    "base64": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo",
    "hexadecimal": "deadbeef0123",
    "combining marks": "a\u0301\u0302\u0303",
    "zero-width": "a\u200b",
    "full-width": "\uff11\uff12\uff13\uff14",
    "letters": "a",
    "capitalised words": "Anna Maria Sofia ",
    "commas": ",",
    "semicolons and line ends": ";\n",
    "%25": "%25",
    "backslashes": "\\",
    "backslash u": "\\u0041",
    "&#": "&#65;",
    "= signs": "=20",
    "plus signs": "+49 ",
    "line ends": "\n",
    "pipes": "| a | b |\n",
    "label lines": "Name: value\n",
    "formula": "0.5*x + ",
    "parentheses": "(",
    "if": "if a > 1 then ",
    "quotes": '"',
    "IBAN prefixes": "DE89 3704 ",
    "colons": "::",
    "emoji": "\U0001f600",
    "surrogates": "\ud800",
    "NUL": "\x00",
    "street": "Hauptstraße 1, ",
    "legal forms": "GmbH & Co. KG ",
    "percents": "1,5 % ",
    "ISIN rows": "DE0007164600 100 12.50 5 %\n",
    "BEGIN": "-----BEGIN ",
    "password": "password: ",
}


def texts() -> Mapping[str, str]:
    """Return each text by what it repeats."""
    return {name: (unit * (SIZE // len(unit) + 1))[:SIZE] for name, unit in _UNITS.items()}
