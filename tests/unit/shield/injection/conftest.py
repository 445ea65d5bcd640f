"""The score as it ships."""

import pytest

from douane.cli.standing import injection_score
from douane.shield.injection import Injection


@pytest.fixture(scope="session")
def score() -> Injection:
    return injection_score()
