"""What a company registered as its secret, found again in whole, in part, or rewritten.

- ``words`` and ``code_tokens`` take a text apart so that layout, case and names do not matter.
- ``prints``: keyed hashes of runs of such tokens, and the choice among them (winnowing).
- ``boilerplate``: runs that are in everybody's documents and identify nothing.
- ``entry``: what is kept of a document.  ``sealed``: the register at rest.
- ``registered``: the detector.
"""
