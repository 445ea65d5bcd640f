"""Train the classifier of ``douane.shield.injection``: ``python -m injection_training.build``."""
