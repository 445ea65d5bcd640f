"""Fuzz target: a state of a budget is read or refused; what is read can be judged by."""

from contextlib import suppress

from douane.model.errors import StoreError
from douane.shield.budget import book, directions
from douane.shield.budget.state import Book, WhatIfs, decode
from tests.unit.shield.budget.budget_models import NOW_MS, WIDTH, model


def target(data: bytes) -> None:
    """Read any bytes as both kinds of state."""
    with suppress(StoreError):
        state = decode(b"\x01" + data, WhatIfs)
        directions.judge(model(), state, {"f0": 1.0, "f3": -2.0}, NOW_MS)
    with suppress(StoreError):
        told = decode(b"\x01" + data, Book)
        book.judge(model(), told, {"a": (1.0,) * WIDTH}, NOW_MS)
