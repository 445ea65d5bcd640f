"""What the default tier finds of people, firms, addresses and places, and what it costs.

usage: python -m benchmarks.entities SET.jsonl [--benign SET.jsonl]

``SET.jsonl`` holds ``{id, text, spans: [[start, end, type], …]}`` a line.  A span counts when all
of its characters would be hidden, whatever by.  Precision is over characters: which of those that
would be hidden lie in any span.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from benchmarks import clean_text
from douane.detect.entities import Entities
from douane.detect.identifiers import Identifiers
from douane.detect.seam import Detector

TYPES: Final = ("PERSON", "ORGANIZATION", "ADDRESS", "STREET_ADDRESS", "LOCATION", "GPE")
ROUNDS: Final = 9
SCANS: Final = 40


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path, nargs="?")
    parser.add_argument("--benign", type=Path)
    asked = parser.parse_args()
    detectors: tuple[Detector, ...] = (Identifiers(), Entities())
    if asked.set:
        found(_rows(asked.set), detectors)
    if asked.benign:
        flagged([str(row["text"]) for row in _rows(asked.benign)], "the set without names")
    for language, sentences in clean_text.SENTENCES.items():
        flagged(sentences, f"clean {language}")
    cost(detectors[1])


def _rows(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]


def found(rows: Iterable[dict[str, object]], detectors: Sequence[Detector]) -> None:
    """Print how many spans are wholly hidden, and the precision."""
    whole: Counter[str] = Counter()
    every: Counter[str] = Counter()
    right = hidden = 0
    for row in rows:
        text = str(row["text"])
        mask, gold = bytearray(len(text)), bytearray(len(text))
        for detector in detectors:
            for hit in detector.scan(text):
                mask[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        spans: list[tuple[int, int, str]] = row["spans"]  # type: ignore[assignment]
        for start, end, kind in spans:
            gold[start:end] = b"\1" * (end - start)
            every[kind] += 1
            whole[kind] += all(mask[start:end])
        hidden += sum(mask)
        right += sum(map(int.__and__, mask, gold))
    for kind in TYPES:
        if every[kind]:
            print(f"{kind}: {whole[kind]} of {every[kind]} wholly hidden")
    print(f"precision over characters: {right / max(hidden, 1):.3f}")


def flagged(texts: Sequence[str], name: str) -> None:
    """Print what is found where nothing should be."""
    entities = Entities()
    hits = [hit for text in texts for hit in entities.scan(text)]
    size = sum(map(len, texts)) / 1024
    print(f"{name}: {len(hits)} findings in {len(texts)} texts, {size:.1f} KB")


def cost(detector: Detector) -> None:
    """Print the CPU time of 4 KB without any name, by language."""
    for language, sentences in clean_text.SENTENCES.items():
        text = (" ".join(sentences) * 9)[:4096]
        best = min(_scans(detector, text) for _ in range(ROUNDS))
        print(f"{language}: {best * 1000:.3f} ms CPU for 4 KB")


def _scans(detector: Detector, text: str) -> float:
    begun = time.thread_time()
    for _ in range(SCANS):
        detector.scan(text)
    return (time.thread_time() - begun) / SCANS


if __name__ == "__main__":
    main()
