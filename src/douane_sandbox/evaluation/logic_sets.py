"""Formulas, rules and code that a bank keeps to itself, and copies of registered texts.

With what merely resembles them: textbook formulas, sums on an invoice, public code, other texts.
"""

from collections.abc import Iterator
from random import Random
from typing import Final

from douane_sandbox.evaluation.rows import LANGUAGES, Made, Row, business
from douane_sandbox.logic_samples import copies, document, local_code, local_prose, rows

REGISTER: Final = "registered.jsonl"
_EACH: Final = 30
_COPIES: Final = 12
_UNRELATED: Final = 1_200
_PUBLIC: Final = 120
_SAME: Final = 120


def sets(rng: Random) -> Iterator[Made]:
    """Yield logic with hard negatives, registered texts, copies of them, and other texts."""
    yield Made(
        "logic", "spans", "logic",
        "formulas, scorecards, decision tables, rule text and code; hard negatives: textbook"
        " formulas, factsheets, arithmetic, settings, open-source code; greetings name somebody,"
        " which is found, rightly, and counts as flagged here and as nothing for the goal",
        list(_logic(rng)),
    )  # fmt: skip
    made = list(copies(rng.randrange(1 << 30), _COPIES))
    names = {
        text: f"secret-{at}" for at, text in enumerate(dict.fromkeys(c.original for c in made))
    }
    yield Made(
        "registered", "values", "", "the texts that are registered",
        [{"id": name, "text": text} for text, name in names.items()],
    )  # fmt: skip
    yield Made(
        "copies", "spans", "copies",
        "partial, re-wrapped, scattered and edited copies of registered texts, renamed code and"
        " formulas; the span is the whole text, and touching it is what counts",
        [
            {"id": f"{at}", "text": copy.text, "spans": [[0, len(copy.text), "REGISTERED"]],
             "group": copy.label}
            for at, copy in enumerate(made)
        ],
        register=REGISTER,
    )  # fmt: skip
    yield Made(
        "unrelated", "benign", "unrelated",
        "documents that share nothing with registered texts; licences and sources of public code"
        " name their authors and firms, which is found, rightly: copies of registered texts alone"
        " count for the goal",
        list(_unrelated(rng)), register=REGISTER,
    )  # fmt: skip
    yield Made(
        "same-phrases", "benign", "",
        "documents made of the same few phrases as the registered ones: what a house style does",
        [{"id": f"{at}", "text": document(rng), "spans": []} for at in range(_SAME)],
        register=REGISTER,
    )  # fmt: skip


def _logic(rng: Random) -> Iterator[Row]:
    for at, row in enumerate(rows(rng.randrange(1 << 30), _EACH)):
        yield {
            "id": f"{at}", "text": row.text, "group": row.label,
            "spans": [[*span, "LOGIC"] for span in row.spans],
        }  # fmt: skip


def _unrelated(rng: Random) -> Iterator[Row]:
    for at in range(_UNRELATED):
        text = business(LANGUAGES[at % 7], rng, 1_500)
        yield {"id": f"{at}", "text": text, "spans": [], "group": "business"}
    for group, found in (("code", local_code), ("prose", local_prose)):
        for at, row in enumerate(found(rng, _PUBLIC)):
            yield {"id": f"{group}-{at}", "text": row.text, "spans": [], "group": group}
