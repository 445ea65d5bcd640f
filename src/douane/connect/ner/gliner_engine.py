"""A GLiNER model (span mode) that was exported to ONNX, with its tokenizer.

The directory holds ``model.onnx``, ``tokenizer.json`` and ``gliner_config.json``, as the
``gliner`` library exports them.  The prompt is ``<<ENT>> label`` for each label and ``<<SEP>>``;
the network scores every span of up to ``max_width`` words for every label.  Of spans that
overlap, the surest stands.  Long texts are read in windows of words.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from douane.connect.ner.wire import Entity
from douane.connect.ner.worker import Find

WINDOW_WORDS: Final = 200
_WORD: Final = re.compile(r"\w+(?:[-_]\w+)*|\S")

# Start and end (word, inclusive), number of the label, score.
Scored = tuple[int, int, int, float]
Look = Callable[[list[str]], list[Scored]]


def load(path: Path, threshold: float, labels: list[str]) -> Find:
    """Load network and tokenizer."""
    config = json.loads((path / "gliner_config.json").read_text("utf-8"))
    width = int(config.get("max_width", 12))
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    network = onnxruntime.InferenceSession(
        str(path / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    entity, separator = config.get("ent_token", "<<ENT>>"), config.get("sep_token", "<<SEP>>")
    prompt = [part for label in labels for part in (entity, label)] + [separator]

    def look(words: list[str]) -> list[Scored]:
        logits = network.run(None, inputs(tokenizer, prompt, words, width))[0][0]
        return surest(logits.tolist(), threshold, len(words))

    def find(texts: list[str]) -> list[list[Entity]]:
        return [_entities(text, labels, look) for text in texts]

    return find


def inputs(
    tokenizer: Tokenizer, prompt: list[str], words: list[str], width: int
) -> dict[str, np.ndarray]:
    """Return what the network is given: one row each."""
    encoded = tokenizer.encode([*prompt, *words], is_pretokenized=True)
    mask, seen = [], None
    for word in encoded.word_ids:
        first = word is not None and word != seen and word >= len(prompt)
        mask.append(word - len(prompt) + 1 if first else 0)
        seen = word
    spans = [(at, at + more) for at in range(len(words)) for more in range(width)]
    return {
        "input_ids": np.array([encoded.ids], np.int64),
        "attention_mask": np.ones((1, len(encoded.ids)), np.int64),
        "words_mask": np.array([mask], np.int64),
        "text_lengths": np.array([[len(words)]], np.int64),
        "span_idx": np.array([spans], np.int64),
        "span_mask": np.array([[end < len(words) for _, end in spans]], bool),
    }


def surest(logits: list[list[list[float]]], threshold: float, words: int) -> list[Scored]:
    """Return the spans whose score reaches the threshold; of overlapping ones the surest."""
    found: list[Scored] = []
    for start, widths in enumerate(logits[:words]):
        for more, scores in enumerate(widths):
            if start + more >= words:
                break
            for label, logit in enumerate(scores):
                score = float(1 / (1 + np.exp(-logit)))
                if score >= threshold:
                    found.append((start, start + more, label, score))
    kept: list[Scored] = []
    taken: set[int] = set()
    for span in sorted(found, key=lambda each: (-each[3], each[0], each[1])):
        positions = range(span[0], span[1] + 1)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(span)
    return sorted(kept)


def _entities(text: str, labels: list[str], look: Look) -> list[Entity]:
    spans = [match.span() for match in _WORD.finditer(text)]
    found: list[Entity] = []
    for begin in range(0, len(spans), WINDOW_WORDS):
        window = spans[begin : begin + WINDOW_WORDS]
        for first, last, label, score in look([text[start:end] for start, end in window]):
            found.append((window[first][0], window[last][1], labels[label], score))
    return found
