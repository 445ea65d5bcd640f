"""How sensitive is this field?  The schema of a Salesforce org, read as labels.

In the order in which they are used: ``parse_overlay`` reads what Salesforce cannot say,
``build`` joins it with what an org answers about itself, ``Catalogue`` answers about fields,
``encode`` and ``decode`` keep it as a file, ``is_stale`` says when to stop believing it,
``coverage`` and ``changes`` tell people what is classified and what became different.
"""

from douane.classify.catalogue import Catalogue, Entity, Listing, Relationship
from douane.classify.changes import Change, Changes, changes
from douane.classify.coverage import Coverage, ObjectCoverage, coverage
from douane.classify.labels import STANDARD, Basis, LabelMap, read_label, stricter
from douane.classify.overlay import EMPTY, STANDARD_OVERLAY, Overlay, Statement, merge
from douane.classify.overlay_grammar import parse_overlay
from douane.classify.reading import build
from douane.classify.snapshot import decode, encode, is_stale

__all__ = [
    "EMPTY",
    "STANDARD",
    "STANDARD_OVERLAY",
    "Basis",
    "Catalogue",
    "Change",
    "Changes",
    "Coverage",
    "Entity",
    "LabelMap",
    "Listing",
    "ObjectCoverage",
    "Overlay",
    "Relationship",
    "Statement",
    "build",
    "changes",
    "coverage",
    "decode",
    "encode",
    "is_stale",
    "merge",
    "parse_overlay",
    "read_label",
    "stricter",
]
