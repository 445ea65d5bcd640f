"""Proprietary logic: formulas, scorecards, decision tables, rules in prose, source code.

- ``gate``: one hyperscan pass that says whether a text can hold any of it.
- ``formula``: runs of operators, names and numbers; ``expression`` reads one as a tree and
  ``canonical`` brings it into a form in which names, order and scale do not matter.
- ``public_formula``: what stands in textbooks, in that form.
- ``point_table``: scorecards and decision tables.  ``rule_text``: rules in seven languages.
- ``source_code``: which lines are code, and whether they decide about money or risk.
- ``vocabulary``: the words that tell.  ``proprietary``: the detector that joins them.
"""
