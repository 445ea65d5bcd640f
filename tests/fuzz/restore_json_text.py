"""Fuzz restoring JSON: never a crash, and JSON stays JSON."""

import json

from douane.model.sheet import Entry
from douane.protect.restore import restore_json

NAME, AMOUNT = "ORG_k7qm2xp0rd", "AMOUNT_k7qm2xp0rd"
OPENED = {
    NAME: Entry(NAME, 'a "b" \\ c\n', literal=False, origins=(), sender="s"),
    AMOUNT: Entry(AMOUNT, "-1.50", literal=True, origins=(), sender="s"),
}


def target(data: bytes) -> None:
    """Restore any text; the bytes 0xfe and 0xff stand for tokens."""
    text = data.decode("latin-1").replace("\xfe", NAME).replace("\xff", AMOUNT)
    restored = restore_json(text, OPENED)
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return
    json.loads(restored)
