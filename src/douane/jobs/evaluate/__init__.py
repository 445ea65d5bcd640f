"""Measure detection: sets of texts in, a table that says what was reached out.

- ``sets``: files to cases; ``sentences``: sentences for bare identifiers.
- ``score``: what was found, held against what stands there.  Pure.
- ``own``: what an org adds: its values and its registered texts.
- ``measure``: one set, looked into and timed; ``peer``: the same by Presidio.
- ``speed`` and ``hostile``: what the reading costs, and what it costs at worst.
- ``goals``: what was to be reached; ``page``: ``docs/detection.md``.
"""
