"""Train the classifier, measure it by leaving sources out, and write what ships.

    python -m injection_training.build --sets DIRECTORY --mirror DIRECTORY

Writes ``weights.bin``, ``shipped.py`` (its digest) and ``card.json`` (the model card) into
``src/douane/shield/injection``.  The same texts give the same bytes on the same kind of machine;
weights are rounded to 255 steps, so that the last digits of a sum do not show.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from douane.shield.injection.features import GRAMS, MARKS, WORD_BITS
from douane.shield.injection.weights import FILE, Weights, pack
from injection_training.corpus import corpus
from injection_training.fit import fit
from injection_training.measure import AT, calibrated, rates
from injection_training.rows import (
    BIAS,
    FIRST_HEAD,
    FIRST_MARK,
    FIRST_WORD,
    Array,
    Passages,
    Text,
    read_all,
)
from injection_training.sources import CALIBRATED_ON, MEASURED_ONLY, SETS, TERMS, trainable

TARGET: Final = Path(__file__).resolve().parents[1] / "src/douane/shield/injection"
_STEPS: Final = 127
_WORDS: Final = re.compile(r"\W+")
_FEWEST_BENIGN: Final = 100
_ABOUT: Final = """\
Logistic regression over hashed grams of {grams} characters, words and two words, and {marks} marks
in twos; {size} KB, SHA-256 `{digest}`. Passages of an attack are chosen by multiple-instance
learning. Trained on the sources below and on sentences that this project wrote
(`injection_training`), in seven languages; lexicon and sentences were written by somebody who had
looked at rows of these sources and of NotInject, so that leaving a source out shows a little too
much. Meant for one thing: to say how unusual a text is among benign texts of a CRM. Not meant to
decide alone, nor for languages other than en, de, fr, it, es, nl, pl; what was learnt of languages
other than English rests mostly on our own sentences. Whoever knows the weights, which are public,
can write around them."""
_SHIPPED: Final = '''\
"""Which weights ship; written by ``injection_training.build``."""

from typing import Final

SHA256: Final = "{digest}"
'''


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--mirror", type=Path, required=True)
    parser.add_argument("--no-left-out", action="store_true", help="keep the card's table")
    given = parser.parse_args()
    texts = corpus(given.sets, given.mirror)
    passages = read_all(texts)
    print(len(texts), "texts", passages.features.shape[0], "passages", flush=True)
    kept = json.loads((TARGET / "card.json").read_text("utf-8")) if given.no_left_out else {}
    weights = trained(texts, passages, np.array([trainable(text) for text in texts]))
    write(weights, texts, passages, kept.get("left_out", []))
    if not given.no_left_out:
        write(weights, texts, passages, list(leave_out(texts, passages)))


def trained(texts: Sequence[Text], passages: Passages, chosen: Array) -> Weights:
    """Return weights that were trained on the chosen texts, rounded and calibrated."""
    keep = np.flatnonzero(chosen)
    numbers = np.full(len(texts), -1)
    numbers[keep] = np.arange(len(keep))
    rows = np.flatnonzero(numbers[passages.owners] >= 0)
    some = Passages(passages.features[rows], numbers[passages.owners[rows]], passages.words[keep])
    point = fit([texts[at] for at in keep], some)
    grams, gram_scale = _rounded(point[:FIRST_WORD])
    words, word_scale = _rounded(point[FIRST_WORD:FIRST_MARK])
    point[:FIRST_WORD], point[FIRST_WORD:FIRST_MARK] = grams * gram_scale, words * word_scale
    calibration = calibrated(texts, passages, passages.features @ point)
    return Weights(
        gram_scale, word_scale, float(point[BIAS]),
        tuple(np.split(grams, len(GRAMS))), words[: 1 << WORD_BITS], words[1 << WORD_BITS :],
        point[FIRST_MARK:FIRST_HEAD].reshape(len(MARKS), -1).astype(np.float32),
        point[FIRST_HEAD:BIAS].astype(np.float32), calibration,
    )  # fmt: skip


def logits_of(weights: Weights, passages: Passages) -> Array:
    """Return the logit of every passage."""
    tables = np.concatenate(weights.grams) * weights.gram_scale
    words = np.concatenate((weights.singles, weights.pairs)) * weights.word_scale
    point = np.concatenate((tables, words, weights.marks.ravel(), weights.heads, [weights.bias]))
    logits: Array = passages.features @ point
    return logits


def _rounded(point: Array) -> tuple[Array, float]:
    scale = float(np.float32(np.abs(point).max() / _STEPS))
    return np.rint(point / scale).astype(np.int8), scale


def leave_out(texts: Sequence[Text], passages: Passages) -> Iterator[dict[str, Any]]:
    """Yield what each source of attacks gets from weights that never saw it, or a text of it."""
    sources = np.array([text.source for text in texts])
    attack = np.array([text.attack for text in texts])
    may = np.array([trainable(text) for text in texts])
    keys = [_WORDS.sub(" ", text.text.lower()).strip() for text in texts]
    for source in SETS:
        held = sources == source
        if not (held & attack).any():
            continue
        copies = {keys[at] for at in np.flatnonzero(held)}
        apart = np.array([key not in copies for key in keys])
        weights = trained(texts, passages, may & ~held & apart)
        found = rates(texts, passages, logits_of(weights, passages), weights.calibration)
        row = _left_out(source, found[held & attack], found[held & ~attack])
        print(json.dumps(row), flush=True)
        yield row


def _left_out(source: str, attacks: Array, benign: Array) -> dict[str, Any]:
    own = None
    if len(benign) >= _FEWEST_BENIGN:
        own = round(float((attacks < np.quantile(benign, AT)).mean()), 4)
    return {
        "source": source,
        "attacks": len(attacks), "recall": round(float((attacks <= AT).mean()), 4),
        "benign": len(benign),
        "flagged": round(float((benign <= AT).mean()), 4) if len(benign) else None,
        "recall_at_own": own,
    }  # fmt: skip


def write(
    weights: Weights, texts: Sequence[Text], passages: Passages, left_out: list[dict[str, Any]]
) -> None:
    """Write the file of the weights, its digest, and the card."""
    image = pack(weights)
    digest = hashlib.sha256(image).hexdigest()
    (TARGET / FILE).write_bytes(image)
    (TARGET / "shipped.py").write_text(_SHIPPED.format(digest=digest), "utf-8")
    found = rates(texts, passages, logits_of(weights, passages), weights.calibration)
    about = _ABOUT.format(
        grams=" and ".join(map(str, GRAMS)), marks=len(MARKS), size=len(image) // 1024,
        digest=digest,
    )  # fmt: skip
    card = {
        "about": about.split("\n"), "sha256": digest,
        "left_out_mean": _mean([row["recall"] for row in left_out]),
        "left_out": left_out, "sources": list(_sources(texts, found)),
    }  # fmt: skip
    text = json.dumps(card, indent=1, ensure_ascii=False)
    (TARGET / "card.json").write_text(text + "\n", "utf-8")
    print(text)


def _sources(texts: Sequence[Text], found: Array) -> Iterator[dict[str, Any]]:
    names = list(dict.fromkeys(text.source for text in texts))
    for name in names:
        of = [at for at, text in enumerate(texts) if text.source == name]
        attacks = [at for at in of if texts[at].attack]
        benign = [at for at in of if not texts[at].attack]
        use = "measuring" if name in MEASURED_ONLY else "training"
        yield {
            "source": name, "use": "calibration" if name in CALIBRATED_ON else use,
            "attacks": len(attacks), "benign": len(benign),
            "licence": TERMS.get(name, "Apache-2.0"),
            "flagged_attacks": _share(found, attacks), "flagged_benign": _share(found, benign),
        }  # fmt: skip


def _mean(shares: Sequence[float]) -> float | None:
    return round(float(np.mean(shares)), 4) if shares else None


def _share(found: Array, of: list[int]) -> float | None:
    return round(float((found[of] <= AT).mean()), 4) if of else None


if __name__ == "__main__":
    main()
