"""Collects what readers find in a document, and stops them where a limit is reached."""

from collections import Counter

from douane.connect.documents.limits import DocumentLimits
from douane.connect.documents.text import Document, Passage, Unread


class UnreadableError(Exception):
    """A document that is not read.

    Attributes:
        code: Stable name of the reason.
    """

    def __init__(self, message: str, *, code: str = "document_unreadable") -> None:
        """Keep both; the message holds nothing of the document."""
        super().__init__(message)
        self.code = code


class Collector:
    """What was found so far, of a document and all that it holds.

    Attributes:
        limits: Bounds.
    """

    def __init__(self, limits: DocumentLimits) -> None:
        """Start empty."""
        self.limits = limits
        self._passages: list[Passage] = []
        self._unread: Counter[tuple[str, str]] = Counter()
        self._place: list[str] = []
        self._characters = 0
        self._cells = 0
        self._objects = 0
        self._inflated = 0

    def add(self, name: str, text: str) -> None:
        """Add a passage, unless it is blank.

        Raises:
            UnreadableError: There is too much text.
        """
        # NUL means "claimed" to detectors; half a surrogate pair cannot be sent.
        text = text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8").strip()
        if not text:
            return
        self._characters += len(text)
        self._within(self._characters, self.limits.characters, "characters of text")
        self._passages.append(Passage(self._at(name), text))
        self._within(len(self._passages), self.limits.passages, "passages")

    def skip(self, what: str, where: str = "", count: int = 1) -> None:
        """Note something that is not read."""
        if count:
            self._unread[what, self._at(where)] += count

    def cells(self, number: int) -> None:
        """Count cells."""
        self._cells += number
        self._within(self._cells, self.limits.cells, "cells")

    def objects(self, number: int) -> None:
        """Count objects, members or parts."""
        self._objects += number
        self._within(self._objects, self.limits.objects, "objects")

    def inflated(self, number: int) -> None:
        """Count bytes that archives inflate to."""
        self._inflated += number
        self._within(self._inflated, self.limits.inflated_bytes, "bytes when inflated")

    def enter(self, name: str) -> bool:
        """Go into something that the document holds; False when it stands too deep."""
        if len(self._place) >= self.limits.depth:
            return False
        self._place.append(name)
        return True

    def leave(self) -> None:
        """Come back."""
        self._place.pop()

    def document(self) -> Document:
        """Return everything.

        Raises:
            UnreadableError: There is no text.
        """
        if not self._passages:
            raise UnreadableError(
                "the document holds no text: a scan, perhaps; send what a text recognition"
                " makes of it"
            )
        unread = tuple(
            Unread(what, where, count) for (what, where), count in sorted(self._unread.items())
        )
        return Document(tuple(self._passages), unread)

    def _at(self, name: str) -> str:
        return " / ".join((*self._place, name) if name else self._place) or "document"

    @staticmethod
    def _within(number: int, most: int, what: str) -> None:
        if number > most:
            raise UnreadableError(
                f"the document has more than {most} {what}", code="document_too_large"
            )
