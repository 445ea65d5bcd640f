"""Bytes to frozen Settings, once, at start."""
