"""The process that parses one document: bytes on standard input, text on standard output.

It binds itself before it reads a byte of the document: no more memory and CPU time than it was
given, no file written, no core dump.  Afterwards an audit hook ends it when anything in it
tries to write a file, open a connection or start a process: a tripwire, not a wall (PEP 578).
"""

import contextlib
import os
import resource
import sys
from typing import Final

import msgspec

from douane.connect.documents.collector import UnreadableError
from douane.connect.documents.kinds import DocumentKind
from douane.connect.documents.limits import DocumentLimits
from douane.connect.documents.read import read_document
from douane.connect.documents.text import Document, Failed

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_FORBIDDEN: Final = frozenset(
    ("socket.connect", "socket.bind", "socket.sendto", "subprocess.Popen", "os.exec", "os.fork",
     "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.remove", "os.rename",
     "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.kill")
)  # fmt: skip
TRIPPED: Final = 71


def main() -> None:
    """Read ``KIND LIMITS`` from the arguments, the document from standard input, and answer."""
    kind = DocumentKind(sys.argv[1])
    limits = msgspec.json.decode(sys.argv[2], type=DocumentLimits)
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not write into the answer.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is what is wanted
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
    bind(limits)
    data = sys.stdin.buffer.read()
    sys.addaudithook(tripwire)
    result: Document | Failed
    try:
        result = read_document(data, kind, limits)
    except UnreadableError as error:
        result = Failed(error.code, str(error))
    answer.write(msgspec.msgpack.encode({"read": isinstance(result, Document), "result": result}))
    answer.flush()


def bind(limits: DocumentLimits) -> None:
    """Give up memory, time and files."""
    seconds = limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tripwire(event: str, args: tuple[object, ...]) -> None:
    """End the process where something in it reaches out; a hook for ``sys.addaudithook``."""
    if event in _FORBIDDEN:
        os._exit(TRIPPED)
    if event == "open":
        flags = args[2]
        if isinstance(flags, int) and flags & _WRITES:
            os._exit(TRIPPED)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
