"""Passwords, keys and tokens behind a word that says so, in prose, settings and headers.

``Passwort: …``, ``das Kennwort lautet …``, ``pwd=…;``, ``"client_secret": "…"``,
``Authorization: Bearer …``.  What follows must look like a secret: after a colon or an equals
sign it may be short but is no plain word; in a sentence it is longer and mixes letters with
digits or signs.  Long random text counts only here, behind such a word, and not where it is a
GUID, a hash behind ``token``, a record id or a placeholder.
"""

# ruff: noqa: RUF001 - quotation marks of other languages

import math
import re
from collections import Counter
from typing import Final

from douane.detect.identifiers.secrets.placeholder import is_placeholder
from douane.detect.identifiers.systems.record_id import is_record_id
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_PASSWORD_WORDS: Final = (
    "passwor(?:t|d|ts|ds|twort)", "kennwort", "passwd", "passphrase", "passcode", "pwd", "pswd",
    "mot de passe", "mdp", "parola d'ordine", "parola chiave", "contrase(?:\xc3\xb1|\xc3\x91|n)a",
    "clave de acceso", "wachtwoord", "has(?:\xc5\x82|\xc5\x81|l)[oaeu]m?", "zugangscode", "kennung",
    "losungswort",
)  # fmt: skip
_KEY_WORDS: Final = (
    "api[ _-]?key", "apikey", "api[ _-]?token", "api[ _-]?schl(?:\xc3\xbc|u|ue)ssel",
    "cl(?:\xc3\xa9|e) api",
    "chiave api", "clave api", "api[ _-]?sleutel", "klucz api", "secret[ _-]?(?:access[ _-]?)?key",
    "client[ _-]?secret", "consumer[ _-]?secret", "shared[ _-]?secret", "app[ _-]?secret",
    "access[ _-]?token", "auth[ _-]?token", "refresh[ _-]?token", "security[ _-]?token",
    "session[ _-]?(?:id|token)", "bearer[ _-]?token", "private[ _-]?key", "encryption[ _-]?key",
    "account[ _-]?key", "secret", "token", "sharedaccesskey", "accountkey", "credentials?",
    "x-api-key", "webhook[ _-]?secret", "signing[ _-]?(?:key|secret)",
)  # fmt: skip
_QUOTES: Final = "\"'`\u201c\u201e\u00ab\u2018\u201d\u00bb\u2019"
_AHEAD = 600
_LONGEST: Final = 512
_SIGN = re.compile(
    rf"(?:\\?[{_QUOTES}*_]{{0,3}}|\)|\]){{0,2}}[ \t]{{0,3}}(?:\([^)\n\x00]{{0,40}}\))?[ \t]{{0,3}}"
    rf"(?::=|=>|[:=])\s{{0,3}}"
    rf"\\?(?:[{_QUOTES}*]{{0,2}})"
)
_SAID = re.compile(
    r"(?i)[ \t]{1,3}(?:[^\s.;:!?\x00]{1,24}[ \t]{1,2}){0,4}?"
    r"(?:lautet|heißt|ist|war|is|was|est|è|e'|es|era|jest|to|luidt|sei|now|reads)"
    r"(?:[ \t]{1,3}|(?=:))"
    r"(?:nun |jetzt |now |maintenant |ora |ahora |nu |teraz |still )?:?[ \t]{0,2}"
    rf"(?:[{_QUOTES}*]{{0,2}})"
)
_FLAG = re.compile(rf"[ \t]{{1,2}}[{_QUOTES}]?")
_VALUE = re.compile(rf"[^\s{_QUOTES}\x00,;<>|]{{1,{_LONGEST}}}|<[^>\s\x00]{{1,60}}>")
_TRAILING: Final = ".,;:!?)]}*"
_GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_HASH = re.compile(
    r"(?:sha\d+[:-])?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_IDENTIFIER = re.compile(
    r"[({]|(?:[A-Za-z_]\w*+\.)*+[A-Za-z_]\w*+[(\[]|(?:[a-z_]+\.)+|[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+"
)
_SHORTEST, _SHORTEST_SAID, _SHORTEST_KEY = 4, 6, 16
_SHORTEST_BARE, _CLASSES_BARE = 10, 3
_LEAST_BITS = 3.0
_FEWEST_CLASSES = 2
_RUN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_LETTERS_A_RUN = 4


def read_password(text: str, end: int) -> Hit | None:
    """Return the password that follows the word that ends here."""
    sign = _SIGN.match(text, end, end + 80)
    said = None if sign else _SAID.match(text, end, end + 140)
    opening = sign or said or _flag(text, end)
    value = _value(text, opening.end()) if opening else None
    if opening is None or value is None:
        return _bare(text, end)
    if _innocent(value):
        return None
    quoted = opening[0][-1:] in _QUOTES and len(value) >= _SHORTEST
    if not (quoted and said) and not _may_be_password(value, in_prose=said is not None):
        return _bare(text, end) if said else None
    start = opening.end()
    return Hit(start, start + len(value), Kind.SECRET, 0.9, "secret.password")


_GAP = re.compile(r"[ \t]{1,2}")


