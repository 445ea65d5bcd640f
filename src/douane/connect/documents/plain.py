"""Plain text, CSV and Markdown: bytes to characters, and nothing else."""

import codecs
from typing import Final

from douane.connect.documents.collector import Collector, UnreadableError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(data: bytes, collector: Collector) -> None:
    """Read a text.

    Raises:
        UnreadableError: It is no text.
    """
    collector.add("text", decoded(data))


def decoded(data: bytes, declared: str = "") -> str:
    """Return characters: as its first bytes say, as declared, as UTF-8, or as Windows' Latin.

    Raises:
        UnreadableError: It is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data:
        raise UnreadableError("the document is no text; send its own media type")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(declared or "cp1252")
    except (UnicodeDecodeError, LookupError):
        return data.decode("latin-1")
