"""Portfolios, and the text whose reading is timed."""

import json
from collections.abc import Iterator
from random import Random
from typing import Final

from douane_sandbox.data.generate import generate
from douane_sandbox.evaluation.rows import Made, Row, business
from douane_sandbox.portfolio_samples import samples

_PORTFOLIOS: Final = 840
_SIZES: Final = (("4k", 4096), ("32k", 32_768))


def sets(rng: Random) -> Iterator[Made]:
    """Yield portfolios with what resembles them, and the texts that are timed."""
    yield Made(
        "portfolios", "spans", "portfolios",
        "portfolios and dossiers in ten layouts and seven languages; hard negatives: factsheets,"
        " indices, price lists, news, invoices, forms; clients' numbers and names, firms and ISINs"
        " in all of them are values of their own, are found, and count as nothing for the goal",
        list(_portfolios(rng)),
    )  # fmt: skip
    yield Made(
        "speed", "speed", "",
        "records of the stand-in org as JSON, notes on them, and business text",
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
    """Return so many bytes of what a service team pastes: records as JSON, then notes on them."""
    org = generate(1)
    contacts, cases = list(org["Contact"].values()), list(org["Case"].values())
    parts: list[str] = []
    length = 0
    while length < size:
        record = {"attributes": {"type": "Contact"}, **rng.choice(contacts)}
        notes = [str(row["Description"]) for row in rng.sample(cases, 4)]
        text = json.dumps(record, ensure_ascii=False, indent=1)
        parts.append("\n\n".join((text, *notes, business("en", rng, 600))))
        length += len(parts[-1].encode())
    return "\n\n".join(parts).encode()[:size].decode("utf-8", "ignore")
