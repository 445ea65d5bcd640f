"""Take every address out of an answer that streams by, and every mark that could make one.

A page that shows an answer may fetch what it names (images), offer it to be clicked (links) or
run it (``javascript:``), and whatever stands in the address leaves with that.  It does not
matter what the model meant, so nothing is parsed as Markdown or HTML: renderers differ, and
attackers know the differences.  Instead, left to right:

1. Addresses: whatever follows a scheme, ``//host``, ``www.`` or a host with a path, up to the
   next blank, is replaced by ``[link removed]``, unless it is, letter for letter, an address that
   policy allows.
2. A bare host (``bank.example.com``) gets its full stops bracketed, as threat reports do.
3. Marks: a blank goes behind a ``<`` that could open a tag (HTML Living Standard §13.2.5.6), behind
   a ``]`` that could belong to a link, an image, a reference or a footnote (CommonMark §4.7, §6.3,
   §6.4), and behind an ``&`` that could spell any of these in another way.  Code stays code: such
   a blank changes the meaning of no common language.

What is held back is only what the next characters could turn into one of these, so most text
leaves at once.  How the answer is cut into chunks changes nothing (tested).
"""

import re
from typing import Final

from douane.model.answer_rules import LONGEST_LINK as LONGEST
from douane.shield.guard.domains import DOTS, LETTER, LONGEST_REST, REST_OF_HOST

REMOVED: Final = "[link removed]"
HELD_AT_MOST: Final = 256

