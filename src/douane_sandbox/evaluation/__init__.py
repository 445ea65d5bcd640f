"""Sets for ``douane eval detect``, made from a seed: ``python -m douane_sandbox.evaluation DIR``."""
