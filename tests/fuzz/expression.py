"""Fuzz target: any text can be searched for formulas and read as one."""

from douane.detect.logic.canonical import form, same
from douane.detect.logic.formula import is_method, runs


def target(data: bytes) -> None:
    """Read any text; a form is the same as itself."""
    text = data.decode("utf-8", "replace")
    for run in runs(text, 0, len(text)):
        if not 0 <= run[0].start < run[-1].end <= len(text):
            raise AssertionError("a run outside the text")
        is_method(text, run)
        made = form(run)
        if made is not None and not same(made, made):
            raise AssertionError("a form differs from itself")
