"""Measure Douane beside its peers, in one run on one machine: ``make bench``.

``run.py`` is the command.  Nothing here is part of the product, and no test times anything.
"""
