"""A score from an ONNX file, such as skl2onnx makes of a scikit-learn pipeline.

ONNX is a graph of arithmetic and no program: loading one runs nothing, unlike a pickle.  The
file is known by its digest.  Needs ``pip install 'douane[score-onnx]'``.
"""

import asyncio
import hashlib
import math
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from douane.connect.scoring.seam import Row, nonsense
from douane.model.errors import ConfigError, Problem

MATRIX: Final = 2


class OnnxGraph:
    """A driver of ``Backend``; the graph is computed in a thread."""

    def __init__(self, name: str, data: bytes, sha256: str, where: str) -> None:
        """Load the graph.

        Args:
            name: The score's.
            data: The file.
            sha256: What its digest has to be.
            where: How problems name it.

        Raises:
            ConfigError: It is another file, or none, or the library is not there.
        """
        self._name = name
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _wrong(where, "its digest is not the one that is configured", "Compare sha256.")
        try:
            runtime = import_module("onnxruntime")
            numpy = import_module("numpy")
        except ImportError:
            fix = "pip install 'douane[score-onnx]'"
            raise _wrong(where, "the library for ONNX files is not installed", fix) from None
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            session = runtime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception:  # noqa: BLE001 - whatever the library says, the file is no graph
            raise _wrong(where, "it is no ONNX graph", "Export it again.") from None
        inputs = session.get_inputs()
        if len(inputs) != 1 or inputs[0].type not in {"tensor(float)", "tensor(double)"}:
            raise _wrong(where, "it does not take one table of numbers", "Give it one float input.")
        self._input = inputs[0].name
        self._type = numpy.float32 if inputs[0].type == "tensor(float)" else numpy.float64
        self._numpy: Any = numpy
        self._session: Any = session

    async def estimate(self, rows: Sequence[Row]) -> tuple[float, ...]:
        """See ``Backend``; the last output counts, of two columns the second."""
        return await asyncio.to_thread(self._run, rows)

    def _run(self, rows: Sequence[Row]) -> tuple[float, ...]:
        table = self._numpy.asarray(rows, dtype=self._type)
        try:
            last = self._numpy.asarray(self._session.run(None, {self._input: table})[-1])
            if last.ndim == MATRIX:
                last = last[:, -1]
            scores = tuple(float(each) for each in last)
        except Exception:  # noqa: BLE001 - its text could quote what it was given
            raise nonsense(self._name) from None
        if len(scores) != len(rows) or not all(map(math.isfinite, scores)):
            raise nonsense(self._name)
        return scores


def _wrong(where: str, what: str, fix: str) -> ConfigError:
    return ConfigError((Problem(where, what, fix),))
