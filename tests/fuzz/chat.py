"""Feed bytes to the doors' request readers: only ``RequestError`` may come out."""

import json

from douane.connect.llm import chat, connector, embeddings
from douane.model.errors import RequestError


def target(data: bytes) -> None:
    """Read, take the texts out, put them back; what leaves is always JSON."""
    for read in (chat.parse, connector.parse):
        try:
            request = read(data)
        except RequestError:
            continue
        texts = [slot.text for slot in chat.slots(request)]
        json.loads(chat.body(request, texts, "model", stream=False))
    try:
        vectors = embeddings.parse(data)
    except RequestError:
        return
    json.loads(embeddings.body(vectors, [slot.text for slot in embeddings.slots(vectors)], "m"))
