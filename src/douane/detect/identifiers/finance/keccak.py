"""Keccak-256 of one short block, as Ethereum has it: SHA-3 before its padding was changed.

hashlib has only the later padding.  It runs for addresses with capitals, about 0.2 ms each.

Source: FIPS 202, section 3; Ethereum yellow paper, appendix for the padding byte 0x01.
"""

from typing import Final

_RATE = 136
_MASK = (1 << 64) - 1
_ROUNDS = 24


def _round_constants() -> tuple[int, ...]:
    constants, register = [], 1
    for _ in range(_ROUNDS):
        constant = 0
        for power in range(7):
            if register & 1:
                constant |= 1 << (1 << power) - 1
            register = register << 1 ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return tuple(constants)


def _offsets() -> tuple[int, ...]:
    offsets, x, y = [0] * 25, 1, 0
    for step in range(_ROUNDS):
        offsets[x + 5 * y] = (step + 1) * (step + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5
    return tuple(offsets)


_CONSTANTS: Final = _round_constants()
_OFFSETS: Final = _offsets()
_TARGETS: Final = tuple(y + 5 * ((2 * x + 3 * y) % 5) for y in range(5) for x in range(5))


def keccak_256(message: bytes) -> bytes:
    """Return the digest of a message shorter than 136 bytes.

    Raises:
        ValueError: It is longer.
    """
    if len(message) >= _RATE:
        raise ValueError("only one block is supported")
    block = bytearray(message.ljust(_RATE, b"\0"))
    block[len(message)] ^= 0x01
    block[-1] ^= 0x80
    lanes = [int.from_bytes(block[at : at + 8], "little") for at in range(0, _RATE, 8)] + [0] * 8
    for constant in _CONSTANTS:
        lanes = _permuted(lanes, constant)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permuted(lanes: list[int], constant: int) -> list[int]:
    columns = [
        lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)
    ]
    moved = [0] * 25
    for at, lane in enumerate(lanes):
        x = at % 5
        right = columns[(x + 1) % 5]
        mixed = lane ^ columns[x - 1] ^ (right << 1 & _MASK | right >> 63)
        by = _OFFSETS[at]
        moved[_TARGETS[at]] = (mixed << by & _MASK) | mixed >> (64 - by)
    out = [
        moved[at] ^ (~moved[row + (at + 1 - row) % 5] & moved[row + (at + 2 - row) % 5])
        for row in range(0, 25, 5)
        for at in range(row, row + 5)
    ]
    out[0] ^= constant
    return out
