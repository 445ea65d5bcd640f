"""A formula in a form in which names, order, scale and rounding do not matter.

- Every variable is ``v``: names are gone.
- Sums and products are flattened and sorted: order and brackets are gone.
- The coefficients of the outermost sum are divided by the largest of them: scale is gone.  A
  constant beside at least three terms is left out, since it shifts every result alike.
- Every number keeps the relative error that its own last place allows, and two forms are equal
  when each pair of numbers could be one number rounded twice.

Two formulas of one shape with few numbers would often be equal by chance, so a form says how
many chosen numbers it holds, and what has fewer than ``FEWEST_NUMBERS`` identifies nothing.
"""

import math
from typing import Final, NamedTuple

from douane.detect.logic.expression import Node, parse
from douane.detect.logic.formula import Run

FEWEST_NUMBERS: Final = 3
_COMMUTATIVE: Final = frozenset(("and", "or", "min", "max", "==", "!="))
_LEAVES: Final = {"variable": "v", "string": "s"}
_MOST_TERMS: Final = 200
_CHOSEN_BY_NOBODY: Final = frozenset((0.0, 1.0, 2.0, 10.0, 12.0, 100.0, 365.0, 1000.0, 0.5))
_FEWEST_TERMS: Final = 3

# (value, relative tolerance)
Number = tuple[float, float]


class Form(NamedTuple):
    """A canonical formula; it is as secret as the formula.

    Attributes:
        shape: The tree without numbers and names.
        numbers: Value and tolerance of each number, in the order of the shape.
        chosen: How many of them somebody chose.
    """

    shape: str
    numbers: tuple[Number, ...]
    chosen: int

    def __repr__(self) -> str:
        """Show how much, never what."""
        return f"Form({len(self.numbers)} numbers)"


class _Term(NamedTuple):
    coefficient: float
    tolerance: float
    shape: str
    numbers: tuple[Number, ...]


def form(run: Run) -> Form | None:
    """Return the canonical form of a run; None when it cannot be read as a formula."""
    node = parse(run)
    if node is None:
        return None
    try:
        return _form(node)
    except (OverflowError, ZeroDivisionError, _TooLarge):
        return None


class _TooLarge(Exception):  # noqa: N818 - it only leaves the recursion
    pass


def _form(node: Node) -> Form | None:
    terms = _terms(node)
    varying = [term for term in terms if term.shape != "1"]
    if not varying:
        return None
    if len(varying) >= _FEWEST_TERMS:
        terms = varying
    largest = max(varying, key=lambda term: abs(term.coefficient))
    if not largest.coefficient:
        return None
    scaled = [_divided(term, largest) for term in terms]
    scaled.sort(key=_order)
    shape = "+(" + ",".join(term.shape for term in scaled) + ")"
    numbers: list[Number] = []
    for term in scaled:
        numbers += [(term.coefficient, term.tolerance), *term.numbers]
    inner = [value for term in scaled for value, _ in term.numbers]
    chosen = sum(abs(value) not in _CHOSEN_BY_NOBODY for value in inner)
    weighed = sum(abs(term.coefficient) != 1 for term in scaled)
    # A hyphenated name is a sum, too, but nobody weighed its parts.
    chosen += weighed + (len(scaled) > 1 and weighed > 0)
    return Form(shape, tuple(numbers), chosen)


def same(one: Form, other: Form) -> bool:
    """Tell whether two forms could be one formula, each rounded."""
    return one.shape == other.shape and all(
        abs(a - b) <= (near + far) * max(abs(a), abs(b))
        for (a, near), (b, far) in zip(one.numbers, other.numbers, strict=True)
    )


def _divided(term: _Term, by: _Term) -> _Term:
    if term is by:
        return term._replace(coefficient=1.0, tolerance=0.0)
    return term._replace(
        coefficient=term.coefficient / by.coefficient, tolerance=term.tolerance + by.tolerance
    )


def _order(term: _Term) -> tuple[str, float, tuple[Number, ...]]:
    return term.shape, -term.coefficient, term.numbers


