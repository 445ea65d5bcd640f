"""Seeded samples of proprietary logic, and of what only looks like it.

``rows`` yields positives and hard negatives; ``copies`` yields originals with partial,
rewritten or renamed copies, for a register.  Coefficients, thresholds and names are drawn anew
for each row, so that no row can be learned by heart.  A row is ``(text, spans, label)``: spans
are the (start, end) characters of each passage of logic, label its kind (``formula.assignment``,
``code.python``, …) or ``negative.…`` with no span.

Unrelated code and prose of others come from the machine itself: ``local_code`` reads the
standard library of the Python that runs this, ``local_prose`` what lies in ``/usr/share/doc``.
"""

import random
import re
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from douane_sandbox.logic_code import LANGUAGES, code
from douane_sandbox.logic_words import (
    ARITHMETIC,
    CARRIERS,
    FACT_SHEET,
    FACTORS,
    MANNERS,
    OBJECTS,
    POINTS,
    PROSE,
    RULE_FACTORS,
    RULES,
    SCORED,
    SETTINGS,
    SUBJECTS,
    TARGETS,
    TEXTBOOK,
    VERBS,
)


class Row(NamedTuple):
    """One text, where its logic stands, and what kind of text it is."""

    text: str
    spans: tuple[tuple[int, int], ...]
    label: str


class Copy(NamedTuple):
    """A registered original and a text that copies some of it.

    Attributes:
        original: What is registered.
        text: What is searched.
        label: How it was changed.
        kept: Words of the original that stand in the text, unless it is code or a formula.
    """

    original: str
    text: str
    label: str
    kept: int


Make = Callable[[random.Random], str]


def number(chance: random.Random, low: float = 0.05, high: float = 3.0) -> str:
    """Return a coefficient as somebody would write it."""
    return f"{chance.uniform(low, high):.{chance.choice((1, 2, 2, 3))}f}"


def weighted_sum(chance: random.Random) -> str:
    """Return an assignment of a weighted sum."""
    factors = chance.sample(FACTORS, chance.randint(3, 6))
    times = chance.choice((" * ", "*", " \u00d7 ", " \u00b7 "))
    terms = [f"{number(chance)}{times}{factor}" for factor in factors]
    signs = [chance.choice((" + ", " + ", " - ")) for _ in terms]
    body = terms[0] + "".join(sign + term for sign, term in zip(signs, terms[1:], strict=False))
    target = chance.choice(TARGETS)
    if not chance.randrange(3):
        body += f" + {chance.randint(5, 400)}"
    return f"{target} = {body}"


def logistic(chance: random.Random) -> str:
    """Return a logistic score."""
    return f"PD = 1 / (1 + exp(-(-{number(chance)} + {weighted_sum(chance).partition('= ')[2]})))"


def german_sum(chance: random.Random) -> str:
    """Return a weighted sum with decimal commas and words."""
    names = chance.sample(
        ("Einkommen", "Alter", "Beleihungsquote", "Schuldenquote", "Liquidität", "Laufzeit"), 3
    )
    terms = [f"{number(chance).replace('.', ',')} \u00d7 {name}" for name in names]
    return f"{chance.choice(('Score', 'Risikopunkte', 'Zinsaufschlag'))} = {' + '.join(terms)}"


def conditional(chance: random.Random) -> str:
    """Return an assignment with a threshold."""
    target, factor = chance.choice(TARGETS), chance.choice(FACTORS)
    return (
        f"{target} = {number(chance)} * base + {chance.randint(10, 90)} "
        f"if {factor} > {number(chance)} else {number(chance)} * base"
    )


def latex(chance: random.Random) -> str:
    """Return a score as LaTeX."""
    factors = chance.sample(("ltv", "dti", "inc", "vol", "mom", "liq"), 4)
    terms = " + ".join(rf"{number(chance)} \cdot x_{{{factor}}}" for factor in factors)
    return rf"$S_{{risk}} = {terms}$"


def spreadsheet(chance: random.Random) -> str:
    """Return a spreadsheet formula."""
    low, high = sorted(chance.sample(range(10, 95), 2))
    return chance.choice(
        (
            f"=IF(B2>0.{high},C2*{number(chance)},IF(B2>0.{low},C2*{number(chance)},C2))",
            f"=SUMPRODUCT(B2:B{low},$D$2:$D${low})/SUM($D$2:$D${low})",
            f"=WENN(B2>0,{high};C2*{number(chance).replace('.', ',')};C2+{low})",
            f"={number(chance)}*B2+{number(chance)}*C2-{number(chance)}*D2",
            f'=IF(AND(LTV>0.{high},DTI>0.{low}),"decline",ROUND(Base*{number(chance)},2))',
            f"=SI(A2>{high},B2*{number(chance)},B2*{number(chance)})",
        )
    )


