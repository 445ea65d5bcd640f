"""What computes a score: right where it can, a clear error where it cannot, never a value."""

import hashlib
import json
import math
import sys
from collections.abc import AsyncGenerator, Mapping

import pytest

from douane.connect.scoring import weights
from douane.connect.scoring.features import number_of
from douane.connect.scoring.inference import Inference, read_answer
from douane.connect.scoring.onnx_graph import OnnxGraph
from douane.model.endpoint import Endpoint
from douane.model.errors import ConfigError, EndpointError
from douane.model.scoring import Feature, Form
from douane.model.terms import Level
from tests.unit.shield.budget.budget_models import NAMES, model

LOGISTIC = model()
POINTS = model(form=Form.OTHER, edges=(1.0, 2.0, 3.0, 4.0))
GOOD = {
    "format": 1, "form": "logistic", "intercept": -1.0, "weights": {"f0": 2.0, "f5": -0.5},
    "means": {"f0": 10.0}, "scales": {"f0": 4.0},
}  # fmt: skip
ROW = (14.0, 0.0, 0.0, 0.0, 0.0, 3.0)


def read(content: Mapping[str, object]) -> weights.Weights:
    score = POINTS if content.get("form") == "other" else LOGISTIC
    return weights.read(json.dumps(content).encode(), score, "credit.json")


def test_weights_are_computed_as_scikit_learn_does() -> None:
    # StandardScaler with mean 10 and scale 4, then LogisticRegression.
    wanted = 1 / (1 + math.exp(-(-1.0 + 2.0 * (14.0 - 10.0) / 4.0 - 0.5 * 3.0)))

    assert read(GOOD).output(ROW) == pytest.approx(wanted)


@pytest.mark.parametrize("number", [1e9, -1e9])
def test_a_probability_stays_one_however_far_a_row_is(number: float) -> None:
    assert 0.0 <= read(GOOD).output((number, *ROW[1:])) <= 1.0


@pytest.mark.parametrize(("value", "points"), [(24.9, 10), (25, 20), (39, 20), (40, 5), (1e9, 5)])
def test_a_points_card_gives_the_first_step_that_a_value_is_below(
    value: float, points: float
) -> None:
    card = {"format": 1, "form": "other", "points": {"f1": [[25, 10], [40, 20], [None, 5]]}}

    assert read(card).output((0.0, value, 0.0, 0.0, 0.0, 0.0)) == points


WRONG = {
    "another format": {"format": 2, "form": "logistic"},
    "another form": {**GOOD, "form": "linear"},
    "a feature that is not": {**GOOD, "weights": {"salary": 123.456}},
    "a scale of nothing": {**GOOD, "scales": {"f0": 0}},
    "points in a weighted sum": {**GOOD, "points": {"f0": [[None, 1]]}},
    "bounds that do not ascend": {
        "format": 1, "form": "other", "points": {"f0": [[2, 1], [1, 2]]},
    },
    "an unknown member": {**GOOD, "pickle": "gASV"},
    "no object": {},
}  # fmt: skip


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_and_not_quoted(content: Mapping[str, object]) -> None:
    with pytest.raises(ConfigError) as refused:
        read(content)

    assert not any(word in str(refused.value) for word in ("123.456", "salary", "gASV"))


ANSWERS = {
    "a column": ([2, 1], [0.25, 0.75], (0.25, 0.75)),
    "a list": ([2], [1, 2], (1.0, 2.0)),
    "a probability for each class": ([2, 2], [0.9, 0.1, 0.4, 0.6], (0.1, 0.6)),
    "too few": ([1], [0.5], None),
    "three classes": ([2, 3], [0.0] * 6, None),
    "a shape that is not its data's": ([2], [0.5], None),
}


@pytest.mark.parametrize(("shape", "data", "scores"), ANSWERS.values(), ids=ANSWERS)
def test_an_inference_server_is_believed_where_it_answers_scores(
    shape: list[int], data: list[float], scores: tuple[float, ...] | None
) -> None:
    body = json.dumps({"model_name": "m", "outputs": [
        {"name": "o", "datatype": "FP64", "shape": shape, "data": data}]}).encode()  # fmt: skip
    if scores is not None:
        assert read_answer(body, 2, "credit") == scores
        return
    with pytest.raises(EndpointError):
        read_answer(body, 2, "credit")


async def test_rows_go_out_as_the_protocol_has_them() -> None:
    sent: list[tuple[str, bytes]] = []

    class Client:
        async def open(
            self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
        ) -> AsyncGenerator[bytes, None]:
            assert (endpoint.name, stream) == ("scorer", False)
            sent.append((path, body))
            return self._answer()

        async def _answer(self) -> AsyncGenerator[bytes, None]:
            yield b'{"outputs": [{"name": "o", "datatype": "FP64", "shape": [2], "data": [1, 2]}]}'

        async def aclose(self) -> None: ...

    endpoint = Endpoint("scorer", "https://s.example", "DE", Level.RESTRICTED, "credit-v3")
    scores = await Inference("credit", endpoint, Client()).estimate([(1.0, 2.0), (3.0, 4.0)])

    assert scores == (1.0, 2.0)
    ((path, body),) = sent
    assert path == "/v2/models/credit-v3/infer"
    assert json.loads(body) == {"inputs": [
        {"name": "input", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}]}  # fmt: skip


def test_an_onnx_file_is_known_by_its_digest() -> None:
    with pytest.raises(ConfigError, match="its digest"):
        OnnxGraph("credit", b"graph", "0" * 64, "credit.onnx")


def test_without_its_library_an_onnx_score_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ConfigError, match=r"douane\[score-onnx\]"):
        OnnxGraph("credit", b"graph", hashlib.sha256(b"graph").hexdigest(), "credit.onnx")


FEATURE = Feature(NAMES[0], "Account.F0", 1.0)
VALUES = {
    "a number": (2.5, 2.5),
    "a checkbox": (True, 1.0),
    "nothing": (None, None),
    "a text": ("2.5", None),
    "more than a double holds": (10**400, None),
    "no number": (math.nan, None),
}


@pytest.mark.parametrize(("value", "number"), VALUES.values(), ids=VALUES)
def test_a_field_is_a_number_or_none(value: object, number: float | None) -> None:
    assert number_of(value, FEATURE) == number
