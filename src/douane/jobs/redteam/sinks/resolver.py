"""Without a browser: every address that one would fetch, follow or run in a document.

It is the poorer judge, since it runs no script: the text of scripts and handlers counts as an
address itself.  Reports say which of the two judged.
"""

import re
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

ADDRESSES: Final = frozenset(
    "src href xlink:href data poster action formaction ping background cite longdesc manifest "
    "srcset imagesrcset".split(" ")
)
_CSS: Final = re.compile(
    r"""url\(\s*["']?([^"')]*+)|(?:@import|image-set\()\s*+["']([^"']*+)""", re.IGNORECASE
)
_CSS_ESCAPE: Final = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
_REFRESH: Final = re.compile(r"url\s*+=\s*+[\"']?([^\"']*+)", re.IGNORECASE)
_DEEPEST: Final = 3
_HERE: Final = "http://pages.example.org/"


def addresses(document: str, depth: int = _DEEPEST) -> list[str]:
    """Return the addresses of an HTML document, resolved, in its order."""
    reader = _Reader(depth)
    reader.feed(document)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, depth: int) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._depth = depth
        self._base = _HERE
        self._form = _HERE
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes of an element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and "href" in given:
            self._base = _joined(self._base, given["href"])
        if tag == "form":
            self._form = _joined(self._base, given.get("action", ""))
        if tag in {"style", "script"}:
            self._within = tag
        for name, value in given.items():
            self._attribute(tag, name, value)
        if tag == "input" and given.get("value"):
            self.found.append(f"{self._form}?{given['value']}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.endswith("srcset"):
            parts = value.split(",")
            self.found += [_joined(self._base, part.split()[0]) for part in parts if part.split()]
        elif name in ADDRESSES:
            self.found.append(_joined(self._base, value))
        elif name == "style":
            self._style(value)
        elif name == "srcdoc" and self._depth:
            self.found += addresses(value, self._depth - 1)
        elif name.startswith("on"):
            self.found.append(f"script:{value}")
        elif name == "title" and tag == "p" and self._depth and "<" in value:
            self.found += addresses(value, self._depth - 1)  # markup that a broken parser lets out
        elif tag == "meta" and name == "content":
            self.found += [_joined(self._base, each) for each in _REFRESH.findall(value)]

    def handle_endtag(self, tag: str) -> None:
        """Leave a style or script."""
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        """Read styles and scripts; other text is shown, not fetched."""
        if self._within == "style":
            self._style(data)
        elif self._within == "script":
            self.found.append(f"script:{data}")

    def handle_comment(self, data: str) -> None:
        """Read what HTML5 takes out of a comment that ends early."""
        if data.startswith((">", "->")) and self._depth:
            self.found += addresses(data, self._depth - 1)

    def unknown_decl(self, data: str) -> None:
        """Read what stands in a section that HTML does not have: it ends at the first bracket."""
        if self._depth:
            self.found += addresses(data.partition(">")[2], self._depth - 1)

    def _style(self, text: str) -> None:
        plain = _CSS_ESCAPE.sub(lambda match: chr(min(0x10FFFF, int(match[1], 16))), text)
        self.found += [_joined(self._base, one or two) for one, two in _CSS.findall(plain)]


def _joined(base: str, address: str) -> str:
    plain = "".join(char for char in address if char not in "\t\r\n").strip().replace("\\", "/")
    try:
        return urljoin(base, plain)
    except ValueError:
        return plain
