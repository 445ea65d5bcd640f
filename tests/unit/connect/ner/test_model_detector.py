"""A model in worker processes: what it finds, and that nothing passes without it."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from douane.connect.ner import Engine, ModelDetector, ModelSettings, digest
from douane.connect.ner.settings import LABELS
from douane.detect.conformance import broken_promises
from douane.model.errors import ConfigError, StoreError
from douane.model.token import Kind

# Stands in for a model: every "Ann" is a person; some words make it misbehave.
FAKE = """
import os, re, sys, time
from douane.connect.ner import wire
import msgspec
asks, answers = sys.stdin.buffer, sys.stdout.buffer
wire.send(answers, wire.Ready(sys.argv[1] if len(sys.argv) > 1 else ""))
while True:
    try:
        texts = msgspec.json.decode(wire.receive(asks), type=wire.Ask).texts
    except EOFError:
        break
    if any("die" in text for text in texts): os._exit(3)
    if any("sleep" in text for text in texts): time.sleep(60)
    if any("babble" in text for text in texts):
        answers.write(b"\\0\\0\\0\\3abc"); answers.flush(); continue
    if any("drop" in text for text in texts): texts = []
    wire.send(answers, wire.Found([
        [(m.start(), m.end(), "PERSON", 0.9) for m in re.finditer("Ann", text)]
        + [(0, 10**6, "PERSON", 0.9), (0, 1, "UNKNOWN", 0.9), (0, 1, "PERSON", 0.1)]
        for text in texts]))
