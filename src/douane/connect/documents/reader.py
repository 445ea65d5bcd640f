"""Starts a process for each document, and takes it for damaged when that process does not answer.

The process gets the bytes and no environment: no key, no configuration, no file of ours.
"""

import asyncio
import importlib.util
import os
import sys
from typing import Final

import msgspec

from douane.connect.documents.kinds import DocumentKind
from douane.connect.documents.limits import DocumentLimits
from douane.connect.documents.text import Document, Failed
from douane.model.errors import RequestError, StoreError

WORKER: Final = "douane.connect.documents.worker"
AT_ONCE: Final = 2
WAITING_AT_MOST: Final = 16
_NEEDS: Final = {
    DocumentKind.PDF: ("pypdf",),
    DocumentKind.DOCX: ("defusedxml",),
    DocumentKind.PPTX: ("defusedxml",),
    DocumentKind.XLSX: ("openpyxl", "defusedxml"),
    DocumentKind.MSG: ("oxmsg",),
}


class _Answer(msgspec.Struct, frozen=True):
    read: bool
    result: msgspec.Raw


class Reader:
    """Reads documents, a few at once."""

    def __init__(self, limits: DocumentLimits | None = None, worker: str = WORKER) -> None:
        """Keep limits and the module that parses; nothing is started here."""
        self._worker = worker
        self._limits = limits or DocumentLimits()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def read(self, data: bytes, kind: DocumentKind) -> Document:
        """Return the text of a document.

        Raises:
            RequestError: ``document_unreadable``, ``document_too_large``, ``document_type``,
                ``document_encrypted`` or ``document_timeout``.
            StoreError: ``documents_missing``, the libraries are not installed; or ``busy``.
        """
        for module in _NEEDS.get(kind, ()):
            if importlib.util.find_spec(module) is None:
                raise StoreError(
                    "this kind of document needs libraries that are not installed:"
                    " pip install 'douane[documents]'",
                    code="documents_missing",
                )
        if self._waiting >= WAITING_AT_MOST:
            raise StoreError("too many documents at once; try again", code="busy")
        self._waiting += 1
        try:
            async with self._turns:
                answer = await self._ask(data, kind)
        finally:
            self._waiting -= 1
        return _understood(answer)

    async def _ask(self, data: bytes, kind: DocumentKind) -> bytes:
        limits = msgspec.json.encode(self._limits).decode()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-B", "-m", self._worker, kind.value, limits,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            cwd="/",
        )  # fmt: skip
        try:
            answer, _ = await asyncio.wait_for(process.communicate(data), self._limits.seconds)
        except TimeoutError:
            raise RequestError(
                "the document took too long to read; send a smaller one", code="document_timeout"
            ) from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            code, message = _ended(process.returncode or 0)
            raise RequestError(message, code=code)
        return answer


def _ended(status: int) -> tuple[str, str]:
    """Say why a process ended without an answer."""
    if -status in _OUT_OF_TIME:
        return "document_timeout", "the document took too long to read; send a smaller one"
    return "document_unreadable", "the document could not be read; save it anew and send that"


_OUT_OF_TIME: Final = frozenset((24,))
"""SIGXCPU: the limit on CPU time."""


def _understood(answer: bytes) -> Document:
    try:
        told = msgspec.msgpack.decode(answer, type=_Answer)
        if told.read:
            return msgspec.msgpack.decode(told.result, type=Document)
        failed = msgspec.msgpack.decode(told.result, type=Failed)
    except msgspec.DecodeError:
        raise RequestError(
            "the document could not be read; save it anew and send that",
            code="document_unreadable",
        ) from None
    raise RequestError(failed.message, code=failed.code)
