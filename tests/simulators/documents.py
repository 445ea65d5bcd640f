"""Small documents of each kind, made by libraries that do not read them, or by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

import docx
import openpyxl
from openpyxl.comments import Comment

from douane.connect.documents import Document, DocumentLimits, Reader
from douane.connect.documents.collector import UnreadableError
from douane.connect.documents.kinds import DocumentKind
from douane.connect.documents.read import read_document
from douane.model.errors import RequestError


class ReaderInPlace(Reader):
    """Reads documents without a process for each: for tests that read thousands."""

    async def read(self, data: bytes, kind: DocumentKind) -> Document:
        """Return the text of a document."""
        try:
            return read_document(data, kind, DocumentLimits())
        except UnreadableError as error:
            raise RequestError(str(error), code=error.code) from None


PDF: Final = "application/pdf"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
DOCX: Final = f"{_OFFICE}wordprocessingml.document"
XLSX: Final = f"{_OFFICE}spreadsheetml.sheet"
PPTX: Final = f"{_OFFICE}presentationml.presentation"
MSG: Final = "application/vnd.ms-outlook"
EML: Final = "message/rfc822"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
CSV: Final = "text/csv"


def pdf(pages: Sequence[str], extra: Sequence[bytes] = (), trailer: bytes = b"") -> bytes:
    """Return a PDF with these pages, a line a line; ``extra`` are objects from number 100 on."""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    kids = []
    for at, page in enumerate(pages):
        number = 10 + 2 * at
        kids.append(b"%d 0 R" % number)
        shown = b" ".join(
            b"(%s) Tj T*" % line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
            .replace(b")", b"\\)")
            for line in page.split("\n")
        )  # fmt: skip
        stream = b"BT /F1 11 Tf 14 TL 50 750 Td %s ET" % shown
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (number + 1)
        )
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects |= dict(enumerate(extra, 100))
    return pdf_of(objects, trailer)


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects."""
    body = io.BytesIO()
    body.write(b"%PDF-1.7\n")
    offsets = {}
    for number, content in sorted(objects.items()):
        offsets[number] = body.tell()
        body.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    at = body.tell()
    last = max(objects)
    body.write(b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1))
    for number in range(1, last + 1):
        if number in offsets:
            body.write(b"%010d 00000 n \n" % offsets[number])
        else:
            body.write(b"0000000000 65535 f \n")
    body.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (last + 1, trailer))
    body.write(b"startxref\n%d\n%%%%EOF\n" % at)
    return body.getvalue()


def word(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = (), **around: str) -> bytes:
    """Return a DOCX; ``header``, ``footer`` and ``comment`` may hold text."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cell(at, column).text = cell
    section = made.sections[0]
    if "header" in around:
        section.header.paragraphs[0].text = around["header"]
    if "footer" in around:
        section.footer.paragraphs[0].text = around["footer"]
    if "comment" in around:
        made.add_comment(made.paragraphs[0].runs, text=around["comment"], author="A", initials="A")
    page = io.BytesIO()
    made.save(page)
    return page.getvalue()


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]], hidden: str = "", note: str = ""
) -> bytes:
    """Return an XLSX with these sheets; ``note`` is a comment on the first cell."""
    made = openpyxl.Workbook()
    del made["Sheet"]
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title == hidden:
            sheet.sheet_state = "hidden"
        if note:
            sheet["A1"].comment = Comment(note, "A")
    page = io.BytesIO()
    made.save(page)
    return page.getvalue()


def slides(texts: Sequence[str], notes: str = "") -> bytes:
    """Return a PPTX by hand: as much of one as is read."""
    paragraph = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    head = '<p:sld xmlns:p="p" xmlns:a="a">'
    members = {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}
    for at, text in enumerate(texts, 1):
        lines = "".join(paragraph.format(line) for line in text.split("\n"))
        members[f"ppt/slides/slide{at}.xml"] = f"{head}{lines}</p:sld>"
    if notes:
        members["ppt/notesSlides/notesSlide1.xml"] = f"{head}{paragraph.format(notes)}</p:sld>"
    return archive(members)


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return page.getvalue()


def mail(body: str, subject: str = "", attached: Sequence[tuple[str, str, bytes]] = ()) -> bytes:
    """Return a message; ``attached`` are media type, file name and content."""
    message = EmailMessage()
    message["From"], message["To"] = "anna@bank.example", "desk@bank.example"
    message["Subject"] = subject
    message.set_content(body)
    for media, name, content in attached:
        first, _, second = media.partition("/")
        if first == "message":
            message.add_attachment(message_from_bytes(content, policy=policy.default))
        else:
            message.add_attachment(content, maintype=first, subtype=second, filename=name)
    return message.as_bytes()
