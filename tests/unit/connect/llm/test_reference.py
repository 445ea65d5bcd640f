"""The reference tells what the code does: schemas are the types, and every member is named."""

from pathlib import Path

import msgspec
import pytest

from douane.connect.llm.chat import ChatRequest, Metadata
from douane.connect.llm.connector import ConnectorRequest, Parameters
from douane.connect.llm.embeddings import EmbeddingRequest
from douane.connect.llm.schema import schemas

REFERENCE = Path(__file__).parents[4] / "docs" / "reference"


@pytest.mark.parametrize("name", schemas())
def test_the_schema_file_is_what_the_types_say(name: str) -> None:
    written = (REFERENCE / name).read_text("utf-8")
    assert written == schemas()[name], "write the text of douane.connect.llm.schema.schemas()"


@pytest.mark.parametrize(
    "kind", [ChatRequest, Metadata, ConnectorRequest, Parameters, EmbeddingRequest]
)
def test_the_reference_names_every_member(kind: type[msgspec.Struct]) -> None:
    page = (REFERENCE / "chat.md").read_text("utf-8")
    absent = [field.name for field in msgspec.structs.fields(kind) if f"`{field.name}`" not in page]
    assert absent == []
