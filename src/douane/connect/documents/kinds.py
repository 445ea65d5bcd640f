"""Which kind of document it is: what its sender says, and what its first bytes say."""

from enum import StrEnum
from typing import Final

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


class DocumentKind(StrEnum):
    """A kind of document that is read."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    EML = "eml"
    MSG = "msg"
    HTML = "html"
    TEXT = "text"


MEDIA: Final = {
    "application/pdf": DocumentKind.PDF,
    f"{_OFFICE}wordprocessingml.document": DocumentKind.DOCX,
    "application/vnd.ms-word.document.macroenabled.12": DocumentKind.DOCX,
    f"{_OFFICE}spreadsheetml.sheet": DocumentKind.XLSX,
    "application/vnd.ms-excel.sheet.macroenabled.12": DocumentKind.XLSX,
    f"{_OFFICE}presentationml.presentation": DocumentKind.PPTX,
    "message/rfc822": DocumentKind.EML,
    "application/vnd.ms-outlook": DocumentKind.MSG,
    "text/html": DocumentKind.HTML,
    "application/xhtml+xml": DocumentKind.HTML,
    "text/plain": DocumentKind.TEXT,
    "text/csv": DocumentKind.TEXT,
    "text/tab-separated-values": DocumentKind.TEXT,
    "text/markdown": DocumentKind.TEXT,
}
"""By media type, lower case and without parameters."""

SUFFIXES: Final = {
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".docm": "application/vnd.ms-word.document.macroenabled.12",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    ".eml": "message/rfc822",
    ".msg": "application/vnd.ms-outlook",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
"""Media type by the ending of a file's name."""

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF: Final = b"%PDF-"
_HEAD: Final = 1024
_FIRST: Final = {
    DocumentKind.DOCX: ZIP,
    DocumentKind.XLSX: ZIP,
    DocumentKind.PPTX: ZIP,
    DocumentKind.MSG: OLE,
}


def begins_as(data: bytes, kind: DocumentKind) -> bool:
    """Say whether the first bytes of a document are those of its kind."""
    if kind is DocumentKind.PDF:
        return _PDF in data[:_HEAD]
    first = _FIRST.get(kind)
    if first is not None:
        return data.startswith(first)
    return not data.startswith((ZIP, OLE, _PDF))
