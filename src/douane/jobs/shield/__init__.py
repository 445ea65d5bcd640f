"""Measure the shield: what each of its parts reaches, as sections of ``docs/shield.md``.

- ``section``: what a part has to say; ``page``: all sections on one page.
- ``injection``: the injection score, on ``labelled`` sets.
"""
