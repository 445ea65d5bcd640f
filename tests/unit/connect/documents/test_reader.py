"""Whatever happens to the process that parses, the caller gets an error with a stable code."""

import asyncio
import importlib.util
import os

import pytest

from douane.connect.documents import DocumentLimits, Reader
from douane.connect.documents import reader as reading
from douane.connect.documents.kinds import DocumentKind
from douane.model.errors import DouaneError, RequestError, StoreError
from tests.simulators import documents as made

BAD = "tests.simulators.bad_worker"
UNREADABLE, TIMEOUT = "document_unreadable", "document_timeout"
FAILURES = {
    "it sleeps": (DocumentKind.TEXT, DocumentLimits(seconds=1.5), TIMEOUT),
    "it crashes": (DocumentKind.HTML, DocumentLimits(), UNREADABLE),
    "it answers nonsense": (DocumentKind.EML, DocumentLimits(), UNREADABLE),
    "it takes too much CPU time": (DocumentKind.PDF, DocumentLimits(cpu_seconds=1), TIMEOUT),
    "it takes too much memory": (
        DocumentKind.DOCX, DocumentLimits(memory_bytes=256 << 20), UNREADABLE,
    ),
    "it writes a file": (DocumentKind.XLSX, DocumentLimits(), UNREADABLE),
    "it starts a process": (DocumentKind.PPTX, DocumentLimits(), UNREADABLE),
}  # fmt: skip


async def _code(reader: Reader, kind: DocumentKind) -> str:
    with pytest.raises(RequestError) as refused:
        await reader.read(b"x", kind)
    return refused.value.code


@pytest.mark.parametrize(("kind", "limits", "code"), FAILURES.values(), ids=FAILURES.keys())
async def test_a_worker_that_fails_is_a_clear_error(
    kind: DocumentKind, limits: DocumentLimits, code: str
) -> None:
    assert await _code(Reader(limits, BAD), kind) == code


async def test_the_worker_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOUANE_API_KEY", "secret")
    (passage,) = (await Reader(worker=BAD).read(b"x", DocumentKind.MSG)).passages
    assert set(passage.text.split()) <= {"LC_CTYPE", "PYTHONPATH"}
    assert "DOUANE_API_KEY" in os.environ


async def test_the_real_worker_answers() -> None:
    reader = Reader()
    document = await reader.read(made.pdf(["hello"]), DocumentKind.PDF)
    assert [passage.text for passage in document.passages] == ["hello"]
    assert await _code(reader, DocumentKind.PDF) == "document_type"


async def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(StoreError, match=r"douane\[documents\]") as refused:
        await Reader().read(b"x", DocumentKind.PDF)
    assert refused.value.code == "documents_missing"


async def test_more_documents_than_may_wait_are_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "WAITING_AT_MOST", 1)
    reader = Reader(DocumentLimits(seconds=1.5), BAD)
    first = asyncio.create_task(_code(reader, DocumentKind.TEXT))
    await asyncio.sleep(0)
    with pytest.raises(DouaneError) as refused:
        await reader.read(b"x", DocumentKind.TEXT)
    assert refused.value.code == "busy"
    assert await first == TIMEOUT