def _terms(node: Node) -> list[_Term]:
    """Return a node as a sum of coefficients and what they multiply."""
    if node.sort == "number":
        return [_Term(node.value, node.tolerance, "1", ())]
    if node.sort in _LEAVES:
        return [_Term(1.0, 0.0, _LEAVES[node.sort], ())]
    if node.sort == "negative":
        return [term._replace(coefficient=-term.coefficient) for term in _terms(node.children[0])]
    if node.sort in {"+", "-"}:
        first, second = (_terms(child) for child in node.children)
        sign = 1.0 if node.sort == "+" else -1.0
        return _collected(
            [*first, *(term._replace(coefficient=sign * term.coefficient) for term in second)]
        )
    if node.sort in {"*", "/"}:
        join = _product if node.sort == "*" else _quotient
        return join(*(_terms(child) for child in node.children))
    return [_opaque(node)]


def _collected(terms: list[_Term]) -> list[_Term]:
    """Join the constants of a sum."""
    if len(terms) > _MOST_TERMS:
        raise _TooLarge
    constants = [term for term in terms if term.shape == "1"]
    if len(constants) < 2:  # noqa: PLR2004
        return terms
    total = sum(term.coefficient for term in constants)
    tolerance = max(term.tolerance for term in constants)
    return [*(term for term in terms if term.shape != "1"), _Term(total, tolerance, "1", ())]


def _constant(terms: list[_Term]) -> _Term | None:
    return terms[0] if len(terms) == 1 and terms[0].shape == "1" else None


def _product(first: list[_Term], second: list[_Term]) -> list[_Term]:
    for factor, terms in ((_constant(first), second), (_constant(second), first)):
        if factor is not None:
            return [
                term._replace(
                    coefficient=term.coefficient * factor.coefficient,
                    tolerance=term.tolerance + factor.tolerance,
                )
                for term in terms
            ]
    left, right = sorted((_single(first), _single(second)), key=_order)
    return [
        _Term(
            left.coefficient * right.coefficient,
            left.tolerance + right.tolerance,
            f"*({left.shape},{right.shape})",
            left.numbers + right.numbers,
        )
    ]


def _quotient(first: list[_Term], second: list[_Term]) -> list[_Term]:
    divisor = _constant(second)
    if divisor is not None:
        inverse = divisor._replace(coefficient=1 / divisor.coefficient)
        return _product(first, [inverse])
    top, bottom = _single(first), _single(second)
    return [
        _Term(
            top.coefficient / bottom.coefficient,
            top.tolerance + bottom.tolerance,
            f"/({top.shape},{bottom.shape})",
            top.numbers + bottom.numbers,
        )
    ]


def _single(terms: list[_Term]) -> _Term:
    """Return a sum as one factor, with its scale taken out."""
    if len(terms) == 1:
        return terms[0]
    largest = max(terms, key=lambda term: abs(term.coefficient))
    if not largest.coefficient:
        raise _TooLarge
    scaled = sorted((_divided(term, largest) for term in terms), key=_order)
    numbers: list[Number] = []
    for term in scaled:
        numbers += [(term.coefficient, term.tolerance), *term.numbers]
    shape = "+(" + ",".join(term.shape for term in scaled) + ")"
    _bounded(shape)
    return _Term(largest.coefficient, largest.tolerance, shape, tuple(numbers))


def _opaque(node: Node) -> _Term:
    """Return a function, a choice, a comparison or a power: its operands keep their scale."""
    parts = [_kept(child) for child in node.children]
    sort = node.sort
    if sort in {">", ">="}:
        sort, parts = {">": "<", ">=": "<="}[sort], parts[::-1]
    if sort in _COMMUTATIVE:
        parts.sort()
    shape = f"{sort}(" + ",".join(shape for shape, _ in parts) + ")"
    _bounded(shape)
    return _Term(1.0, 0.0, shape, tuple(each for _, numbers in parts for each in numbers))


def _kept(node: Node) -> tuple[str, tuple[Number, ...]]:
    terms = sorted(_terms(node), key=_order)
    numbers: list[Number] = []
    for term in terms:
        if not math.isfinite(term.coefficient):
            raise _TooLarge
        numbers += [(term.coefficient, term.tolerance), *term.numbers]
    return "(" + ",".join(term.shape for term in terms) + ")", tuple(numbers)


def _bounded(shape: str) -> None:
    if len(shape) > 4 * _MOST_TERMS * 10:
        raise _TooLarge
