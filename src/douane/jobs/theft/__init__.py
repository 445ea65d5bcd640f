"""Try to steal a protected score, and use it honestly: what a budget is worth, measured.

Attackers and advisers ask through ``pipeline.score``, with real ledgers, keys and log entries;
only the org and the disk are stood in for.  ``section.section`` returns the tables of
``docs/shield.md``; ``python -m douane.jobs.theft`` prints them.
"""
