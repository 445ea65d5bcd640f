"""Portfolios, and the text whose reading is timed."""

from collections.abc import Iterator
from random import Random
from typing import Final

from douane_sandbox.evaluation.rows import LANGUAGES, Made, Row, business, put, words
from douane_sandbox.identifiers import GENERATORS
from douane_sandbox.portfolio_samples import samples

_PORTFOLIOS: Final = 840
_SIZES: Final = (("4k", 4096), ("32k", 32_768))


def sets(rng: Random) -> Iterator[Made]:
    """Yield portfolios with what resembles them, and the texts that are timed."""
    yield Made(
        "portfolios", "spans", "portfolios",
        "portfolios and dossiers in ten layouts and seven languages; hard negatives: factsheets,"
        " indices, price lists, news, invoices, forms",
        list(_portfolios(rng)),
    )  # fmt: skip
    yield Made(
        "speed", "speed", "", "business text in which an IBAN, an e-mail and a phone stand each KB",
        [
            {"id": name, "text": _mixed(rng, size), "spans": []}
            for name, size in _SIZES
        ],
    )  # fmt: skip


def _portfolios(rng: Random) -> Iterator[Row]:
    for number, (text, spans, label) in enumerate(samples(rng.randrange(1 << 30), _PORTFOLIOS)):
        yield {
            "id": f"{number}", "text": text, "spans": [[*span, "PORTFOLIO"] for span in spans],
            "group": label.rpartition(".")[0],
        }  # fmt: skip


def _mixed(rng: Random, size: int) -> str:
    """Return about so many bytes of text as a service team writes it."""
    parts: list[str] = []
    length = 0
    while length < size:
        language = LANGUAGES[len(parts) % 2]  # German and English, as most of a prompt
        part = business(language, rng, 900) + "\n"
        for kind in ("iban", "email", "phone"):
            sentence = rng.choice(words()[language]["bare"])
            part += put(sentence, "value", GENERATORS[kind](rng))[0] + " "
        parts.append(part)
        length += len(part.encode())
    return "\n".join(parts).encode()[:size].decode("utf-8", "ignore")
