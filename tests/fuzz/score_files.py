"""Fuzz target: weights and inference answers are scores, or documented errors."""

import math
from contextlib import suppress

from douane.connect.scoring import weights
from douane.connect.scoring.inference import read_answer
from douane.model.errors import ConfigError, EndpointError
from tests.unit.shield.budget.budget_models import WIDTH, model


def target(data: bytes) -> None:
    """Read any bytes as both."""
    with suppress(ConfigError, EndpointError):
        assert math.isfinite(weights.read(data, model(), "file").output((1.0,) * WIDTH))
    with suppress(EndpointError):
        assert len(read_answer(data, 2, "credit")) == 2
