"""Carry a suite out: ask, show the answers at the sinks, and count."""
