"""What does this text hold?  Structure, identifiers, and the values that the org knows.

- ``structure``: fields in JSON (``json_scan``, ``json_fields``), tables, labelled lines.
- ``identifiers``: one scan for everything that has a form, a checksum or a label beside it,
  credentials too; one reader for each.
- ``language``: which of seven languages a passage is in.
- ``exact``: values that are known beforehand.
- ``standard``: the detectors that run in every search.
- ``seam``: the schema that this room needs, and the ``Detector`` that others can write;
  ``conformance`` tries one.
"""
