"""Text out of the XML of office documents: paragraphs as lines, cells of a row behind tabs.

The XML is parsed by defusedxml, which refuses entities and external references.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element  # the type only; defusedxml parses

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from douane.connect.documents.collector import UnreadableError

# Local names; WordprocessingML and DrawingML agree on nearly all of them.
_TEXT: Final = frozenset(("t", "delText", "text", "v"))
_ROW, _CELL, _PARAGRAPH = "tr", "tc", "p"
_BREAKS: Final = {"tab": "\t", "br": "\n", "cr": "\n"}
_FALLBACK, _CHOICE = "Fallback", "AlternateContent"


def parsed(data: bytes) -> Element:
    """Parse a part.

    Raises:
        UnreadableError: It is no XML, or defines entities.
    """
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise UnreadableError("the document defines XML entities, which none needs") from None
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableError("the document is damaged: a part of it is no XML") from None
    return root


def lines(root: Element) -> str:
    """Return paragraphs and rows, one a line."""
    return "\n".join(line for line in _blocks(root) if line.strip())


def words(root: Element) -> str:
    """Return every text of a part, one a line, whatever its element."""
    return "\n".join(text.strip() for text in root.itertext() if text.strip())


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    name: object = element.tag  # of a comment or an instruction it is a function
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _blocks(element: Element) -> Iterator[str]:
    name = local(element)
    if name == _ROW:
        yield "\t".join(" ".join(_blocks(cell)).strip() for cell in element if local(cell) == _CELL)
    elif name == _PARAGRAPH:
        said: list[str] = []
        inner: list[Element] = []
        _runs(element, said, inner)
        yield "".join(said)
        for each in inner:
            yield from _blocks(each)
    else:
        for child in element:
            if not (name == _CHOICE and local(child) == _FALLBACK):
                yield from _blocks(child)


def _runs(element: Element, said: list[str], inner: list[Element]) -> None:
    """Add the text of a paragraph; paragraphs within it, of a text box, are left for later."""
    for child in element:
        name = local(child)
        if name in _TEXT:
            said.append(child.text or "")
        elif name in _BREAKS:
            said.append(_BREAKS[name])
        elif name in {_PARAGRAPH, "tbl"}:
            inner.append(child)
        elif name != _FALLBACK:
            _runs(child, said, inner)
