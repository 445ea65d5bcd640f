"""Attacks and benign texts in seven languages, by which the injection score is measured.

``python -m douane_sandbox.injection DIRECTORY [SEED]`` writes them as JSON lines.
"""
