"""Formulas with coefficients that stand in every textbook, so that they are nobody's secret.

Sources: Altman 1968, 1983 and 1995; Springate 1978; Zmijewski 1984; Mifflin and St Jeor 1990;
Harris and Benedict as revised in 1984; ITU-R BT.601 and BT.709; Taylor 1993; Flesch 1948.
"""

from typing import Final

from douane.detect.logic.canonical import Form, form, same
from douane.detect.logic.formula import Run, pieces

FORMULAS: Final = (
    "1.2*a + 1.4*b + 3.3*c + 0.6*d + 1.0*e",
    "1.2*a + 1.4*b + 3.3*c + 0.6*d + 0.999*e",
    "0.717*a + 0.847*b + 3.107*c + 0.420*d + 0.998*e",
    "6.56*a + 3.26*b + 6.72*c + 1.05*d",
    "1.03*a + 3.07*b + 0.66*c + 0.4*d",
    "-4.336 - 4.513*a + 5.679*b + 0.004*c",
    "-4.3 - 4.5*a + 5.7*b - 0.004*c",
    "10*a + 6.25*b - 5*c + 5",
    "13.397*a + 4.799*b - 5.677*c + 88.362",
    "9.247*a + 3.098*b - 4.330*c + 447.593",
    "0.299*a + 0.587*b + 0.114*c",
    "0.2126*a + 0.7152*b + 0.0722*c",
    "206.835 - 1.015*a - 84.6*b",
    "0.39*a + 11.8*b - 15.59",
    "1.8*a + 32",
    "a + b + 0.5*(c - d) + 0.5*e",
)


def _forms() -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for text in FORMULAS:
        made = form(pieces(text, 0, len(text)))
        if made is not None:
            found.setdefault(made.shape, []).append(made)
    return found


_BY_SHAPE: Final = _forms()


def is_public(run: Run) -> bool:
    """Tell whether a run is one of the public formulas, in whatever names, order and scale."""
    made = form(run)
    return made is not None and any(same(made, each) for each in _BY_SHAPE.get(made.shape, ()))
