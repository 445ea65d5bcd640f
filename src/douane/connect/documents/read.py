"""Read a document of a known kind, and whatever is attached to it as deep as the limits allow.

What a library raises on a damaged document is not told: it could quote it.
"""

from typing import Final

from douane.connect.documents.collector import Collector, UnreadableError
from douane.connect.documents.kinds import OLE, ZIP, DocumentKind, begins_as
from douane.connect.documents.limits import DocumentLimits
from douane.connect.documents.text import Document

_OFFICE: Final = (
    (b"word/document", DocumentKind.DOCX),
    (b"xl/workbook", DocumentKind.XLSX),
    (b"ppt/presentation", DocumentKind.PPTX),
)
_PDF_HEAD: Final = 1024
_PRINTABLE: Final = 0.9
_LOOKED_AT: Final = 4_096


def read_document(data: bytes, kind: DocumentKind, limits: DocumentLimits) -> Document:
    """Return the text of a document.

    Raises:
        UnreadableError: It cannot or must not be read; the code says why.
    """
    if not data:
        raise UnreadableError("the document is empty")
    if data.startswith(OLE) and kind in {DocumentKind.DOCX, DocumentKind.XLSX, DocumentKind.PPTX}:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(
                "the document is encrypted; send it without a password", code="document_encrypted"
            )
        raise UnreadableError(
            "the format before 2007 is not read; save it anew", code="document_type"
        )
    if not begins_as(data, kind):
        raise UnreadableError("the document is not what its media type says", code="document_type")
    collector = Collector(limits)
    try:
        _read(data, kind, collector)
    except UnreadableError:
        raise
    except (MemoryError, RecursionError):
        raise UnreadableError(
            "the document needs more memory than it may have", code="document_too_large"
        ) from None
    except Exception:  # noqa: BLE001 - the libraries raise anything on damaged input
        raise UnreadableError("the document is damaged; save it anew and send that") from None
    return collector.document()


def _read(data: bytes, kind: DocumentKind, collector: Collector) -> None:
    # Each kind brings its library; a document needs one of them, and they take long to load.
    match kind:
        case DocumentKind.PDF:
            from douane.connect.documents import pdf  # noqa: PLC0415

            pdf.read(data, collector, _child)
        case DocumentKind.DOCX | DocumentKind.PPTX:
            from douane.connect.documents import office  # noqa: PLC0415

            office.read(data, collector, _child, "word" if kind is DocumentKind.DOCX else "ppt")
        case DocumentKind.XLSX:
            from douane.connect.documents import workbook  # noqa: PLC0415

            workbook.read(data, collector, _child)
        case DocumentKind.EML:
            from douane.connect.documents import mail  # noqa: PLC0415

            mail.read(data, collector, _child)
        case DocumentKind.MSG:
            from douane.connect.documents import outlook  # noqa: PLC0415

            outlook.read(data, collector, _child)
        case DocumentKind.HTML:
            from douane.connect.documents import web_page  # noqa: PLC0415

            web_page.read(data, collector)
        case DocumentKind.TEXT:
            from douane.connect.documents import plain  # noqa: PLC0415

            plain.read(data, collector)


def _child(data: bytes, collector: Collector, name: str) -> None:
    """Read something that a document holds; what cannot be read is listed, not fatal."""
    kind = _kind_of(data)
    if kind is None:
        collector.skip("attachment of another kind", name)
        return
    if not collector.enter(name):
        collector.skip("attachment nested too deep", name)
        return
    try:
        _read(data, kind, collector)
    except UnreadableError as error:
        if error.code == "document_too_large":
            raise
        collector.skip("attachment that cannot be read", "")
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - the libraries raise anything on damaged input
        collector.skip("attachment that cannot be read", "")
    finally:
        collector.leave()


def _kind_of(data: bytes) -> DocumentKind | None:
    if b"%PDF-" in data[:_PDF_HEAD]:
        return DocumentKind.PDF
    if data.startswith(ZIP):
        return next((kind for mark, kind in _OFFICE if mark in data), None)
    if data.startswith(OLE):
        return DocumentKind.MSG if "__substg1.0_".encode("utf-16-le") in data else None
    head = data[:_LOOKED_AT]
    if b"\x00" in head:
        return None
    if head.lstrip()[:1] == b"<" and b"<html" in head.lower():
        return DocumentKind.HTML
    printable = sum(byte >= 32 or byte in b"\t\n\r\f" for byte in head)  # noqa: PLR2004 - space
    return DocumentKind.TEXT if printable >= _PRINTABLE * len(head) else None