def apex_formula(chance: random.Random) -> str:
    """Return a Salesforce formula field."""
    a, b = sorted(chance.sample(range(40, 99), 2))
    return chance.choice(
        (
            (
                f"IF(LTV__c > 0.{b}, Base_Rate__c + {number(chance)}, IF(LTV__c > 0.{a}, "
                f"Base_Rate__c + {number(chance)}, Base_Rate__c))"
            ),
            (
                f'CASE(Rating__c, "A", {number(chance)}, "B", {number(chance)}, "C", '
                f"{number(chance)}, 9.9)"
            ),
            (
                f"(Income__c * {number(chance)} + Tenure__c * {number(chance)}) / "
                f"NULLVALUE(Exposure__c, 1) * {number(chance)}"
            ),
            (
                f'IF(ISPICKVAL(Segment__c, "Private"), Score__c * {number(chance)}, '
                f"Score__c * {number(chance)})"
            ),
        )
    )


def scorecard(chance: random.Random, language: str) -> str:
    """Return a table of points."""
    head = POINTS[language]
    rows = []
    for name in chance.sample(SCORED[language], 3):
        low = chance.randint(10, 40)
        high = low + chance.randint(5, 40)
        rows += [
            (name, f"< {low}", chance.randint(5, 20)),
            (name, f"{low}-{high}", chance.randint(20, 35)),
            (name, f"> {high}", chance.randint(35, 60)),
        ]
    shape = chance.randrange(3)
    if shape == 0:
        lines = ["| " + " | ".join(head) + " |", "|---|---|---|"]
        return "\n".join([*lines, *(f"| {a} | {b} | {c} |" for a, b, c in rows)])
    if shape == 1:
        return "\n".join([";".join(head), *(f"{a};{b};{c}" for a, b, c in rows)])
    return "\n".join(f"{a} {b}: {c} {head[2].lower()}" for a, b, c in rows)


def decision_table(chance: random.Random) -> str:
    """Return a table of conditions and what follows."""
    rows = [
        f"| > {chance.randint(70, 95)} % | {mark}"
        f" | {chance.choice(('decline', 'refer', 'approve'))} | +{chance.randint(10, 90)} bp |"
        for mark in ("A", "B", "C", "D")
    ]
    return "\n".join(["| LTV | Rating | Decision | Margin |", "|---|---|---|---|", *rows])


def rule_text(chance: random.Random, language: str) -> str:
    """Return one or two rules in prose."""
    rules = chance.sample(RULES[language], chance.randint(1, 2))
    high = chance.randint(60, 95)
    return " ".join(
        rule.format(f=chance.choice(RULE_FACTORS), t=high, u=high - 10, s=chance.randint(2, 18) * 5)
        for rule in rules
    )


FORMULAS: dict[str, Make] = {
    "formula.weighted_sum": weighted_sum,
    "formula.logistic": logistic,
    "formula.decimal_comma": german_sum,
    "formula.conditional": conditional,
    "formula.latex": latex,
    "formula.spreadsheet": spreadsheet,
    "formula.apex_field": apex_formula,
    "decision_table": decision_table,
}


def placed(chance: random.Random, passage: str, label: str, language: str = "en") -> Row:
    """Put a passage into a message."""
    before, after = chance.choice(CARRIERS[language])
    start = len(before) + 2
    return Row(f"{before}\n\n{passage}\n\n{after}\n", ((start, start + len(passage)),), label)


def rows(seed: int = 1, each: int = 40) -> Iterator[Row]:
    """Yield ``each`` rows of every kind, positive and negative.

    Args:
        seed: Same seed, same rows.
        each: Rows a kind.
    """
    chance = random.Random(seed)
    for _ in range(each):
        for label, make in FORMULAS.items():
            yield placed(chance, make(chance), label, chance.choice(tuple(CARRIERS)))
        for language in RULES:
            yield placed(chance, rule_text(chance, language), f"rule_text.{language}", language)
            yield placed(chance, scorecard(chance, language), f"scorecard.{language}", language)
        for language in LANGUAGES:
            yield placed(chance, code(chance, language), f"code.{language}")
        yield from negatives(chance)


def negatives(chance: random.Random) -> Iterator[Row]:
    """Yield one row of each kind that must not be flagged."""
    kinds = {
        "textbook": TEXTBOOK, "arithmetic": ARITHMETIC, "fact_sheet": FACT_SHEET,
        "settings": SETTINGS, "prose": PROSE,
    }  # fmt: skip
    for kind, texts in kinds.items():
        for size in (1, 2):
            passage = "\n".join(chance.sample(texts, size))
            row = placed(chance, passage, f"negative.{kind}", chance.choice(tuple(CARRIERS)))
            yield row._replace(spans=())


