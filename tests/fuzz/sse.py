"""Feed bytes to the readers of answers: only ``EndpointError`` may come out."""

from douane.connect.llm import answers, embeddings, sse
from douane.model.errors import EndpointError


def target(data: bytes) -> None:
    """Read as a stream, cut where the first byte says, and each event as an answer."""
    step = data[0] % 16 + 1 if data else 1
    reader = sse.Reader()
    events = []
    try:
        for at in range(0, len(data), step):
            events += reader.feed(data[at : at + step])
    except EndpointError:
        return
    for event in (data, *events):
        for read in (answers.parse_answer, answers.parse_chunk, embeddings.parse_answer):
            try:
                read(event)
            except EndpointError:
                continue
