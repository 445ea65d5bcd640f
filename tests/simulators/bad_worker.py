"""Workers that fail, each in its own way; the kind of document says how."""

import os
import sys
import time
from pathlib import Path

import msgspec

from douane.connect.documents import worker
from douane.connect.documents.kinds import DocumentKind
from douane.connect.documents.limits import DocumentLimits


def main() -> None:  # noqa: C901 - a case a failure
    """Fail."""
    limits = msgspec.json.decode(sys.argv[2], type=DocumentLimits)
    data = sys.stdin.buffer.read()
    match DocumentKind(sys.argv[1]):
        case DocumentKind.TEXT:
            time.sleep(60)
        case DocumentKind.HTML:
            os.abort()
        case DocumentKind.EML:
            sys.stdout.write("nonsense")
        case DocumentKind.PDF:
            worker.bind(limits)
            while True:
                pass
        case DocumentKind.DOCX:
            worker.bind(limits)
            kept = [data]
            while True:
                kept.append(bytes(1 << 24))
        case DocumentKind.XLSX:
            sys.addaudithook(worker.tripwire)
            Path("/tmp/douane-written").write_text("x" * 8)  # noqa: S108 - it must fail
        case DocumentKind.PPTX:
            sys.addaudithook(worker.tripwire)
            os.system("true")  # noqa: S605 - it must fail
        case DocumentKind.MSG:
            names = " ".join(sorted(os.environ))
            told = {"passages": [{"name": "environment", "text": names}], "unread": []}
            sys.stdout.buffer.write(msgspec.msgpack.encode({"read": True, "result": told}))


if __name__ == "__main__":
    main()
