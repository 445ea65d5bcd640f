"""What was read of a document, and what was seen and not read.

Names are words and numbers of ours.  What a document calls its sheets and files is text like
any other, because it can name a client.
"""

import msgspec


class Passage(msgspec.Struct, frozen=True):
    """A piece of text.

    Attributes:
        name: Where it stands, such as ``page 3`` or ``attachment 1 / sheet 2``.
        text: The text.
    """

    name: str
    text: str

    def __repr__(self) -> str:
        """Show where, never what."""
        return f"Passage({self.name!r}, {len(self.text)} characters)"


class Unread(msgspec.Struct, frozen=True):
    """Something that was seen and not read; nothing of it leaves.

    Attributes:
        what: Such as ``image``, ``macro``, ``embedded object``.
        where: As in ``Passage.name``.
        count: How many.
    """

    what: str
    where: str
    count: int


class Document(msgspec.Struct, frozen=True):
    """A document, read.

    Attributes:
        passages: In order.
        unread: What was left out.
    """

    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...]


class Failed(msgspec.Struct, frozen=True):
    """Why a document was not read.

    Attributes:
        code: Stable name, documented in ``docs/reference/errors.md``.
        message: What to do about it; holds nothing of the document.
    """

    code: str
    message: str
