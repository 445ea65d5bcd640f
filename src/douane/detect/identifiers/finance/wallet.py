"""Addresses of crypto wallets, with their checksums: base58check, bech32.

For Ethereum its length speaks: forty hexadecimal digits behind ``0x``.  The checksum in its
capitals (EIP-55) is not asked for: Keccak costs half a millisecond in Python, and most
addresses are written in one case, which has none.

Sources: Bitcoin's base58check; BIP 173 and BIP 350; EIP-55.
"""

import hashlib
import re
from typing import Final

from douane.detect.identifiers.context.surroundings import before, is_neutral
from douane.detect.identifiers.edges import ends_alone, stands_alone
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE: Final = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32: Final = {letter: at for at, letter in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CONSTANTS: Final = frozenset({1, 0x2BC830A3})
_PAYLOAD, _CHECK = 25, 4
_LONGEST = 90
_ETHEREUM = 42
_SEGWIT = re.compile(r"(?i)(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,87}")
_BASE = re.compile(r"[13LMDTXr][1-9A-HJ-NP-Za-km-z]{24,34}")


def _start(text: str, end: int, form: re.Pattern[str]) -> int:
    if not ends_alone(text, end):
        return -1
    for start in range(max(0, end - _LONGEST), end):
        if start and text[start - 1].isalnum():
            continue
        found = form.match(text, start, end)
        if found is not None and found.end() == end and stands_alone(text, start, end):
            return start
    return -1


def read_base58(text: str, end: int) -> Hit | None:
    """Return the address that ends here: Bitcoin, Litecoin, Dogecoin, Dash, Tron, Ripple."""
    start = _start(text, end, _BASE)
    if start < 0 or text[start:end].isdecimal():
        return None
    first, number = text[start], 0
    alphabet = _RIPPLE if first == "r" else _BASE58
    for letter in text[start:end]:
        number = number * 58 + alphabet.find(letter)
    if number < 0 or number.bit_length() > 8 * _PAYLOAD:
        return None
    payload = number.to_bytes(_PAYLOAD, "big")
    digest = hashlib.sha256(hashlib.sha256(payload[:-_CHECK]).digest()).digest()
    if digest[:_CHECK] != payload[-_CHECK:]:
        return None
    return Hit(start, end, Kind.CODE, 1.0, "wallet.btc" if first in "13" else "wallet.other")


def read_bech32(text: str, end: int) -> Hit | None:
    """Return the segregated-witness address that ends here."""
    start = _start(text, end, _SEGWIT)
    if start < 0:
        return None
    written = text[start:end]
    if written not in {written.lower(), written.upper()}:
        return None
    prefix, _, body = written.lower().partition("1")
    values = [ord(letter) >> 5 for letter in prefix] + [0]
    values += [ord(letter) & 31 for letter in prefix]
    if _polymod(values + [_BECH32[letter] for letter in body]) not in _CONSTANTS:
        return None
    return Hit(start, end, Kind.CODE, 1.0, "wallet.btc" if prefix == "bc" else "wallet.other")


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(_GENERATOR):
            if top >> at & 1:
                check ^= generator
    return check


def read_ethereum(text: str, end: int) -> Hit | None:
    """Return the address that ends here, unless an order or the like is numbered so."""
    start = end - _ETHEREUM
    if not stands_alone(text, start, end):
        return None
    labels = before(text, start)
    if is_neutral(labels) and not labels[0].words:
        return None
    return Hit(start, end, Kind.CODE, 0.8, "wallet.eth")


BASE58: Final = Trigger("wallet.btc", (rb"\b[13LMDTXr][1-9A-HJ-NP-Za-km-z]{25,34}\b",), read_base58)
BECH32: Final = Trigger(
    "wallet.btc", (rb"(?i)\b(?:bc|tb|ltc)1[02-9ac-hj-np-z]{11,87}\b",), read_bech32
)
ETHEREUM: Final = Trigger("wallet.eth", (rb"\b0x[0-9a-fA-F]{40}\b",), read_ethereum)
