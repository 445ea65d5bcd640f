"""One org for the tests that only read, a fresh copy for those that write."""

import copy

import pytest

from douane_sandbox.data.generate import generate
from douane_sandbox.data.schema import Record
from douane_sandbox.org.state import State


@pytest.fixture(scope="session")
def tables() -> dict[str, dict[str, Record]]:
    return generate(3)


@pytest.fixture(scope="session")
def org(tables: dict[str, dict[str, Record]]) -> State:
    return State(tables=tables)


@pytest.fixture
def fresh(tables: dict[str, dict[str, Record]]) -> State:
    return State(tables=copy.deepcopy(tables), clock=lambda: 1_800_000_000.0)
