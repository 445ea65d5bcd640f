"""Fuzz target: a document is read, or refused with a stable code; nothing else happens."""

from douane.connect.documents.collector import UnreadableError
from douane.connect.documents.kinds import DocumentKind
from douane.connect.documents.limits import DocumentLimits
from douane.connect.documents.read import read_document
from tests.simulators import documents as made

LIMITS = DocumentLimits(inflated_bytes=1 << 20, objects=1_000, passages=100)
XML = b'<d xmlns="w"><p><r><t>%s</t></r></p></d>'
CODES = {
    "document_encrypted", "document_timeout", "document_too_large", "document_type",
    "document_unreadable",
}  # fmt: skip


def target(data: bytes) -> None:
    kinds = list(DocumentKind)
    kind = kinds[data[0] % len(kinds)] if data else DocumentKind.TEXT
    for document in (data[1:], _wrapped(kind, data[1:])):
        try:
            read = read_document(document, kind, LIMITS)
        except UnreadableError as error:
            if error.code not in CODES:
                raise AssertionError(error.code) from None
        else:
            for passage in read.passages:
                passage.text.encode()


def _wrapped(kind: DocumentKind, data: bytes) -> bytes:
    """Put bytes where the reader of their kind looks at them."""
    match kind:
        case DocumentKind.PDF:
            return made.pdf(["x"], [data], b"/Info 100 0 R")
        case DocumentKind.DOCX:
            return made.archive({"[Content_Types].xml": "<T/>", "word/document.xml": XML % data})
        case DocumentKind.PPTX:
            return made.archive({"[Content_Types].xml": "<T/>", "ppt/slides/slide1.xml": data})
        case DocumentKind.XLSX:
            return b"PK\x03\x04" + data
        case DocumentKind.MSG:
            return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data
        case _:
            return b"Subject: x\n\n" + data