def local_code(chance: random.Random, number_of: int, lines: int = 60) -> Iterator[Row]:
    """Yield pieces of this Python's standard library: code of others, with nobody's logic."""
    files = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    files += sorted(Path(sysconfig.get_paths()["stdlib"]).glob("[a-h]*/*.py"))
    for _ in range(number_of):
        text = chance.choice(files).read_text("utf-8", "replace").splitlines()
        start = chance.randrange(max(1, len(text) - lines))
        yield Row("\n".join(text[start : start + lines]), (), "negative.open_source")


def local_prose(chance: random.Random, number_of: int, size: int = 4096) -> Iterator[Row]:
    """Yield pieces of the documents in ``/usr/share``: prose of others, where there is any."""
    files = [*Path("/usr/share/doc").rglob("copyright"), *Path("/usr/share/perl").rglob("*.pod")]
    files = sorted(file for file in files if file.is_file())
    for _ in range(number_of if files else 0):
        text = chance.choice(files).read_text("utf-8", "replace")
        start = chance.randrange(max(1, len(text) - size))
        yield Row(text[start : start + size], (), "negative.documents")


def document(chance: random.Random, sentences: int = 60) -> str:
    """Return invented strategy text; two of them share hardly any run of words."""
    parts = [words.split("|") for words in (SUBJECTS, VERBS, OBJECTS, MANNERS, OBJECTS, MANNERS)]
    joins = ("", "", "", ", then looks at", " ")
    out = []
    for _ in range(sentences):
        subject, verb, first, how, second, last = (chance.choice(part) for part in parts)
        tail = f", {chance.choice(joins).strip(', ') or 'and also'} {second} {last}"
        out.append(f"{subject} {verb} {first} {how}{tail} ({chance.randint(2, 97)}).")
    return " ".join(out)


def copies(seed: int = 1, each: int = 40) -> Iterator[Copy]:
    """Yield originals with copies of at least 12 % or 60 words, of formulas and of code."""
    chance = random.Random(seed)
    for _ in range(each):
        original = document(chance, chance.randint(30, 90))
        words = original.split(" ")
        kept = max(60, len(words) * 12 // 100)
        start = chance.randrange(len(words) - kept)
        passage = words[start : start + kept]
        filler = document(chance, 25)
        yield Copy(original, f"{filler} {' '.join(passage)} {filler}", "text.partial", kept)
        wrapped = re.sub(r"(.{30,60}?) ", r"\1\n> ", " ".join(passage))
        yield Copy(original, f"> {wrapped.upper()}", "text.rewrapped", kept)
        yield Copy(original, _scattered(chance, original), "text.sentences", kept)
        yield Copy(original, _edited(chance, original), "text.edited", len(words) * 9 // 10)
        yield from _formula_copies(chance)
        yield from _code_copies(chance)


def _scattered(chance: random.Random, original: str) -> str:
    """Keep some whole sentences between others."""
    sentences = original.split(". ")
    some = max(4, len(sentences) * 15 // 100)
    out = []
    for sentence in chance.sample(sentences, some):
        out += [sentence, document(chance, 2)]
    return ". ".join(out)


def _edited(chance: random.Random, original: str) -> str:
    """Replace one word in ten."""
    return " ".join(
        chance.choice(("maybe", "rather", "often", "also")) if not chance.randrange(10) else word
        for word in original.split(" ")
    )


def _formula_copies(chance: random.Random) -> Iterator[Copy]:
    factors = chance.sample(FACTORS, chance.randint(4, 6))
    weights = [chance.randint(5, 300) / 100 for _ in factors]
    original = "score = " + " + ".join(
        f"{weight} * {factor}" for weight, factor in zip(weights, factors, strict=True)
    )
    scale = chance.choice((1.0, 10.0, 100.0, 2.5))
    terms = [
        f"{_rounded(weight * scale)}*v{chance.randint(10, 99)}_{place}"
        for place, weight in enumerate(weights)
    ]
    chance.shuffle(terms)
    yield Copy(original, f"please check y = {' + '.join(terms)} for me", "formula.renamed", 0)


def _rounded(value: float) -> str:
    return f"{value:.3g}"


def _code_copies(chance: random.Random) -> Iterator[Copy]:
    for language in LANGUAGES:
        original = "\n".join(code(chance, language) for _ in range(2))
        names = dict.fromkeys(re.findall(r"\b(?:" + "|".join(FACTORS) + r")\b", original))
        renamed = original
        for place, name in enumerate(names):
            renamed = re.sub(rf"\b{name}\b", f"q{place}", renamed)
        lines = [line.strip() for line in renamed.splitlines()]
        part = max(6, len(lines) // 3)
        start = chance.randrange(max(1, len(lines) - part))
        yield Copy(original, "\n".join(lines), f"code.{language}.renamed", 0)
        yield Copy(original, "\n".join(lines[start : start + part]), f"code.{language}.part", 0)
