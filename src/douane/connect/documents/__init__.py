"""Documents: text out of PDF, DOCX, XLSX, PPTX, EML, MSG, HTML, CSV and plain text.

``Reader`` gives a document's bytes to a worker process of its own and takes text back.  Only
that process parses: it writes no file, its memory and time are bounded by the system, and when
it crashes nothing is left of the document.  Everything but ``reader`` runs inside it.
"""

from douane.connect.documents.limits import DocumentLimits
from douane.connect.documents.reader import Reader
from douane.connect.documents.text import Document, Passage, Unread

__all__ = ["Document", "DocumentLimits", "Passage", "Reader", "Unread"]
