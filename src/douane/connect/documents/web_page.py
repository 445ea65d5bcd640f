"""HTML: what it says, seen or hidden, with the rows of tables as lines and cells behind tabs.

Text that a style hides is read like any other, and so are the words in attributes.  Scripts and
styles are not text; they are counted.
"""

import re
from html import unescape
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
_DOCTYPE: Final = "!doctype html"


_MARKUP: Final = re.compile(r"<(?=[a-zA-Z!?/])")
_NAME: Final = re.compile(r"[a-zA-Z][^\s/>]*+")
# Each quote fails at most once to find its end: behind it there is none of its kind.
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)))?+"""
)
_TAG_END: Final = re.compile(r"[\s/=]*+(>|\Z)")
_CLOSED: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in _SILENT
}


class _Page:
    """Collects the text of a page, in one walk that never goes back.

    What is not closed goes on to the end of the page, as in browsers (HTML 13.2.5), and is read
    as text.  ``html.parser`` looks for the end of each tag anew, which hostile pages make
    quadratic.
    """

    def __init__(self, collector: Collector, where: str) -> None:
        self.said: list[str] = []
        self._collector = collector
        self._where = where

    def read(self, page: str) -> None:
        """Walk from one piece of markup to the next."""
        at = 0
        while (found := _MARKUP.search(page, at)) is not None:
            start = found.start()
            self.said.append(unescape(page[at:start]))
            if page.startswith("<!--", start):
                at = self._until(page, start + 2, "-->")
            elif page[start + 1] in "!?":
                at = self._until(page, start + 1, ">")
            elif page[start + 1] == "/":
                at = self._end_tag(page, start)
            else:
                at = self._start_tag(page, start)
        self.said.append(unescape(page[at:]))

    def _until(self, page: str, start: int, mark: str) -> int:
        """Read a comment or a declaration, but for the type of the document."""
        end = page.find(mark, start)
        end = len(page) if end < 0 else end
        if page[start : start + len(_DOCTYPE)].lower() != _DOCTYPE:
            self.said.append(f"\n{page[start:end].strip('!?-')}\n")
        return end + len(mark)

    def _end_tag(self, page: str, start: int) -> int:
        end = page.find(">", start)
        name = _NAME.match(page, start + 2)
        if end < 0 or name is None:
            return self._until(page, start + 2, ">")
        if name[0].lower() in _BLOCKS:
            self.said.append("\n")
        return end + 1

    def _start_tag(self, page: str, start: int) -> int:
        name = _NAME.match(page, start + 1)
        if name is None:
            return self._until(page, start + 1, ">")
        tag, at = name[0].lower(), name.end()
        said = []
        while (end := _TAG_END.match(page, at)) is None:
            attribute = _ATTRIBUTE.match(page, at)
            if attribute is None:
                break
            at = attribute.end()
            value = attribute[2] or attribute[3] or attribute[4]
            if value and attribute[1].lower() in _SAYING:
                said.append(f" {unescape(value)} ")
        if end is None or not end[1]:
            self.said.append(f"\n{unescape(page[start:])}\n")
            return len(page)
        self._open(tag, said)
        at = end.end()
        if tag in _SILENT and page[at - 2] != "/":
            closed = _CLOSED[tag].search(page, at)
            return len(page) if closed is None else closed.end()
        return at

    def _open(self, tag: str, said: list[str]) -> None:
        if tag in _SILENT:
            self._collector.skip(tag, self._where)
        elif tag in _CELLS:
            self.said.append("\t")
        elif tag in _BLOCKS:
            self.said.append("\n")
        elif tag == "img":
            self._collector.skip("image", self._where)
        self.said += said


def read(data: bytes, collector: Collector) -> None:
    """Read a page."""
    collector.add("text", text_of(_characters(data), collector, "text"))


def text_of(page: str, collector: Collector, where: str) -> str:
    """Return the text of a page."""
    reading = _Page(collector, where)
    reading.read(page)
    lines = "".join(reading.said).split("\n")
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
