"""Fuzz the stream restorer: however a stream is cut, its text is the same."""

from douane.model.sheet import Entry
from douane.protect.restore import restore_text
from douane.protect.stream import Restorer

TOKEN = "ORG_k7qm2xp0rd"
OPENED = {TOKEN: Entry(TOKEN, "value", literal=False, origins=(), sender="s")}


def target(data: bytes) -> None:
    """Cut at the lengths that the first bytes say; bytes 0xff and 0xfe stand for a token."""
    lengths, rest = data[:8], data[8:]
    text = rest.decode("latin-1").replace("\xff", TOKEN).replace("\xfe", TOKEN.swapcase())
    restorer = Restorer(OPENED)
    start, out = 0, []
    for length in lengths:
        out.append(restorer.feed(text[start : start + length]))
        start += length
    out.append(restorer.feed(text[start:], last=True))
    assert "".join(out) == restore_text(text, OPENED)
