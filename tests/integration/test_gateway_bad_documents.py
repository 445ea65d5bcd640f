"""Bad documents at a real server: each its own clear error, and the server still serves."""

import json

import pytest

from tests.integration.conftest import BODY_BYTES, Border
from tests.simulators import documents as made

DOOR = "/v1/documents:protect"
TIER = {"X-Douane-Tier": "default"}


def _objects(number: int) -> bytes:
    return made.pdf(["x"], [b"[]"] * number)


def _loop() -> bytes:
    """Return a PDF whose pages are their own parent and child."""
    return made.pdf_of({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
    })  # fmt: skip


BAD = {
    "a PDF that is cut off": (made.PDF, made.pdf(["x"])[:300], 422, "document_unreadable"),
    "a PDF whose pages go round": (made.PDF, _loop(), 422, "document_unreadable"),
    "a DOCX within which nothing is": (
        made.DOCX, made.archive({"a": b""}), 415, "document_type",
    ),
    "a DOCX that inflates without end": (
        made.DOCX,
        made.archive({"[Content_Types].xml": "", "word/document.xml": b" " * 200_000_000}),
        413, "document_too_large",
    ),
    "a message nested a thousand times": (
        made.EML, b'Content-Type: multipart/mixed; boundary="a"\n\n--a\n' * 1_000,
        422, "document_unreadable",
    ),
    "an image": ("image/png", b"\x89PNG", 415, "document_type"),
    "no media type that is known": ("application/octet-stream", b"x", 415, "document_type"),
    "more than a body may be": (made.TEXT, b"x" * (BODY_BYTES + 1), 413, "body_too_large"),
}  # fmt: skip


@pytest.mark.parametrize(("media", "data", "status", "code"), BAD.values(), ids=BAD.keys())
def test_each_bad_document_has_its_own_error(
    border: Border, media: str, data: bytes, status: int, code: str
) -> None:
    answer = border.gateway.ask(
        "POST", DOOR, data, headers={**TIER, "Content-Type": media}, timeout_s=60.0
    )
    assert (answer.status, answer.code) == (status, code)
    assert border.endpoint.received == []
    assert border.gateway.exit_code() is None
    assert border.gateway.chat("still there?").status == 200


def test_a_pdf_with_many_objects_is_read_within_its_limits(border: Border) -> None:
    answer = border.gateway.ask(
        "POST", DOOR, _objects(20_000), headers={**TIER, "Content-Type": made.PDF}, timeout_s=60.0
    )
    assert answer.status == 200
    assert json.loads(answer.body)["text"] == "x"
