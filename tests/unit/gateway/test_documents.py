"""The documents door: what it answers, what it refuses, and what opens again."""

import json

import jsonschema_rs
import pytest

from tests.architecture.tree import REFERENCE
from tests.attack.parties import ACME, ANNA, APP, OTHER, RIVAL, parties, reader, restore
from tests.simulators import documents as made
from tests.simulators.border import TIER, Border, Reply

DOOR = "/v1/documents:protect"
IBAN = "DE89 3704 0044 0532 0130 00"
HOLDINGS = [
    ["Titel", "ISIN", "Stück", "Kurs"],
    ["Nestlé", "CH0038863350", "1200", "98.40"],
    ["SAP", "DE0007164600", "300", "250.10"],
]
DOCUMENTS = {
    "pdf": (made.PDF, made.pdf([f"Konto {IBAN}", "\n".join("   ".join(row) for row in HOLDINGS)])),
    "docx": (made.DOCX, made.word([f"Konto {IBAN}"], HOLDINGS)),
    "xlsx": (made.XLSX, made.workbook({"Depot": [[f"Konto {IBAN}"], [], *HOLDINGS]})),
    "eml": (
        made.EML,
        made.mail(
            f"Konto {IBAN}",
            attached=[(made.CSV, "a", "\n".join(";".join(row) for row in HOLDINGS).encode())],
        ),
    ),
}


async def ask(border: Border, media: str, data: bytes, key: str = APP, **headers: str) -> Reply:
    said = {"content-type": media, "x-douane-tier": TIER}
    said |= {f"x-douane-{name}": value for name, value in headers.items()}
    return await border.post(DOOR, data, key, said)


@pytest.mark.parametrize(("media", "data"), DOCUMENTS.values(), ids=DOCUMENTS)
async def test_identifiers_and_the_whole_portfolio_are_replaced(media: str, data: bytes) -> None:
    async with parties() as border:
        reply = await ask(border, media, data)
    assert reply.status == 200, reply.body
    text = reply.json()["text"]
    # Where the account stands right above the holdings, it is part of the portfolio.
    assert "Konto IBAN_" in text or "Konto" not in text
    assert text.count("PORTFOLIO_") == 1
    assert not any(cell in text for row in HOLDINGS[1:] for cell in row)
    assert IBAN not in reply.body.decode()


async def test_the_answer_is_what_its_schema_says() -> None:
    schema = json.loads((REFERENCE / "documents-protect-answer.schema.json").read_text("utf-8"))
    async with parties() as border:
        reply = await ask(border, *DOCUMENTS["xlsx"])
    jsonschema_rs.validator_for(schema).validate(reply.json())
    answer = reply.json()
    assert answer["text"] == "\n\n".join(part["text"] for part in answer["parts"])
    assert answer["scope"] == reply.headers["x-douane-scope"]


async def test_tokens_open_for_who_sent_them_and_for_nobody_else() -> None:
    media, data = DOCUMENTS["eml"]
    async with parties() as border:
        reply = await ask(border, media, data)
        scope, text = reply.json()["scope"], reply.json()["text"]
        body = {"scope": scope, "text": text}
        ours = await border.post("/v1/records:restore", body, APP)
        theirs = await border.post("/v1/records:restore", body, OTHER)
        foreign = await restore(border, scope, [text], reader(border, ANNA, RIVAL), OTHER)
    assert IBAN in ours.json()["text"]
    assert "CH0038863350;1200;98.40" in ours.json()["text"]
    assert theirs.json()["text"] == text
    assert foreign.json()["records"] == [text]
    assert ACME != RIVAL


async def test_equal_values_get_equal_tokens_in_all_parts() -> None:
    async with parties() as border:
        reply = await ask(border, made.PDF, made.pdf([f"Konto {IBAN}"] * 2))
    first, second = (part["text"] for part in reply.json()["parts"])
    assert first == second


REFUSED = {
    "no tier": (made.TEXT, b"x", {"tier": ""}, 400, "invalid_value"),
    "an unknown tier": (made.TEXT, b"x", {"tier": "nowhere"}, 404, "unknown_model"),
    "an unknown purpose": (made.TEXT, b"x", {"purpose": "why"}, 403, "purpose_not_allowed"),
    "a kind that is not read": ("image/png", b"x", {}, 415, "document_type"),
    "another kind than is said": (made.PDF, b"x", {}, 415, "document_type"),
    "no text": (made.TEXT, b" ", {}, 422, "document_unreadable"),
    "no content": (made.PDF, b"%PDF-1.7", {}, 422, "document_unreadable"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("media", "data", "headers", "status", "code"), REFUSED.values(), ids=REFUSED
)
async def test_a_refusal_has_its_own_code(
    media: str, data: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    async with parties() as border:
        reply = await ask(border, media, data, **headers)
    assert (reply.status, reply.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(("media", "data"), DOCUMENTS.values(), ids=DOCUMENTS)
async def test_no_key_no_answer(media: str, data: bytes) -> None:
    async with parties() as border:
        reply = await ask(border, media, data, key="stranger")
    assert reply.status == 401