def _bare(text: str, end: int) -> Hit | None:
    """Return what follows the word at once, ``Passwort dLGNbGbb7xK``, if nobody could say it."""
    gap = _GAP.match(text, end)
    value = _value(text, gap.end()) if gap else None
    if gap is None or value is None or len(value) < _SHORTEST_BARE or _innocent(value):
        return None
    if _classes(value) < _CLASSES_BARE or _is_made_of_words(value) or bits(value) < _LEAST_BITS:
        return None
    if not any(map(str.isdecimal, value)) or "://" in value or "@" in value:
        return None
    return Hit(gap.end(), gap.end() + len(value), Kind.SECRET, 0.9, "secret.password")


def _flag(text: str, end: int) -> re.Match[str] | None:
    """Return the gap behind an option such as ``--password``."""
    return _FLAG.match(text, end) if "--" in text[max(0, end - 12) : end] else None


def _may_be_password(value: str, *, in_prose: bool) -> bool:
    if in_prose:
        return len(value) >= _SHORTEST_SAID and _classes(value) >= _FEWEST_CLASSES
    plain = _PLAIN_WORD.fullmatch(value) and (value.islower() or value.istitle() or value.isupper())
    return len(value) >= _SHORTEST and not plain


def read_key(text: str, end: int) -> Hit | None:
    """Return the key or token that follows the word that ends here."""
    opening = _SIGN.match(text, end, end + 80) or _SAID.match(text, end, end + 140)
    value = _value(text, opening.end()) if opening else None
    if opening is None or value is None or len(value) < _SHORTEST_KEY or _innocent(value):
        return None
    word = text[max(0, end - 24) : end].lower()
    if _HASH.fullmatch(value) and not word.endswith(("key", "secret")):
        return None
    if not any(map(str.isdecimal, value)) or not any(map(str.isalpha, value)):
        return None
    if bits(value) < _LEAST_BITS or "://" in value or _is_made_of_words(value):
        return None
    start = opening.end()
    return Hit(start, start + len(value), Kind.SECRET, 0.9, "secret.key")


_BEARER = re.compile(r"(?i)\s{1,3}([A-Za-z0-9._~+/\-]{16,4096}={0,2})")
_BASIC = re.compile(r"(?i)\s{1,3}([A-Za-z0-9+/]{8,1024}={0,2})(?![A-Za-z0-9+/])")


def read_header(text: str, end: int) -> Hit | None:
    """Return what follows ``Bearer`` or ``Basic``."""
    word = text[end - 6 : end].lower()
    found = (_BEARER if word == "bearer" else _BASIC).match(text, end)
    if found is None:
        return None
    value = found[1]
    if is_placeholder(value) or _HASH.fullmatch(value) or not any(map(str.isdecimal, value)):
        return None
    if word != "bearer" and "uthorization" not in text[max(0, end - 40) : end]:
        return None
    if bits(value) < _LEAST_BITS:
        return None
    return Hit(found.start(1), found.end(1), Kind.SECRET, 1.0, "secret.header")


def bits(value: str) -> float:
    """Return Shannon's entropy of a value, in bits a character."""
    size = len(value)
    return -sum(count / size * math.log2(count / size) for count in Counter(value).values())


def _value(text: str, start: int) -> str | None:
    found = _VALUE.match(text, start, start + _AHEAD)
    if found is None or is_placeholder(found[0]):
        return None
    value = found[0]
    if text[start - 1 : start] not in _QUOTES or text[found.end() : found.end() + 1] not in _QUOTES:
        value = value.rstrip(".,:)]}*?") if not value.endswith(("!", "$")) else value
    return value.rstrip("\\") or None


def _innocent(value: str) -> bool:
    return (
        is_placeholder(value)
        or _GUID.fullmatch(value) is not None
        or is_record_id(value)
        or _DATE.fullmatch(value) is not None
        or _IDENTIFIER.match(value) is not None
    )


def _is_made_of_words(value: str) -> bool:
    """Tell whether letters and digits come in long runs, as in ``Ed25519PrivateKey``."""
    return len(_RUN.findall(value)) < len(value) / _LETTERS_A_RUN


def _classes(value: str) -> int:
    """Return how many sorts of characters a value mixes; a capital at its start is none."""
    return (
        any(map(str.isdecimal, value))
        + any(map(str.islower, value))
        + any(map(str.isupper, value[1:]))
        + any(not letter.isalnum() for letter in value.strip("-'’"))
    )


def _words(words: tuple[str, ...]) -> bytes:
    # Written as bytes in Latin-1 escapes above, since the scan sees UTF-8.
    return rb"(?i)(?:\b|_)(?:" + "|".join(words).encode("latin-1") + rb")\b"


PASSWORD: Final = Trigger("secret.password", (_words(_PASSWORD_WORDS),), read_password)
KEY: Final = Trigger("secret.key", (_words(_KEY_WORDS),), read_key)
HEADER: Final = Trigger(
    "secret.header", (rb"(?i)\b(?:bearer|basic) ",), lambda t, e: read_header(t, e - 1)
)
