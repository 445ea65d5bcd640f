"""What does this text hold?  Structure, identifiers, and the values that the org knows.

- ``structure``: fields in JSON (``json_scan``, ``json_fields``), tables, labelled lines.
- ``identifiers``: one scan for e-mail addresses, IBANs, phone and card numbers, record ids and
  lookalikes of tokens; each has a file of its own.
- ``exact``: values that are known beforehand.
- ``standard``: the detectors that run in every search.
- ``seam``: the schema that this room needs, and the ``Detector`` that others can write;
  ``conformance`` tries one.
"""
