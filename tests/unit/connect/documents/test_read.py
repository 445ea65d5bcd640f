"""What is read of each kind of document, what is listed as unread, and what is refused."""

import pytest

from douane.connect.documents.collector import UnreadableError
from douane.connect.documents.kinds import MEDIA, SUFFIXES, DocumentKind
from douane.connect.documents.limits import DocumentLimits
from douane.connect.documents.read import read_document
from douane.connect.documents.text import Document
from tests.simulators import documents as made
from tests.simulators import outlook

LIMITS = DocumentLimits()
SECRET = "Edeltraud Öllinger"


def read(data: bytes, media: str, limits: DocumentLimits = LIMITS) -> Document:
    return read_document(data, MEDIA[media], limits)


def text_of(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages)


READ = {
    "a page of a PDF": (made.PDF, made.pdf(["first", SECRET])),
    "the subject of a PDF": (
        made.PDF, made.pdf(["x"], [b"<< /Subject (Edeltraud \\326llinger) >>"], b"/Info 100 0 R"),
    ),
    "a paragraph of a DOCX": (made.DOCX, made.word(["x", SECRET])),
    "a cell of a DOCX": (made.DOCX, made.word(["x"], [["a", SECRET]])),
    "a header of a DOCX": (made.DOCX, made.word(["x"], header=SECRET)),
    "a footer of a DOCX": (made.DOCX, made.word(["x"], footer=SECRET)),
    "a comment of a DOCX": (made.DOCX, made.word(["x"], comment=SECRET)),
    "deleted text of a DOCX": (
        made.DOCX,
        made.archive({
            "[Content_Types].xml": "<T/>",
            "word/document.xml": f'<w:d xmlns:w="w"><w:p><w:del><w:r><w:delText>{SECRET}'
            "</w:delText></w:r></w:del></w:p></w:d>",
        }),
    ),
    "a text box of a DOCX": (
        made.DOCX,
        made.archive({
            "[Content_Types].xml": "<T/>",
            "word/document.xml": f'<w:d xmlns:w="w"><w:p><w:txbxContent><w:p><w:r><w:t>{SECRET}'
            "</w:t></w:r></w:p></w:txbxContent></w:p></w:d>",
        }),
    ),
    "a cell of an XLSX": (made.XLSX, made.workbook({"a": [["x", SECRET]]})),
    "the name of a sheet": (made.XLSX, made.workbook({SECRET: [["x"]]})),
    "a hidden sheet": (made.XLSX, made.workbook({"a": [["x"]], "b": [[SECRET]]}, hidden="b")),
    "a comment of an XLSX": (made.XLSX, made.workbook({"a": [["x"]]}, note=SECRET)),
    "a slide": (made.PPTX, made.slides(["x", SECRET])),
    "the notes of a slide": (made.PPTX, made.slides(["x"], SECRET)),
    "the body of a message": (made.EML, made.mail(SECRET)),
    "the subject of a message": (made.EML, made.mail("x", SECRET)),
    "an attached PDF": (made.EML, made.mail("x", attached=[(made.PDF, "a", made.pdf([SECRET]))])),
    "the name of an attachment": (
        made.EML, made.mail("x", attached=[(made.PDF, SECRET, b"%PDF-")]),
    ),
    "an attached message": (made.EML, made.mail("x", attached=[(made.EML, "", made.mail(SECRET))])),
    "the body of a message of Outlook": (made.MSG, outlook.message(SECRET)),
    "the page of a message of Outlook": (made.MSG, outlook.message(html=SECRET.encode())),
    "the subject of a message of Outlook": (made.MSG, outlook.message("x", SECRET)),
    "who gets a message of Outlook": (made.MSG, outlook.message("x", to=SECRET)),
    "a file attached in Outlook": (
        made.MSG, outlook.message("x", attached={"a": b"x", "b": SECRET.encode()}),
    ),
    "the name of a file attached in Outlook": (
        made.MSG, outlook.message("x", attached={SECRET: b"\x7fELF\x00"}),
    ),
    "a message of Outlook in a message": (
        made.EML, made.mail("x", attached=[(made.MSG, "a", outlook.message(SECRET))]),
    ),
    "hidden text of a page": (made.HTML, f"<p style='display:none'>{SECRET}</p>".encode()),
    "an attribute of a page": (made.HTML, f"<img alt='{SECRET}'>".encode()),
    "a comment of a page": (made.HTML, f"<!-- {SECRET} -->".encode()),
    "a declaration of a page": (made.HTML, f"<![CDATA[{SECRET}]]><?x {SECRET}?>".encode()),
    "a comment that is not closed": (made.HTML, f"<p>x<!-- {SECRET} <p>".encode()),
    "a comment that looks like a document type": (made.HTML, f"<!--doctype {SECRET}-->".encode()),
    "a tag that is not closed": (made.HTML, f"x<p title='a' {SECRET}".encode()),
    "a quote that is not closed": (made.HTML, f"x<p title='{SECRET}>y".encode()),
    "text behind a script": (made.HTML, f"<SCRIPT>'</p>'</Script ><p>{SECRET}".encode()),
    "text behind less than": (made.HTML, f"1 < 2 <3 </ x> {SECRET}".encode()),
    "a page in Windows' letters": (made.HTML, f"<p>{SECRET}</p>".encode("cp1252")),
    "a text in UTF-16": (made.TEXT, SECRET.encode("utf-16")),
    "a cell of a CSV": (made.CSV, f"a;b\n1;{SECRET}".encode()),
}  # fmt: skip


