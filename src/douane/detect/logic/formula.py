r"""Formulas in a text: runs of numbers, names and operators, and whether one tells a method.

A run ends where no formula goes on: two numbers side by side, a word that no operator joins,
the end of a sentence.  Lines are joined where the first ends, or the second begins, with an
operator or within brackets.  Everything here looks at each character a bounded number of
times.

What counts (docs/logic.md): coefficients and thresholds that somebody chose, of variables that
have to do with credit, prices or trading.  A textbook's formula has letters where a method has
numbers; an invoice has numbers where a method has names.
"""

import re
from itertools import pairwise
from typing import Final, NamedTuple

from douane.detect.logic.vocabulary import tell

_MOST_CHARACTERS: Final = 4_000  # of one formula; what is longer is cut off there
_CONTEXT: Final = 80


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TOKEN: Final = re.compile(
    r"""
      (?P<number>(?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d{1,3}(?!\w))?(?:[fFmMdD](?!\w))?[ ]?%?)
    | (?P<skip>\\(?:left|right|big|Big|displaystyle|quad|,|;|!|\ )|\$(?![A-Za-z]{1,3}\$?\d)
        |[ \t\u00a0\u202f]+)
    | (?P<times>\\(?:cdot|times|ast)(?![a-zA-Z])|(?<=[\d ])x(?=[ ]?\()|(?<=\d[ ])x(?=[ ][^\W\d]))
    | (?P<name>(?:(?:\w{1,40}!)?\$?[A-Z]{1,3}\$?\d{1,5}(?::\$?[A-Z]{1,3}\$?\d{1,5})?(?!\w))
        | (?:\\?[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:[_^]?\{[^{}\n]{1,40}\})?))
    | (?P<string>"[^"\n]{0,200}"|'[^'\n]{0,80}')
    | (?P<open>[(\[{]) | (?P<close>[)\]}])
    | (?P<compare><=|>=|==|!=|<>|[<>≤≥≠])
    | (?P<assign>:=|<-|[-+*/]=|=)
    | (?P<operator>\*\*|&&|\|\||[-+*/^×·⋅÷−–?&])
    | (?P<comma>[,;:])
    | (?P<newline>\r?\n)
    """,  # noqa: RUF001 - as they stand in formulas
    re.VERBOSE,
)
_INTERESTING: Final = re.compile(r"[*×·⋅<>≤≥(\\%]|[-+] ?\d|\d x ")  # noqa: RUF001
_WORD_OPERATORS: Final = _words(
    "if else elif then and or not when case end in wenn dann sonst und oder si alors sinon se"
    " allora altrimenti entonces als dan anders jeśli"
)
_FUNCTIONS: Final = _words(
    """
    if ifs iif case switch wenn wenns si sisi se als jeżeli jesli sumproduct summenprodukt
    sommeprod sumaproducto somprodotto matr.somma.prodotto round runden arrondi min max exp log ln
    sqrt abs and or und oder et ou not lookup vlookup xlookup sverweis index match ispickval
    nullvalue blankvalue clamp rank zscore ema sma rsi crossover sigmoid tanh norm
    """
)
_CHOOSING: Final = _words("if ifs iif case switch wenn wenns si se als jeżeli ispickval lookup")
_PRODUCTS: Final = _words("sumproduct summenprodukt sommeprod sumaproducto")
_SIGNALS: Final = _words("rank zscore ema sma rsi crossover")
# Numbers that nobody chose: units, percent, months, days.
TRIVIAL: Final = _words(
    "0 1 2 3 4 10 12 24 52 60 100 1000 360 365 0.5 0.01 0.0 0,5 10000 100.0 252"
)
_CELL: Final = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,5}(?::.*)?")
_LHS_WORDS: Final = 2


class Piece(NamedTuple):
    """One lexical piece of a formula."""

    sort: str
    text: str
    start: int
    end: int


Run = list[Piece]


def pieces(text: str, start: int, end: int) -> Run:
    """Take a stretch of text apart; what belongs to no formula is a piece of sort ``other``."""
    found: Run = []
    done = start
    calls: list[bool] = []  # of each open bracket: whether a function's
    english = ";" not in text[start:end]
    for match in TOKEN.finditer(text, start, end):
        if match.start() > done:
            found.append(Piece("other", "", done, match.start()))
        done = match.end()
        sort = match.lastgroup or "other"
        if sort == "skip":
            continue
        if sort == "open":
            calls.append(bool(found) and found[-1].sort == "name")
        elif sort == "close" and calls:
            calls.pop()
        elif sort == "number" and "," in match[0] and english and calls and calls[-1]:
            found += _arguments(match[0], match.start())
            continue
        found.append(Piece(sort, match[0], match.start(), match.end()))
    if done < end:
        found.append(Piece("other", "", done, end))
    return found