"""


def settings(path: Path = Path(), sha256: str = "", **more: object) -> ModelSettings:
    return ModelSettings("names", Engine.SPACY, path, sha256, LABELS, **more)  # type: ignore[arg-type]


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, ...]:
    file = tmp_path / "fake.py"
    file.write_text(FAKE)
    return (sys.executable, str(file))


@pytest.fixture
def detector(command: tuple[str, ...]) -> Iterator[ModelDetector]:
    made = ModelDetector(settings(timeout_s=1.0), command)
    yield made
    made.close()


def test_it_finds_what_the_model_finds_and_drops_what_makes_no_sense(
    detector: ModelDetector,
) -> None:
    (hit,) = detector.scan("ask Ann\ud800")

    assert (hit.start, hit.end, hit.value, hit.kind) == (4, 7, "Ann", Kind.PERSON)
    assert (hit.detector, hit.confidence) == ("names", 0.9)


def test_it_keeps_what_detectors_promise(detector: ModelDetector) -> None:
    assert broken_promises(detector, ["Ann met Ann", "\U0001f600 Ann", "Ann\x00Ann"]) == ()


@pytest.mark.parametrize("how", ["die", "sleep", "babble", "drop"])
def test_a_request_is_refused_when_a_worker_fails_and_the_next_one_is_served(
    detector: ModelDetector, how: str
) -> None:
    with pytest.raises(StoreError) as caught:
        detector.scan(f"Ann, {how}")

    assert caught.value.code == "detector_unavailable"
    assert "Ann" not in str(caught.value)
    assert len(detector.scan("Ann")) == 1


def test_a_closed_detector_refuses(detector: ModelDetector) -> None:
    detector.close()
    detector.close()

    with pytest.raises(StoreError):
        detector.scan("Ann")


def test_text_without_words_asks_nobody(detector: ModelDetector) -> None:
    assert detector.scan("\x00 \x00") == []


@pytest.mark.parametrize(
    "reason", ["missing", "altered", "unreadable", "not_installed", "unloadable", "other"]
)
def test_a_model_that_is_refused_stops_the_start(command: tuple[str, ...], reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        ModelDetector(settings(), (*command, reason))

    assert str(caught.value).startswith("detector names: ")


def test_a_worker_that_never_starts_stops_the_start() -> None:
    began = time.monotonic()
    sleeping = (sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(ConfigError, match="does not start"):
        ModelDetector(settings(start_timeout_s=0.5), sleeping)

    assert time.monotonic() - began < 30


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.cfg").write_text("[nlp]\n")
    return tmp_path / "model"


def test_an_absent_model_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no model"):
        ModelDetector(settings(tmp_path / "nowhere", "0" * 64))


def test_an_altered_model_stops_the_start(model: Path) -> None:
    seen = digest.of_directory(model)
    (model / "config.cfg").write_text("[nlp]\n# altered\n")

    with pytest.raises(ConfigError, match="not the one"):
        ModelDetector(settings(model, seen))


def test_a_link_in_a_model_stops_the_start(model: Path) -> None:
    (model / "weights").symlink_to("/etc/hostname")

    with pytest.raises(ConfigError, match="link"):
        ModelDetector(settings(model, "0" * 64))


def test_the_digest_sees_names_and_contents(model: Path) -> None:
    seen = {digest.of_directory(model)}
    (model / "config.cfg").rename(model / "other.cfg")
    seen.add(digest.of_directory(model))
    (model / "other.cfg").write_text("")
    seen.add(digest.of_directory(model))
    (model / "more").write_text("")
    seen.add(digest.of_directory(model))

    assert len(seen) == 4


def test_a_saved_spacy_pipeline_is_asked(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: its engine is not tried")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Ann Tarrow"}])
    nlp.to_disk(tmp_path / "model")
    detector = ModelDetector(settings(tmp_path / "model", digest.of_directory(tmp_path / "model")))
    try:
        (hit,) = detector.scan("We met Ann Tarrow.")
        assert (hit.value, hit.kind) == ("Ann Tarrow", Kind.PERSON)
        assert broken_promises(detector, ["Ann Tarrow met Ann Tarrow"]) == ()
    finally:
        detector.close()


def test_a_gliner_network_is_asked(tmp_path: Path) -> None:
    reason = "onnx, onnxruntime or tokenizers is not installed: the GLiNER engine is not tried"
    onnx = pytest.importorskip("onnx", reason=reason)
    pytest.importorskip("onnxruntime", reason=reason)
    tokenizers = pytest.importorskip("tokenizers", reason=reason)
    model = tmp_path / "model"
    model.mkdir()
    words = {"[UNK]": 0, "Ann": 1, "<<ENT>>": 2, "<<SEP>>": 3, "PERSON": 4}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.save(str(model / "tokenizer.json"))
    (model / "gliner_config.json").write_text('{"max_width": 1}')
    # The stand-in's network: a word is a person when its number is Ann's; the prompt is 3 long.
    number, real, flag = onnx.TensorProto.INT64, onnx.TensorProto.FLOAT, onnx.TensorProto.BOOL
    make = onnx.helper.make_node
    constants = [
        onnx.helper.make_tensor("three", number, [1], [3]),
        onnx.helper.make_tensor("end", number, [1], [10**6]),
        onnx.helper.make_tensor("axis", number, [1], [1]),
        onnx.helper.make_tensor("ann", number, [1], [1]),
        onnx.helper.make_tensor("twenty", real, [1], [20.0]),
        onnx.helper.make_tensor("ten", real, [1], [10.0]),
        onnx.helper.make_tensor("shape", number, [4], [1, -1, 1, 1]),
    ]
    nodes = [
        make("Slice", ["input_ids", "three", "end", "axis"], ["words"]),
        make("Equal", ["words", "ann"], ["same"]),
        make("Cast", ["same"], ["as_real"], to=real),
        make("Mul", ["as_real", "twenty"], ["scaled"]),
        make("Sub", ["scaled", "ten"], ["centred"]),
        make("Reshape", ["centred", "shape"], ["logits"]),
    ]
    given = {
        "input_ids": (number, 2), "attention_mask": (number, 2), "words_mask": (number, 2),
        "text_lengths": (number, 2), "span_idx": (number, 3), "span_mask": (flag, 2),
    }  # fmt: skip
    graph = onnx.helper.make_graph(
        nodes,
        "stand-in",
        [
            onnx.helper.make_tensor_value_info(name, kind, [None] * rank)
            for name, (kind, rank) in given.items()
        ],
        [onnx.helper.make_tensor_value_info("logits", real, [None] * 4)],
        constants,
    )
    made = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)])
    made.ir_version = 8
    onnx.save(made, str(model / "model.onnx"))

    detector = ModelDetector(
        ModelSettings(
            "names", Engine.GLINER_ONNX, model, digest.of_directory(model), {"PERSON": Kind.PERSON}
        )
    )
    try:
        assert [(hit.start, hit.value) for hit in detector.scan("We met Ann.\x00Ann?")] == [
            (7, "Ann"),
            (12, "Ann"),
        ]
        assert broken_promises(detector, ["Ann met Ann", "x " * 500 + "Ann"]) == ()
    finally:
        detector.close()
