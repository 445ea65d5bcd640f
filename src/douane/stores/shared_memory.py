"""Memory that the processes of one machine share: filled once, then sealed against writing.

On Linux it is an anonymous file (``memfd_create``): it has no name in any file system, does
not count against ``/dev/shm``, and is gone when the last process that maps it is.  Another
process of the same user maps it as ``/proc/PID/fd/N`` of the one that filled it.  Elsewhere
each process has a copy of its own.
"""

import fcntl
import io
import mmap
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Final

from douane.model.errors import StoreError

_SEALS: Final = 0x0001 | 0x0002 | 0x0004 | 0x0008  # F_SEAL_SEAL, _SHRINK, _GROW, _WRITE
_ADD_SEALS: Final = 1033
_ALLOW_SEALING: Final = 2


class SharedMemory:
    """Bytes that were written once.

    Attributes:
        view: The bytes, read-only.
        address: Where other processes of this user map them; empty where they cannot.
    """

    __slots__ = ("_descriptor", "address", "view")

    def __init__(self, descriptor: int, view: memoryview) -> None:
        """Use ``filled_by`` or ``holding``."""
        self._descriptor = descriptor
        self.view = view
        self.address = f"/proc/{os.getpid()}/fd/{descriptor}" if descriptor >= 0 else ""

    @classmethod
    def filled_by(cls, fill: Callable[[BinaryIO], None], name: str) -> "SharedMemory":
        """Let somebody write the bytes.

        Args:
            fill: Writes them to a file; it may hand the file to another process.
            name: For people who look at a process's maps.

        Raises:
            StoreError: The machine has no memory for it (``index_unreadable``); or whatever
                ``fill`` raises.
        """
        if not hasattr(os, "memfd_create"):
            content = io.BytesIO()
            fill(content)
            return cls(-1, content.getbuffer().toreadonly())
        try:
            descriptor = os.memfd_create(name, os.MFD_CLOEXEC | _ALLOW_SEALING)
        except OSError as error:
            raise _unusable(type(error).__name__) from None
        try:
            with os.fdopen(os.dup(descriptor), "wb") as file:
                fill(file)
            fcntl.fcntl(descriptor, _ADD_SEALS, _SEALS)
            view = memoryview(mmap.mmap(descriptor, 0, prot=mmap.PROT_READ))
        except (OSError, ValueError) as error:
            os.close(descriptor)
            raise _unusable(type(error).__name__) from None
        except BaseException:
            os.close(descriptor)
            raise
        return cls(descriptor, view)

    @classmethod
    def holding(cls, pieces: Iterable[bytes | memoryview], name: str) -> "SharedMemory":
        """Write the pieces one after the other; see ``filled_by``."""
        return cls.filled_by(lambda file: file.writelines(pieces), name)

    def close(self) -> None:
        """Give the descriptor back; views that are still used keep the memory."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor, self.address = -1, ""


def attach(address: str) -> memoryview:
    """Map what another process of this user shares, read-only.

    Raises:
        StoreError: It is gone (``index_unreadable``).
    """
    try:
        descriptor = os.open(Path(address), os.O_RDONLY | os.O_CLOEXEC)
        try:
            if os.fstat(descriptor).st_uid != os.geteuid():
                raise _unusable("it belongs to another user")
            return memoryview(mmap.mmap(descriptor, 0, prot=mmap.PROT_READ))
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise _unusable(type(error).__name__) from None


def _unusable(why: str) -> StoreError:
    return StoreError(
        f"the index of known values cannot be shared between workers ({why}); "
        "see the machine's memory and start again",
        code="index_unreadable",
    )