def _arguments(written: str, start: int) -> Run:
    """Take ``80,5,3`` apart, which are three arguments and no number."""
    found: Run = []
    for part in written.split(","):
        if found:
            found.append(Piece("comma", ",", start - 1, start))
        found.append(Piece("number", part, start, start + len(part)))
        start += len(part) + 1
    return found


def runs(text: str, start: int, end: int) -> list[Run]:
    """Return the runs that may be formulas, in order, within a stretch of text."""
    found: list[Run] = []
    for first, last in _stretches(text, start, end):
        found += _split(pieces(text, first, last))
    return found


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return lines that may hold a formula, with those that go on with it."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        if _INTERESTING.search(text, at, line_end):
            before = found[-1] if found else None
            if before and before[1] == at - 1 and _goes_on(text, before, at, line_end):
                found[-1] = (before[0], line_end)
            else:
                found.append((at, line_end))
        at = line_end + 1
    return [(first, min(last, first + _MOST_CHARACTERS)) for first, last in found]


_BEGINS: Final = re.compile(r"[ \t]*(?:[-+*/×·)]|\\\\|else\b|elif\b)")  # noqa: RUF001
_ENDS: Final = re.compile(r"[-+*/×·(,=&|\\][ \t]*\Z")  # noqa: RUF001


def _goes_on(text: str, before: tuple[int, int], at: int, line_end: int) -> bool:
    if line_end - before[0] > _MOST_CHARACTERS:
        return False
    if _BEGINS.match(text, at, line_end):
        return True
    tail = text[max(before[0], before[1] - 40) : before[1]]
    if _ENDS.search(tail):
        return True
    return text.count("(", before[0], before[1]) > text.count(")", before[0], before[1])


def _split(tokens: Run) -> list[Run]:
    """Cut pieces into runs in which every operand is joined by an operator."""
    found: list[Run] = []
    run: Run = []
    depth = 0
    for place, piece in enumerate(tokens):
        if _breaks(run, piece, tokens, place, depth):
            found.append(run)
            run, depth = _begin(run, piece), 0
        if piece.sort in {"newline", "other"}:
            continue
        depth = max(0, depth + (piece.sort == "open") - (piece.sort == "close"))
        run.append(piece)
    found.append(run)
    return [trimmed for run in found if len(trimmed := _trimmed(run)) >= _FEWEST]


_FEWEST: Final = 3
_OPERANDS: Final = frozenset(("number", "name", "string", "close"))
_JOINS: Final = frozenset(("operator", "times", "assign", "compare", "open"))
_BESIDE: Final = _JOINS | {"name", "comma"}


def _begin(run: Run, piece: Piece) -> Run:
    """Return the words just before that may be the first words of a name, such as *Risk score*."""
    if piece.sort != "name" or not run or any(each.sort != "name" for each in run):
        return []
    kept = run[-(_LHS_WORDS - 1) :]
    return kept if kept and kept[-1].end + 1 == piece.start else []


def _breaks(run: Run, piece: Piece, tokens: Run, place: int, depth: int) -> bool:
    """Tell whether a formula cannot go on with this piece."""
    if not run or piece.sort == "other":
        return bool(run)
    last = run[-1]
    if piece.sort in {"newline", "comma"}:
        return piece.sort == "comma" and not depth and "?" not in {each.text for each in run[-8:]}
    if piece.sort not in {"number", "name", "string"} or last.sort not in _OPERANDS:
        return False
    if _is_word_operator(piece) or _is_word_operator(last):
        return not any(each.sort in _JOINS for each in run)
    if piece.sort == "name":
        return not (
            (last.sort == "number" and _is_symbol(piece))
            or (last.sort == "number" and last.text.endswith("%"))
            or _joins_later(tokens, place, last)
        )
    return True


def _is_word_operator(piece: Piece) -> bool:
    return piece.sort == "name" and piece.text.lower() in _WORD_OPERATORS


def _is_symbol(piece: Piece) -> bool:
    """Tell whether a name looks like a variable more than like a word."""
    name = piece.text
    return len(name) == 1 or name[0] == "\\" or "_" in name or name[-1].isdigit() or name.isupper()


def _joins_later(tokens: Run, place: int, last: Piece) -> bool:
    """Tell whether words side by side are one operand, which an operator follows soon."""
    if last.sort != "name" or last.end + 1 < tokens[place].start:
        return False
    for ahead in tokens[place + 1 : place + 4]:
        if ahead.sort in {"operator", "times", "compare", "assign", "close"}:
            return True
        if ahead.sort != "name":
            return False
    return False


def _trimmed(run: Run) -> Run:
    """Leave off what a formula does not end or begin with."""
    last = len(run)
    while last and (
        run[last - 1].sort in {"operator", "times", "compare", "assign", "open", "comma"}
        or _is_word_operator(run[last - 1])
    ):
        last -= 1
    first = 0
    while first < last and run[first].sort in {"close", "comma", "times"}:
        first += 1
    while first < last and run[first].text in {"*", "-", "–", "+"} and first == 0:  # noqa: RUF001
        first += 1
    return run[first:last]


