"""DOCX and PPTX: every part that holds text, and a count of what does not.

The parts of such a package are few kinds of XML.  Read are bodies, headers, footers, notes,
comments, text boxes, deleted text that is still there, properties, diagrams; hidden slides and
hidden text like any other.  A package within it is read as a document of its own.
"""

import re
import zipfile
from collections.abc import Callable
from typing import Final

from douane.connect.documents.archive import CONTENT_TYPES, checked
from douane.connect.documents.collector import Collector, UnreadableError
from douane.connect.documents.markup import lines, parsed, words

Child = Callable[[bytes, Collector, str], None]

_BODIES: Final = (
    ("body", re.compile(r"word/document\d*\.xml")),
    ("slide", re.compile(r"ppt/slides/slide\d+\.xml")),
    ("notes", re.compile(r"ppt/notesSlides/notesSlide\d+\.xml|word/(?:foot|end)notes\d*\.xml")),
    ("header or footer", re.compile(r"word/(?:header|footer)\d+\.xml")),
    ("comments", re.compile(r"(?:word|ppt)/(?:comments/)?[A-Za-z_-]*[cC]omment[\w-]*\.xml")),
    ("master", re.compile(r"ppt/slide(?:Masters|Layouts)/\w+\.xml")),
    ("glossary", re.compile(r"word/glossary/document\.xml")),
    ("diagram", re.compile(r"(?:word|ppt|xl)/diagrams/data\d+\.xml")),
)
_LOOSE: Final = re.compile(
    r"docProps/\w+\.xml|customXml/item\d+\.xml|(?:word|ppt|xl)/charts/chart\w*\.xml"
)
_SILENT: Final = re.compile(r".*(?:\.rels|styles|theme|fontTable|settings|numbering|Props\d*)\b.*")
_WHAT: Final = (
    (re.compile(r".*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)"), "image"),
    (re.compile(r".*vbaProject\.bin|.*activeX.*|.*vbaData\.xml"), "macro"),
    (re.compile(r".*\.(?:mp3|mp4|wav|avi|mov|m4a)"), "recording"),
    (re.compile(r".*embeddings/.*"), "embedded object"),
)
_PACKAGE: Final = re.compile(r".*embeddings/.*\.(?:docx|xlsx|pptx)")
_NUMBER: Final = re.compile(r"(\d+)\.xml\Z")


def read(data: bytes, collector: Collector, child: Child, main: str) -> None:
    """Read a package.

    Args:
        data: The archive.
        collector: Takes what is found.
        child: Reads packages within it.
        main: Folder of its main part: ``word`` or ``ppt``.

    Raises:
        UnreadableError: It is damaged, encrypted, too large, or of another kind.
    """
    with checked(data, collector) as archive:
        names = sorted(archive.namelist(), key=_order)
        if CONTENT_TYPES not in names or not any(name.startswith(f"{main}/") for name in names):
            raise UnreadableError(
                "the document is not what its media type says", code="document_type"
            )
        for title, pattern in _BODIES:
            found = [name for name in names if pattern.fullmatch(name)]
            for number, name in enumerate(found, 1):
                collector.add(f"{title} {number}", lines(parsed(archive.read(name))))
        rest(archive, names, collector, child)


def rest(archive: zipfile.ZipFile, names: list[str], collector: Collector, child: Child) -> None:
    """Read properties, charts and inner packages; count what is not read."""
    for name in names:
        if _LOOSE.fullmatch(name):
            collector.add("properties and charts", words(parsed(archive.read(name))))
        elif _PACKAGE.fullmatch(name):
            child(archive.read(name), collector, "embedded document")
        elif not _SILENT.fullmatch(name):
            for pattern, what in _WHAT:
                if pattern.fullmatch(name.casefold()) or pattern.fullmatch(name):
                    collector.skip(what)
                    break


def _order(name: str) -> tuple[int, str]:
    number = _NUMBER.search(name)
    return int(number[1]) if number else 0, name
