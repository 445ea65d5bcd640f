"""Look at an archive's own list before anything of it is inflated.

An office document is a ZIP archive.  Sizes in its list can lie, but ``zipfile`` inflates no
more than a member's stated size, so what the list says bounds what can happen.
"""

import io
import zipfile
from typing import Final

from douane.connect.documents.collector import Collector, UnreadableError

_SMALL: Final = 1024 * 1024
_ENCRYPTED: Final = 0x1
CONTENT_TYPES: Final = "[Content_Types].xml"


def checked(data: bytes, collector: Collector) -> zipfile.ZipFile:
    """Open an archive whose list is harmless.

    Raises:
        UnreadableError: It is broken, encrypted, or a bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError("the document is damaged: its archive cannot be opened") from None
    members = archive.infolist()
    collector.objects(len(members))
    if len({member.filename for member in members}) != len(members):
        raise UnreadableError("the document is damaged: its archive names a member twice")
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableError(
                "the document is encrypted; send it without a password", code="document_encrypted"
            )
        collector.inflated(member.file_size)
        most = collector.limits.ratio * max(member.compress_size, 1)
        if member.file_size > _SMALL and member.file_size > most:
            raise UnreadableError(
                "the document inflates to far more than its size", code="document_too_large"
            )
    return archive
