"""Names and addresses in any text: never an error, and spans that hold what they say."""

from douane.detect.entities import Entities

ENTITIES = Entities()


def target(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    last = 0
    for hit in ENTITIES.scan(text):
        assert last <= hit.start < hit.end <= len(text)
        assert hit.value == text[hit.start : hit.end].encode("utf-8", "replace").decode()
        assert "\x00" not in hit.value
        last = hit.end
