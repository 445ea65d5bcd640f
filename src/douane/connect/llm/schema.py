"""JSON Schemas of the model doors' request bodies, made from the types that read them.

They stand in ``docs/reference/`` for whoever writes a client; a test compares them.
"""

import json
from typing import Final

import msgspec

from douane.connect.llm.chat import ChatRequest
from douane.connect.llm.connector import ConnectorRequest
from douane.connect.llm.embeddings import EmbeddingRequest

_TYPES: Final = {
    "chat-request.schema.json": ChatRequest,
    "connector-request.schema.json": ConnectorRequest,
    "embeddings-request.schema.json": EmbeddingRequest,
}
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    return {
        name: json.dumps({"$schema": _DIALECT, **_schema(kind)}, indent=2) + "\n"
        for name, kind in _TYPES.items()
    }


def _schema(kind: type) -> dict[str, object]:
    # The only type that msgspec asks about is ``object``.
    return msgspec.json.schema(kind, schema_hook=lambda _: {"description": "any JSON value"})
