"""Every fuzz target can be run, and the runner sees one that breaks."""

import inspect

import pytest

from tests.fuzz import run

SHORT_S = 0.05


@pytest.mark.parametrize("name", run.names())
def test_a_target_survives_random_bytes(name: str) -> None:
    target = run.load(name)
    assert list(inspect.signature(target).parameters) == ["data"]
    assert run.blindly(target, SHORT_S) > 0


def test_a_target_that_breaks_is_seen() -> None:
    def target(data: bytes) -> None:
        if len(data) > 5:
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        run.blindly(target, SHORT_S)
