"""PDF, by pypdf: pages, annotations, form fields, bookmarks, metadata and attached files.

pypdf is slower than the readers in C and C++, and has no memory to corrupt (ADR 0016).  Text is
read where it stands in the file, white or hidden or under an image; images are counted.
"""

import io
from collections.abc import Callable, Iterator
from typing import Final

from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from douane.connect.documents.collector import Collector, UnreadableError

Child = Callable[[bytes, Collector, str], None]
_MOST_BOOKMARKS: Final = 5_000


def read(data: bytes, collector: Collector, child: Child) -> None:
    """Read a PDF; ``child`` reads what is attached to it.

    Raises:
        UnreadableError: It is encrypted, or too large.
    """
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError(
            "the PDF is encrypted; send it without a password", code="document_encrypted"
        )
    try:
        collector.objects(sum(len(table) for table in reader.xref.values()))
        collector.objects(len(reader.xref_objStm))
        for number, page in enumerate(reader.pages, 1):
            _page(page, number, collector)
        _around(reader, collector)
        for at, (name, files) in enumerate(reader.attachments.items(), 1):
            collector.add(f"attachment {at} name", name)
            for file in files:
                collector.objects(1)
                child(file, collector, f"attachment {at}")
    except FileNotDecryptedError:
        raise UnreadableError(
            "the PDF is encrypted; send it without a password", code="document_encrypted"
        ) from None


def _page(page: PageObject, number: int, collector: Collector) -> None:
    where = f"page {number}"
    notes = list(_annotations(page))
    collector.objects(len(notes) + 1)
    collector.add(where, "\n".join((page.extract_text(), *notes)))
    resources = _resolved(page.get("/Resources"))
    if isinstance(resources, DictionaryObject):
        drawn = _resolved(resources.get("/XObject"))
        if isinstance(drawn, DictionaryObject):
            forms = [_resolved(each) for each in drawn.values()]
            images = sum(
                1
                for form in forms
                if isinstance(form, DictionaryObject) and form.get("/Subtype") == "/Image"
            )
            collector.skip("image", where, images)


def _annotations(page: PageObject) -> Iterator[str]:
    listed = _resolved(page.get("/Annots"))
    if not isinstance(listed, ArrayObject):
        return
    for each in listed:
        note = _resolved(each)
        if isinstance(note, DictionaryObject):
            for key in ("/T", "/Subj", "/Contents", "/V"):
                value = _resolved(note.get(key))
                if isinstance(value, str):
                    yield value


def _around(reader: PdfReader, collector: Collector) -> None:
    said = [str(value) for value in (reader.metadata or {}).values() if isinstance(value, str)]
    fields = reader.get_fields() or {}
    said += [str(field.get("/V")) for field in fields.values() if isinstance(field.get("/V"), str)]
    titles: list[str] = []
    pending: list[object] = [reader.outline]
    while pending and len(titles) < _MOST_BOOKMARKS:
        each = pending.pop()
        if isinstance(each, list):
            pending.extend(each)
        else:
            titles.append(str(getattr(each, "title", "") or ""))
    collector.add("properties", "\n".join(said))
    collector.add("bookmarks", "\n".join(titles))
    root = _resolved(reader.trailer.get("/Root"))
    if isinstance(root, DictionaryObject):
        names = _resolved(root.get("/Names"))
        scripted = "/OpenAction" in root or "/AA" in root
        if isinstance(names, DictionaryObject):
            scripted = scripted or "/JavaScript" in names
        collector.skip("script or action", "document", int(scripted))
        form = _resolved(root.get("/AcroForm"))
        if isinstance(form, DictionaryObject) and "/XFA" in form:
            collector.skip("XFA form", "document")


def _resolved(value: object) -> object:
    return value.get_object() if isinstance(value, IndirectObject) else value