# Schemes that mean something without //; any scheme counts with it.
_SCHEMES: Final = (
    "https", "http", "ftps", "ftp", "wss", "ws", "data", "javascript", "vbscript", "livescript",
    "mailto", "tel", "sms", "smsto", "mms", "callto", "facetime", "file", "filesystem", "blob",
    "about", "view-source", "magnet", "skype", "sips", "sip", "xmpp", "im", "intent", "market",
    "itms", "slack", "msteams", "ms-word", "ms-excel", "ms-powerpoint", "ms-officecmd",
    "ms-settings", "ms-msdt", "search-ms", "tg", "whatsapp", "geo", "webcal", "cid", "mid",
    "ldaps", "ldap", "jar", "urn", "git", "ssh", "sftp", "smb", "gopher", "feed", "chrome",
    "moz-icon", "res", "shell", "wyciwyg",
)  # fmt: skip
_HARMLESS_ENTITIES: Final = (
    "amp|nbsp|quot|apos|euro|copy|reg|trade|sect|para|deg|plusmn|times|divide|hellip|mdash|ndash|"
    "lsquo|rsquo|ldquo|rdquo|laquo|raquo|bull|middot|pound|yen|cent|"
    "[aeiouyAEIOUYncsNCS](?:uml|acute|grave|circ|tilde|cedil|ring|slash|caron)|szlig|aelig|oelig"
)
_SCHEME: Final = "|".join(sorted(_SCHEMES, key=len, reverse=True))
_FIND: Final = re.compile(
    rf"""
      (?P<address>
        (?<![A-Za-z0-9]) (?:{_SCHEME}) : (?=[^\s"'<>`|]) [\\/]*   # https:…, javascript:…
      | (?<=[A-Za-z0-9+\-.]) : (?:\\?/){{2}}                      # any other scheme
      | (?<![\w:/\\]) (?:\\?/){{2}}                               # //host
        (?= (?:\[|{LETTER}) (?:{LETTER}|[{DOTS}]){{0,{LONGEST_REST}}} [{DOTS}:\]] )
      | (?<![\w{DOTS}]) www\d{{0,3}} [{DOTS}] (?=\w)
      | (?<={LETTER}) [{DOTS}] {REST_OF_HOST} (?: (?=[/?\#\\]) | (?=:\d) )
      )
    | (?P<host> (?<={LETTER}) [{DOTS}] (?={REST_OF_HOST}) )
    | (?P<tag> < (?=[A-Za-z/!?]) )
    | (?P<bracket> \] (?=[(\[:]) )
    | (?P<entity>
        & (?= \# | (?:lt|gt)\b | (?!(?:{_HARMLESS_ENTITIES});) [A-Za-z][A-Za-z0-9]{{1,30}}; )
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PREFIXES: Final = "|".join(
    sorted(
        {word[:length] for word in (*_SCHEMES, "www") for length in range(1, len(word) + 1)},
        key=len,
        reverse=True,
    )
)
_OPEN: Final = re.compile(
    rf"""(?:
      (?<![A-Za-z0-9]) (?:{_PREFIXES}) (?: : [\\/]* | \d{{1,3}} [{DOTS}]? | (?<=www) [{DOTS}] )?
    | : [\\/]{{0,4}}
    | \\? (?:/\\?){{1,2}} [\[]? (?:{LETTER}|[{DOTS}]){{0,{LONGEST_REST}}}
    | [{DOTS}] (?:{LETTER}|[{DOTS}]){{0,{LONGEST_REST}}} :?
    | < | \] | \\
    | & \#? [A-Za-z0-9]{{0,31}}
    )\Z""",
    re.VERBOSE | re.IGNORECASE,
)
# A backslash belongs to an address only as a way to write a slash.
_ADDRESS_ENDS: Final = re.compile(r"""[\s"<>`|^{}]|\\(?![/\\]|\Z)""")
_TRAILING: Final = re.compile(r"[.,;:!?)\]'*_~]{0,4}\Z")
# Where a mail is sent is no channel by itself: it must be written and sent by hand.
_IN_MAIL_ADDRESS: Final = re.compile(rf"[\w.+\-]@[\w\-{DOTS}]*\Z")
_BEFORE: Final = 64


class Links:
    """Removes the links of one answer; it owns what is held back.

    Attributes:
        removed: How many addresses were removed so far.
    """

    __slots__ = ("_address", "_allowed", "_before", "_held", "_tail", "removed")

    def __init__(self, allowed: frozenset[str] = frozenset()) -> None:
        """Take the addresses that may stand, from ``allowed_at``."""
        self._allowed = allowed
        self._before = ""
        self._held = ""
        self._address: str | None = None
        self._tail = ""
        self.removed = 0

    def feed(self, chunk: str, *, last: bool = False) -> str:
        """Return what can be given out now.

        Args:
            chunk: The next part of the answer, of any length.
            last: True when nothing follows: what was held back is given out, too.
        """
        text = self._held + chunk
        self._held = ""
        pieces: list[str] = []
        position = 0
        while True:
            if self._address is not None:
                position = self._pass_address(text, position, pieces, last=last)
                if self._address is not None:
                    return "".join(pieces)
            position = self._pass_text(text, position, pieces, last=last)
            if self._address is None:
                return "".join(pieces)

    def _pass_text(self, text: str, position: int, pieces: list[str], *, last: bool) -> int:
        """Give out text up to the next address, the end, or what must be held back."""
        seen = self._before + text[position:]
        shift = len(self._before)
        end = len(seen) if last else _held_from(seen, shift)
        done = shift
        for match in _FIND.finditer(seen, shift):
            start = match.start()
            if start >= end:
                break
            if match.lastgroup == "address":
                pieces.append(seen[done:start])
                self._address = match[0] if len(match[0]) <= LONGEST else ""
                self._tail = match[0][-4:]
                self._before = ""
                return position + match.end() - shift
            if match.lastgroup == "host":
                if _IN_MAIL_ADDRESS.search(seen, max(0, start - _BEFORE), start):
                    continue
                pieces += (seen[done:start], "[", match[0], "]")
            else:
                pieces += (seen[done:start], match[0], " ")
            done = match.end()
        pieces.append(seen[done:end])
        self._before = seen[max(0, end - _BEFORE) : end]
        self._held = seen[end:]
        return len(text)

    def _pass_address(self, text: str, position: int, pieces: list[str], *, last: bool) -> int:
        """Drop an address up to its end, and say so there."""
        end = _ADDRESS_ENDS.search(text, position)
        stop = len(text) if end is None else end.start()
        if end is None and not last and text.endswith("\\"):
            self._held = "\\"
            stop -= 1
        self._collect(text[position:stop])
        if end is None and not last:
            return len(text)
        address, self._address = self._address or "", None
        trailing = _TRAILING.search(self._tail)
        punctuation = trailing[0] if trailing else ""
        if address and address.removesuffix(punctuation) in self._allowed:
            pieces.append(address)
        else:
            self.removed += 1
            pieces += (REMOVED, punctuation)
        self._before = punctuation[-1:] or "]"
        return stop

    def _collect(self, more: str) -> None:
        if self._address:
            whole = self._address + more
            self._address = whole if len(whole) <= LONGEST + 4 else ""
        self._tail = (self._tail + more)[-4:]


def _held_from(seen: str, start: int) -> int:
    """Return where the part begins that the next characters could turn into something."""
    if seen[-1:].isspace():
        return len(seen)
    match = _OPEN.search(seen, max(start, len(seen) - HELD_AT_MOST))
    return len(seen) if match is None else match.start()