class Features(NamedTuple):
    """What a run holds that tells a method.

    Attributes:
        coefficients: Chosen numbers that multiply, divide or are added.
        thresholds: Chosen numbers that something is compared with.
        variables: Different names that are no functions.
        named: Of them, those with more than two letters.
        strong: Different strong words in the names.
        weak: Different weak words.
        calls: Names of the functions that are called.
        assigned: Whether it says what the result is called.
    """

    coefficients: int
    thresholds: int
    variables: int
    named: int
    strong: int
    weak: int
    calls: frozenset[str]
    assigned: bool


_COMMAND: Final = re.compile(
    r"\\(?:math\w{1,6}|text\w{0,4}|operatorname|hat|bar|tilde)_?\{([^{}]*)\}"
)
_NO_VARIABLES: Final = frozenset(("frac", "sqrt", "sum", "prod", "exp", "log", "ln", "max", "min"))


def _bare(name: str) -> str:
    r"""Return what LaTeX dresses up: ``\mathrm{income}``, ``\sigma_i``; empty for commands."""
    if not name.startswith("\\"):
        return name
    dressed = _COMMAND.fullmatch(name)
    if dressed:
        return dressed[1]
    plain = name[1:]
    return "" if plain.partition("{")[0] in _NO_VARIABLES else plain


def features(run: Run) -> Features:
    """Count what tells a method."""
    names = [piece.text for piece in run if piece.sort == "name"]
    calls = {
        piece.text.lower()
        for piece, after in pairwise(run)
        if piece.sort == "name" and after.sort == "open"
    }
    variables = {
        bare
        for name in names
        if (bare := _bare(name)) and bare.lower() not in calls | _WORD_OPERATORS
    }
    coefficients = thresholds = 0
    for place, piece in enumerate(run):
        if piece.sort == "number" and piece.text.rstrip(" %") not in TRIVIAL:
            before = run[place - 1].sort if place else ""
            after = run[place + 1].sort if place + 1 < len(run) else ""
            if before == "compare":
                thresholds += 1
            elif {before, after} & _BESIDE:
                coefficients += 1
    strong, weak = tell(variables)
    return Features(
        coefficients=coefficients,
        thresholds=thresholds,
        variables=len(variables),
        named=sum(len(name) > 2 or _CELL.fullmatch(name) is not None for name in variables),  # noqa: PLR2004
        strong=strong,
        weak=weak,
        calls=frozenset(calls),
        assigned=any(piece.sort == "assign" for piece in run),
    )


def is_method(text: str, run: Run, *, in_code: bool = False) -> bool:
    """Tell whether a run says how a score, price or signal comes about.

    Args:
        text: The text that the run stands in.
        run: The run.
        in_code: True inside program code that was judged harmless as a whole: then only
            strong words count.
    """
    if len(run) < _FEWEST or not any(piece.sort in _JOINS for piece in run):
        return False
    found = features(run)
    if found.calls & _PRODUCTS and not in_code:
        return True
    chosen = found.coefficients + found.thresholds
    strong, weak = found.strong, found.weak
    if not in_code and not strong and chosen:
        before = text[max(0, run[0].start - _CONTEXT) : run[0].start].rpartition("\x00")[2]
        near = tell([before])
        strong, weak = strong + min(1, near[0]), weak + min(1, near[1])
    if in_code:
        return found.strong >= 1 and found.coefficients >= 2 and found.variables >= 2  # noqa: PLR2004
    return _tells(found, chosen, strong, weak)


_TWO: Final = 2
_THREE: Final = 3


def _tells(found: Features, chosen: int, strong: int, weak: int) -> bool:
    """Tell whether any of these is true; each is a kind of method."""
    words = strong + weak
    return (
        # A weighted sum of anything that has to do with the matter.
        (found.coefficients >= _TWO and found.variables >= _TWO and words > 0)
        # A weighted sum with three weights and three names.
        or (found.coefficients >= _THREE and found.named >= _THREE)
        # A choice by a threshold, with a chosen result.
        or (bool(found.calls & _CHOOSING) and chosen >= _TWO and found.variables > 0)
        # Thresholds and coefficients of credit or trading words.
        or (found.thresholds > 0 and chosen >= _TWO and strong > 0 and found.variables > 0)
        # One coefficient in a chain of named things of the trade.
        or (
            chosen > 0
            and found.assigned
            and strong >= _TWO
            and words >= _THREE
            and found.variables >= _THREE
        )
        # A trading signal made of ranks and averages.
        or (
            bool(found.calls & _SIGNALS)
            and words + (found.thresholds > 0) >= _TWO
            and found.variables > 0
        )
    )


def is_spreadsheet(run: Run) -> bool:
    """Tell whether a formula speaks of cells or begins as in a spreadsheet."""
    return any(piece.sort == "name" and _CELL.fullmatch(piece.text) for piece in run)
