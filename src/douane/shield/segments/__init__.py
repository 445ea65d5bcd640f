"""Data is not instructions: record text goes to a model only in marked segments, defused.

After "spotlighting" (Hines et al., "Defending Against Indirect Prompt Injection Attacks With
Spotlighting", 2024): ``marks`` puts delimiters around a segment that nobody can guess and says so
to the model, ``defuse`` takes the power from what imitates a model's own marks, ``pasted`` tells
whether a user's text holds more than what the user asks.
"""