@pytest.mark.parametrize(("media", "data"), READ.values(), ids=READ.keys())
def test_it_is_read(media: str, data: bytes) -> None:
    assert SECRET in text_of(read(data, media))


@pytest.mark.parametrize(("media", "data"), READ.values(), ids=READ.keys())
def test_no_name_of_a_passage_holds_what_the_document_says(media: str, data: bytes) -> None:
    document = read(data, media)
    names = [passage.name for passage in document.passages]
    names += [f"{each.what} {each.where}" for each in document.unread]
    assert not any("llinger" in name for name in names)


def test_rows_are_lines_and_cells_stand_behind_tabs() -> None:
    rows = [["Titel", "Stück"], ["Nestlé", "1200"]]
    page = b"<table><tr><th>Titel<th>St\xc3\xbcck<tr><td>Nestl\xc3\xa9</td><td>1200</td></table>"
    for media, data in (
        (made.DOCX, made.word(["x"], rows)), (made.XLSX, made.workbook({"a": rows})),
        (made.HTML, page),
    ):  # fmt: skip
        assert "Titel\tStück\nNestlé\t1200" in text_of(read(data, media))


IMAGE = "word/media/image1.png"
UNREAD = {
    "a script": (made.HTML, b"<p>x</p><script>y</script>", "script"),
    "a formula": (made.XLSX, made.workbook({"a": [[1, "=A1*2"]]}), "formula"),
    "an image in a DOCX": (
        made.DOCX,
        made.archive({
            "[Content_Types].xml": "<T/>", IMAGE: b"png",
            "word/document.xml": '<d xmlns="w"><p><r><t>x</t></r></p></d>',
        }),
        "image",
    ),
    "a macro": (
        made.DOCX,
        made.archive({
            "[Content_Types].xml": "<T/>", "word/vbaProject.bin": b"x",
            "word/document.xml": '<d xmlns="w"><p><r><t>x</t></r></p></d>',
        }),
        "macro",
    ),
    "an attached program": (
        made.EML, made.mail("x", attached=[("application/x-program", "a", b"\x7fELF\x00")]),
        "attachment of another kind",
    ),
    "a damaged attachment": (
        made.EML, made.mail("x", attached=[(made.PDF, "a", b"%PDF-1.7 and no more")]),
        "attachment that cannot be read",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("media", "data", "what"), UNREAD.values(), ids=UNREAD.keys())
def test_it_is_listed_as_unread(media: str, data: bytes, what: str) -> None:
    assert what in {each.what for each in read(data, media).unread}


def _nested(depth: int) -> bytes:
    message = made.mail("innermost")
    for _ in range(depth):
        message = made.mail("x", attached=[(made.EML, "", message)])
    return message


def test_attachments_in_attachments_are_read_as_deep_as_allowed() -> None:
    assert "innermost" in text_of(read(_nested(3), made.EML))
    deeper = read(_nested(4), made.EML)
    assert "innermost" not in text_of(deeper)
    assert "attachment nested too deep" in {each.what for each in deeper.unread}


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    '<d xmlns="w"><p><r><t>&b;</t></r></p></d>'
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d xmlns="w"><p><t>&a;</t></p></d>'
ENCRYPTED = made.pdf(
    ["x"],
    [b"<< /Filter /Standard /V 1 /R 2 /O <" + b"61" * 32 + b"> /U <" + b"62" * 32 + b"> /P -4 >>"],
    b"/Encrypt 100 0 R /ID [<61><61>]",
)


def _docx(body: str | bytes) -> bytes:
    return made.archive({"[Content_Types].xml": "<T/>", "word/document.xml": body})


REFUSED = {
    "nothing": (made.TEXT, b"", "document_unreadable"),
    "blank": (made.TEXT, b" \n ", "document_unreadable"),
    "a PDF without text": (made.PDF, made.pdf([""]), "document_unreadable"),
    "a PDF that is cut off": (made.PDF, made.pdf(["x"])[:200], "document_unreadable"),
    "an encrypted PDF": (made.PDF, ENCRYPTED, "document_encrypted"),
    "an encrypted DOCX": (
        made.DOCX, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "document_encrypted",
    ),
    "a DOC": (made.DOCX, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "document_type"),
    "a DOCX that is an XLSX": (made.DOCX, made.workbook({"a": [["x"]]}), "document_type"),
    "a DOCX that is a PDF": (made.DOCX, made.pdf(["x"]), "document_type"),
    "a text that is a PDF": (made.TEXT, made.pdf(["x"]), "document_type"),
    "a text with NULs": (made.TEXT, b"a\x00b", "document_unreadable"),
    "a message that is a DOCX": (made.MSG, made.word(["x"]), "document_type"),
    "no message of Outlook": (
        made.MSG, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "document_unreadable",
    ),
    "a DOCX that is cut off": (made.DOCX, made.word(["x"])[:900], "document_unreadable"),
    "a DOCX that is no XML": (made.DOCX, _docx("<d"), "document_unreadable"),
    "a billion laughs": (made.DOCX, _docx(LAUGHS), "document_unreadable"),
    "an entity from outside": (made.DOCX, _docx(OUTSIDE), "document_unreadable"),
    "a bomb": (made.DOCX, _docx(b"<d>" + b" " * 80_000_000 + b"</d>"), "document_too_large"),
    "an archive with far too many members": (
        made.DOCX, made.archive({str(at): "" for at in range(3_000)}), "document_too_large",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("media", "data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_with_its_own_code(media: str, data: bytes, code: str) -> None:
    limits = DocumentLimits(objects=2_000) if data[:2] == b"PK" else LIMITS
    with pytest.raises(UnreadableError) as refused:
        read(data, media, limits)
    assert refused.value.code == code


BOUNDS = {
    "characters": (made.TEXT, b"x" * 101, DocumentLimits(characters=100)),
    "pages": (made.PDF, made.pdf(["x"] * 6), DocumentLimits(passages=5)),
    "objects of a PDF": (made.PDF, made.pdf(["x"] * 6), DocumentLimits(objects=10)),
    "cells": (made.XLSX, made.workbook({"a": [list(range(20))] * 6}), DocumentLimits(cells=100)),
    "parts of a message": (
        made.EML, made.mail("x", attached=[(made.CSV, "a", b"x")] * 6), DocumentLimits(objects=5),
    ),
    "bytes of an archive": (
        made.DOCX, made.word(["x"]), DocumentLimits(inflated_bytes=1_000),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("media", "data", "limits"), BOUNDS.values(), ids=BOUNDS.keys())
def test_a_limit_ends_the_reading(media: str, data: bytes, limits: DocumentLimits) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(data, media, limits)
    assert refused.value.code == "document_too_large"


UNCLOSED = (
    "<a ",
    "</a ",
    "<!--",
    "<!-- >",
    "<? ",
    "<a a='",
    "<a a=\"' ",
    "<a/",
    "<![CDATA[",
    "&#1 ",
)


@pytest.mark.parametrize("piece", UNCLOSED)
def test_a_page_of_what_is_not_closed_is_read_in_one_walk(piece: str) -> None:
    # html.parser takes an hour for some of them.
    page = f"{SECRET}{piece * (600_000 // len(piece))}".encode()
    assert SECRET in text_of(read(page, made.HTML))


def test_who_sent_a_message_of_outlook_is_read() -> None:
    assert outlook.SENDER in text_of(read(outlook.message("x"), made.MSG))


def test_a_nul_and_half_a_character_are_made_harmless() -> None:
    page = b"<p>a&#0;b&#xD800;c</p>"
    (passage,) = read(page, made.HTML).passages
    passage.text.encode()
    assert "\x00" not in passage.text


def test_every_ending_of_a_file_has_a_media_type_that_is_read() -> None:
    assert set(SUFFIXES.values()) <= set(MEDIA)
    assert set(MEDIA.values()) == set(DocumentKind)
