"""HTML: what it says, seen or hidden, with the rows of tables as lines and cells behind tabs.

Text that a style hides is read like any other, and so are the words in attributes.  Scripts and
styles are not text; they are counted.
"""

from html.parser import HTMLParser
from typing import Final

from douane.connect.documents.collector import Collector
from douane.connect.documents.plain import decoded

_BLOCKS: Final = frozenset(
    ("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
     "section", "table", "title", "tr", "ul", "option", "caption", "body", "head")
)  # fmt: skip
_CELLS: Final = frozenset(("td", "th"))
_SILENT: Final = frozenset(("script", "style"))
_SAYING: Final = ("alt", "title", "placeholder", "value", "content", "aria-label", "summary")
_DECLARED: Final = 2_048


class _Page(HTMLParser):
    """Collects the text of a page."""

    def __init__(self, collector: Collector, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._collector = collector
        self._where = where
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
            self._collector.skip(tag, self._where)
        elif tag in _CELLS:
            self.said.append("\t")
        elif tag in _BLOCKS:
            self.said.append("\n")
        elif tag == "img":
            self._collector.skip("image", self._where)
        for name, value in attrs:
            if value and name in _SAYING:
                self.said.append(f" {value} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)

    def handle_comment(self, data: str) -> None:
        self.said.append(f"\n{data}\n")


def read(data: bytes, collector: Collector) -> None:
    """Read a page."""
    collector.add("text", text_of(_characters(data), collector, "text"))


def text_of(page: str, collector: Collector, where: str) -> str:
    """Return the text of a page."""
    parser = _Page(collector, where)
    parser.feed(page)
    parser.close()
    lines = "".join(parser.said).split("\n")
    kept: list[str] = []
    for line in lines:
        stripped = line.strip(" \r\f\v\t")
        if stripped.strip() or (kept and kept[-1]):
            kept.append(stripped if stripped.strip() else "")
    return "\n".join(kept)


def _characters(data: bytes) -> str:
    head = data[:_DECLARED].lower()
    at = head.find(b"charset=")
    declared = ""
    if at >= 0:
        declared = head[at + 8 : at + 40].strip(b"\"' ").split(b'"')[0].split(b">")[0].decode("ascii", "replace")  # fmt: skip  # noqa: E501
        declared = declared.split(";")[0].strip(" '/")
    return decoded(data, declared)
