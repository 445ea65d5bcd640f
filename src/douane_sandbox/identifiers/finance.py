"""Identifiers of banks, accounts, securities and wallets, with right check digits."""

import hashlib
import random
from collections.abc import Callable
from importlib import import_module
from typing import Final

from stdnum import iban, luhn
from stdnum.iso7064 import mod_97_10

from douane_sandbox.identifiers.shapes import fill, some, until

Make = Callable[[random.Random], str]

_ACCOUNTS: Final = {
    "AT": "9999999999999999", "BE": "999999999999", "CH": "99999************", "DE": "9" * 18,
    "DK": "9" * 14, "ES": "9" * 20, "FI": "9" * 14, "FR": "9999999999***********99",
    "GB": "####" + "9" * 14, "IE": "####" + "9" * 14, "IT": "#9999999999************",
    "LI": "99999************", "LU": "999*************", "MT": "####99999******************",
    "NL": "####9999999999", "NO": "9" * 11, "PL": "9" * 24, "PT": "9" * 21, "SE": "9" * 20,
}  # fmt: skip
_BANKS: Final = ("DEUT", "COBA", "BNPA", "SOGE", "UBSW", "ZKBK", "INGB", "RABO", "BCIT", "UNCR")
_BANKS_AT: Final = {"DEUT": "DE", "COBA": "DE", "BNPA": "FR", "SOGE": "FR", "UBSW": "CH",
             "ZKBK": "CH", "INGB": "NL", "RABO": "NL", "BCIT": "IT", "UNCR": "IT"}  # fmt: skip
_CARDS: Final = (("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("37", 15), ("3528", 16))
_B58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_MARKETS: Final = ("XETR", "XFRA", "XPAR", "XAMS", "XMIL", "XMAD", "XWAR", "XSWX", "XLON", "XNAS")


def _iban(chance: random.Random) -> str:
    country = chance.choice(sorted(_ACCOUNTS))
    account = fill(chance, _ACCOUNTS[country])
    number = f"{country}{iban.calc_check_digits(f'{country}00{account}')}{account}"
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _bic(chance: random.Random) -> str:
    bank = chance.choice(_BANKS)
    branch = chance.choice(("", "XXX", fill(chance, "999")))
    return f"{bank}{_BANKS_AT[bank]}{fill(chance, '**')}{branch}"


def _lei(chance: random.Random) -> str:
    number = fill(chance, "9999") + "00" + fill(chance, "************")
    return number + str(mod_97_10.calc_check_digits(number))


def _isin(chance: random.Random) -> str:
    country = chance.choice(("DE", "FR", "IT", "ES", "NL", "CH", "US", "LU", "IE", "PL"))
    number = country + fill(chance, "00*999999")
    return number + str(import_module("stdnum.isin").calc_check_digit(number))


def _checked(module: str, shape: str) -> Make:
    passes = import_module(f"stdnum.{module}").is_valid
    return lambda chance: until(chance, shape, passes)


def _wkn(chance: random.Random) -> str:
    return chance.choice("ABC") + fill(chance, "99***").replace("I", "1").replace("O", "0")


def _card(chance: random.Random) -> str:
    prefix, length = chance.choice(_CARDS)
    number = prefix + some(chance, length - 1 - len(prefix), "0123456789")
    number += str(luhn.calc_check_digit(number))
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _bitcoin(chance: random.Random) -> str:
    payload = bytes([0]) + chance.randbytes(20)
    payload += hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, text = int.from_bytes(payload, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = _B58[rest] + text
    return "1" * (len(payload) - len(payload.lstrip(b"\0"))) + text


def _segwit(chance: random.Random) -> str:
    values = [0, *(chance.randrange(32) for _ in range(31)), 0]
    # 20 bytes are 160 bits, so 32 groups of five without padding.
    values = [0, *(chance.randrange(32) for _ in range(32))]
    expanded = [ord(letter) >> 5 for letter in "bc"] + [0] + [ord(letter) & 31 for letter in "bc"]
    check = _polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - at) & 31 for at in range(6)]
    return "bc1" + "".join(_BECH32[value] for value in values)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(_GENERATOR):
            check ^= generator if top >> at & 1 else 0
    return check


def _ethereum(chance: random.Random) -> str:
    # In one case throughout: EIP-55's capitals need Keccak, which hashlib has not.
    return "0x" + fill(chance, "~" * 40)


def _market(chance: random.Random) -> str:
    return chance.choice(_MARKETS)


MAKERS: Final[dict[str, Make]] = {
    "iban": _iban,
    "bic": _bic,
    "lei": _lei,
    "isin": _isin,
    "cusip": _checked("cusip", "999***999"),
    "sedol": _checked("gb.sedol", "B999999"),
    "wkn": _wkn,
    "valor": lambda chance: str(chance.randint(1_000_000, 130_000_000)),
    "mic": _market,
    "card": _card,
    "wallet.btc": lambda chance: chance.choice((_bitcoin, _segwit))(chance),
    "wallet.eth": _ethereum,
}
