"""How much of a document is read before it is refused."""

import msgspec


class DocumentLimits(msgspec.Struct, frozen=True):
    """Bounds on one document, attachments included.

    Attributes:
        characters: Most text.
        passages: Most pages, sheets, messages and the like.
        cells: Most cells of workbooks.
        objects: Most objects of a PDF, members of an archive, parts of a message.
        inflated_bytes: Most bytes that archives may inflate to.
        ratio: Most bytes that one compressed byte may stand for, in members over 1 MiB.
        depth: How deep attachments may stand in attachments.
        seconds: Time for reading it, the start of the process included.
        cpu_seconds: CPU time of the process.
        memory_bytes: Address space of the process.
    """

    characters: int = 4_000_000
    passages: int = 2_000
    cells: int = 1_000_000
    objects: int = 200_000
    inflated_bytes: int = 128 * 1024 * 1024
    ratio: int = 200
    depth: int = 3
    seconds: float = 30.0
    cpu_seconds: int = 20
    memory_bytes: int = 1024 * 1024 * 1024
