"""A score from an endpoint that speaks the Open Inference Protocol, version 2.

KServe, MLServer (scikit-learn, XGBoost, LightGBM, MLflow), Triton and OpenVINO Model Server all
do.  The call goes through the pinned client, to a declared endpoint.

Source: https://github.com/kserve/open-inference-protocol, "Inference Request JSON Object".
"""

import math
from collections.abc import Sequence
from typing import Final

import msgspec

from douane.connect.llm.seam import EndpointClient
from douane.connect.scoring.seam import Row, nonsense
from douane.model.endpoint import Endpoint

INPUT: Final = "input"


class _Tensor(msgspec.Struct, frozen=True):
    shape: list[int]
    data: list[float]


class _Answer(msgspec.Struct, frozen=True):
    outputs: list[_Tensor]


class Inference:
    """A driver of ``Backend`` for one endpoint."""

    def __init__(self, name: str, endpoint: Endpoint, client: EndpointClient) -> None:
        """Keep whom to ask; ``name`` is the score's."""
        self._name = name
        self._endpoint = endpoint
        self._client = client

    async def estimate(self, rows: Sequence[Row]) -> tuple[float, ...]:
        """See ``Backend``; the model's name at the endpoint is ``Endpoint.model``."""
        tensor = {
            "name": INPUT,
            "shape": [len(rows), len(rows[0])],
            "datatype": "FP64",
            "data": [number for row in rows for number in row],
        }
        body = msgspec.json.encode({"inputs": [tensor]})
        path = f"/v2/models/{self._endpoint.model}/infer"
        parts = await self._client.open(self._endpoint, path, body, stream=False)
        whole = b"".join([part async for part in parts])
        return read_answer(whole, len(rows), self._name)


def read_answer(data: bytes, count: int, name: str) -> tuple[float, ...]:
    """Return one number for each of ``count`` rows.

    A classifier may answer a probability for each class: of two columns the second counts.

    Raises:
        EndpointError: It is something else.
    """
    try:
        outputs = msgspec.json.decode(data, type=_Answer).outputs
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise nonsense(name) from None
    if len(outputs) != 1:
        raise nonsense(name)
    (tensor,) = outputs
    if tensor.shape in ([count], [count, 1]) and len(tensor.data) == count:
        scores = tuple(tensor.data)
    elif tensor.shape == [count, 2] and len(tensor.data) == 2 * count:
        scores = tuple(tensor.data[1::2])
    else:
        raise nonsense(name)
    if not all(map(math.isfinite, scores)):
        raise nonsense(name)
    return scores
