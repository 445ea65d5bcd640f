"""Randomness from the operating system, read in blocks.

A system call for each nonce and id costs more than making them; each byte of a block is handed
out once.  A block is never shared between processes: a fork is noticed by its process id.
"""

import os
import threading
from typing import Final

BLOCK_BYTES: Final = 4096


class Entropy:
    """Callable that returns that many random bytes; safe to call from several threads."""

    def __init__(self) -> None:
        """Start without a block."""
        self._lock = threading.Lock()
        self._block = b""
        self._at = 0
        self._process = os.getpid()

    def __call__(self, count: int) -> bytes:
        """Return ``count`` bytes that were never handed out before."""
        if count > BLOCK_BYTES:
            return os.urandom(count)
        with self._lock:
            if self._at + count > len(self._block) or self._process != os.getpid():
                self._block = os.urandom(BLOCK_BYTES)
                self._at = 0
                self._process = os.getpid()
            at, self._at = self._at, self._at + count
            return self._block[at : at + count]
