"""Sets for ``douane eval detect``, made from a seed by ``python -m douane_sandbox.evaluation``."""
