"""A message of Outlook by hand: a compound file ([MS-CFB]) with the streams of [MS-OXMSG].

Everything stands in the mini stream, whose pieces of 64 bytes hold streams below 4,096 bytes.
"""

import struct
from collections.abc import Mapping
from typing import Final

_SECTOR, _PIECE, _ENTRY = 512, 64, 128
_NONE, _END, _FREE, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_TEXT, _BYTES, _NUMBER = 0x001F, 0x0102, 0x0003
_HEADS: Final = {"message": 32, "part": 8}
SENDER: Final = "Anna Achterbach"
Tree = dict[str, "bytes | Tree"]


def message(
    body: str = "", subject: str = "", to: str = "", html: bytes = b"",
    attached: Mapping[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """Return a message; ``attached`` are contents by file name."""
    attached = attached or {}
    values: dict[int, str | bytes] = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: SENDER}
    values[0x0C1F] = "anna@bank.example"
    values |= {0x1000: body} if body else {}
    values |= {0x1013: html} if html else {}
    root = _properties(values, "message")
    if to:
        root["__recip_version1.0_#00000000"] = _properties({0x3001: to, 0x3003: "a@b.example"})
    for number, (name, content) in enumerate(attached.items()):
        root[f"__attach_version1.0_#{number:08X}"] = _properties({0x3707: name, 0x3701: content})
    return _compound(root)


def _properties(values: Mapping[int, str | bytes], head: str = "part") -> Tree:
    tree: Tree = {}
    # Bytes of a page are in UTF-8.
    table = struct.pack("<HHIII", _NUMBER, 0x3FDE, 6, 65001, 0) if head == "message" else b""
    for number, value in values.items():
        sort, data = (
            (_TEXT, value.encode("utf-16-le")) if isinstance(value, str) else (_BYTES, value)
        )
        tree[f"__substg1.0_{number:04X}{sort:04X}"] = data
        table += struct.pack("<HHIII", sort, number, 6, len(data), 0)
    tree["__properties_version1.0"] = bytes(_HEADS[head]) + table
    return tree


def _compound(tree: Tree) -> bytes:
    entries: list[list[object]] = [["Root Entry", _ROOT, _NONE, _NONE, 0, 0]]
    pieces: list[bytes] = []
    chain: list[int] = []
    _enter(tree, 0, entries, pieces, chain)
    mini = b"".join(pieces)
    entries[0][5] = len(mini)
    sectors: list[bytes] = []
    links: list[int] = []
    entries[0][4] = _store(mini, sectors, links)
    directory = _store(b"".join(_entry(each) for each in entries), sectors, links)
    short = _store(struct.pack(f"<{len(chain)}I", *chain), sectors, links, fill=b"\xff")
    number = next(n for n in range(1, 100) if n * (_SECTOR // 4) >= len(links) + n)
    first = len(sectors)
    links += [_FAT] * number
    links += [_FREE] * (number * (_SECTOR // 4) - len(links))
    fat = struct.pack(f"<{len(links)}I", *links)
    places = [*range(first, first + number)]
    places += [_FREE] * (109 - number)
    header = struct.pack(
        "<8s16sHHHHH6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, number, directory, 0, 4096, short, -(-len(chain) * 4 // _SECTOR), _END, 0,
    )  # fmt: skip
    return header + struct.pack("<109I", *places) + b"".join(sectors) + fat


def _enter(
    tree: Tree, parent: int, entries: list[list[object]], pieces: list[bytes], chain: list[int]
) -> None:
    """Add entries, each the right sibling of the one before."""
    before, link = parent, 3  # the child of a storage; then the sibling of an entry
    for name, content in sorted(tree.items(), key=lambda each: (len(each[0]), each[0].upper())):
        entries[before][link] = len(entries)
        before, link = len(entries), 2
        if isinstance(content, bytes):
            count = -(-len(content) // _PIECE)
            start = len(chain) if count else _END
            chain += [*range(len(chain) + 1, len(chain) + count), _END] if count else []
            pieces.append(content.ljust(count * _PIECE, b"\x00"))
            entries.append([name, _STREAM, _NONE, _NONE, start, len(content)])
        else:
            entries.append([name, _STORAGE, _NONE, _NONE, 0, 0])
            _enter(content, before, entries, pieces, chain)


def _entry(entry: list[object]) -> bytes:
    name, sort, right, child, start, size = entry
    written = f"{name}\0".encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIII", written, len(written), sort, 1, _NONE, right, child, start, size, 0
    )


def _store(data: bytes, sectors: list[bytes], links: list[int], fill: bytes = b"\x00") -> int:
    """Add sectors, each linked to the next, and return the number of the first."""
    first = len(sectors)
    for at in range(0, len(data), _SECTOR):
        sectors.append(data[at : at + _SECTOR].ljust(_SECTOR, fill))
        links.append(len(sectors))
    links[-1] = _END
    return first
