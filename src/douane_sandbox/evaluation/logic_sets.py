"""Formulas, rules and code that a bank keeps to itself, copies of registered texts, and what merely
resembles them: textbook formulas, sums on an invoice, public code."""

from collections.abc import Iterator
from random import Random
from typing import Final

from douane_sandbox.evaluation.rows import LANGUAGES, Made, Row, business

REGISTER: Final = "registered.jsonl"
_EACH: Final = 150
_NAMES: Final = ("ltv", "dscr", "churn", "momentum", "spread", "tenure", "leverage", "flow_z", "age")
_TEXTBOOK: Final = (
    "E = mc^2", "a^2 + b^2 = c^2", "A = π · r²", "F = m · a", "v = s / t", "PV = nRT",
    "The mean is the sum of all values divided by their number.",
    "Compound interest: K_n = K_0 · (1 + p/100)^n, as every schoolbook has it.",
    "The Sharpe ratio is (return − risk-free rate) / standard deviation.",
)  # fmt: skip


def sets(rng: Random) -> Iterator[Made]:
    """Yield logic with hard negatives, registered texts, copies of them, and other texts."""
    yield Made(
        "logic", "spans", "logic",
        "weighted sums, scorecards, rule text, spreadsheet and Apex formulas; hard negatives:"
        " textbook formulas, ordinary arithmetic",
        list(_logic(rng)),
    )  # fmt: skip
    texts = [_secret_text(rng) for _ in range(40)]
    yield Made(
        "registered", "values", "", "the texts that are registered",
        [{"id": f"secret-{number}", "text": text} for number, text in enumerate(texts)],
    )  # fmt: skip
    yield Made(
        "copies", "spans", "copies", "parts of registered texts (12 % or more), re-wrapped, re-cased,"
        " inside other text",
        list(_copies(texts, rng)), register=REGISTER,
    )  # fmt: skip
    yield Made(
        "unrelated", "benign", "unrelated", "documents that share nothing with registered texts",
        [
            {"id": f"{number}", "text": business(LANGUAGES[number % 7], rng, 600), "spans": []}
            for number in range(2_000)
        ],
        register=REGISTER,
    )  # fmt: skip


def _weighted(rng: Random) -> str:
    terms = rng.sample(_NAMES, rng.randrange(3, 6))
    return "score = " + " + ".join(f"{rng.uniform(0.05, 0.9):.2f}*{name}" for name in terms)


def _scorecard(rng: Random) -> str:
    return "\n".join(
        f"{name.upper()} > {rng.randrange(10, 90)}: {rng.choice('+-')}{rng.randrange(5, 60)} points"
        for name in rng.sample(_NAMES, 4)
    )


def _rule(rng: Random) -> str:
    return rng.choice(
        (
            "If LTV is above {a} %, add {b} bp; if the DSCR falls below 1.{c}, add another {d} bp.",
            "Liegt der Beleihungsauslauf über {a} %, Aufschlag von {b} Basispunkten; bei einem DSCR"
            " unter 1,{c} weitere {d} Basispunkte.",
            "Si la LTV dépasse {a} %, ajouter {b} pb ; si le DSCR passe sous 1,{c}, encore {d} pb.",
        )
    ).format(
        a=rng.randrange(60, 95), b=rng.randrange(10, 80), c=rng.randrange(1, 9),
        d=rng.randrange(5, 50),
    )  # fmt: skip


def _sheet(rng: Random) -> str:
    return f"=IF(B{rng.randrange(2, 90)}>{rng.randrange(50, 95)}%,C4*1.{rng.randrange(10, 40)},C4*0.9{rng.randrange(1, 9)})+VLOOKUP(A2,Margins!A:D,4,0)"


def _apex(rng: Random) -> str:
    return (
        f"IF(AND(KycStatus__c = 'Complete', TotalAssets__c > {rng.randrange(1, 9)}00000),\n"
        f"   0.{rng.randrange(10, 90)} * MomentumRank__c + 0.{rng.randrange(10, 90)} * FlowZ__c,\n"
        f"   0.{rng.randrange(10, 90)} * MomentumRank__c)"
    )


def _arithmetic(rng: Random) -> str:
    number, price = rng.randrange(2, 30), rng.randrange(3, 90)
    return f"{number} x {price}.50 = {number * (price + 0.5):.2f}, plus 19 % makes the total."


_MAKERS: Final = {
    "weighted": _weighted, "scorecard": _scorecard, "rule": _rule, "sheet": _sheet, "apex": _apex,
}  # fmt: skip


def _logic(rng: Random) -> Iterator[Row]:
    for name, make in _MAKERS.items():
        for number in range(_EACH):
            language = LANGUAGES[number % len(LANGUAGES)]
            before, value = business(language, rng, 200) + "\n", make(rng)
            text = f"{before}{value}\n{business(language, rng, 100)}"
            span = [len(before), len(before) + len(value), "LOGIC"]
            yield {"id": f"{name}-{number}", "text": text, "spans": [span], "group": name}
    for number in range(_EACH * 3):
        before = business(LANGUAGES[number % len(LANGUAGES)], rng, 200)
        group = ("textbook", "arithmetic", "none")[number % 3]
        middle = (rng.choice(_TEXTBOOK), _arithmetic(rng), "")[number % 3]
        yield {"id": f"{group}-{number}", "text": f"{before}\n{middle}", "spans": [], "group": group}


def _secret_text(rng: Random) -> str:
    """Return a strategy paper of its own words, about 400 of them."""
    subjects = ("the desk", "the committee", "the model", "the mandate", "the hedge", "the book")
    verbs = ("rebalances", "caps", "shifts", "withholds", "front-loads", "unwinds", "shadows")
    objects = ("duration", "carry", "convexity", "the rebate", "exposure", "the overlay", "margin")
    whens = ("after the fixing", "before quarter end", "on thin volume", "once spreads gap",
             "when the auction fails", "under stress", "at the roll")  # fmt: skip
    return " ".join(
        f"{rng.choice(subjects).capitalize()} {rng.choice(verbs)} {rng.choice(objects)} by"
        f" {rng.randrange(3, 97)} points {rng.choice(whens)}."
        for _ in range(40)
    )


def _copies(texts: list[str], rng: Random) -> Iterator[Row]:
    ways = ("cut", "wrapped", "lower case", "upper case", "quoted")
    for number, text in enumerate(texts * 5):
        way = ways[number % len(ways)]
        parts = text.split(" ")
        length = max(60, len(parts) * 12 // 100 + 1)
        at = rng.randrange(len(parts) - length)
        copy = " ".join(parts[at : at + length])
        if way == "wrapped":
            copy = "\n".join(copy[place : place + 60] for place in range(0, len(copy), 60))
        elif way == "quoted":
            copy = "> " + "\n> ".join(" ".join(parts[at : at + length][n : n + 9]) for n in range(0, length, 9))
        copy = {"lower case": copy.lower(), "upper case": copy.upper()}.get(way, copy)
        before = business(LANGUAGES[number % 7], rng, 300) + "\n\n"
        yield {
            "id": f"{way}-{number}", "text": before + copy + "\n\n" + business("en", rng, 200),
            "spans": [[len(before), len(before) + len(copy), "LOGIC"]], "group": way,
        }  # fmt: skip
