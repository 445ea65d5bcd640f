"""Random texts of a shape, until one of them passes a check.

In a shape ``9`` is any digit, ``#`` a capital, ``*`` either and ``~`` a hexadecimal digit in
lower case; anything else stands for itself.
"""

import random
import string
from collections.abc import Callable
from typing import Final

ALPHABETS: Final = {
    "9": string.digits,
    "#": string.ascii_uppercase,
    "*": string.digits + string.ascii_uppercase,
    "~": "0123456789abcdef",
}
_TRIES = 20_000


def fill(chance: random.Random, shape: str) -> str:
    """Return a random text of a shape."""
    return "".join(chance.choice(ALPHABETS[at]) if at in ALPHABETS else at for at in shape)


def until(
    chance: random.Random, make: str | Callable[[], str], passes: Callable[[str], bool]
) -> str:
    """Return the first random text that passes; most checks let one in ten or a hundred.

    Raises:
        AssertionError: None did, so shape and check do not belong together.
    """
    for _ in range(_TRIES):
        text = fill(chance, make) if isinstance(make, str) else make()
        if passes(text):
            return text
    raise AssertionError("no text of this shape passes the check")


def some(chance: random.Random, length: int, alphabet: str) -> str:
    """Return so many random characters of an alphabet."""
    return "".join(chance.choices(alphabet, k=length))


def day(chance: random.Random) -> tuple[int, int, int]:
    """Return year, month and day of a birth in the twentieth century."""
    return chance.randint(1930, 1999), chance.randint(1, 12), chance.randint(1, 28)
