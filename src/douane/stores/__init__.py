"""Drivers of the seams to storage and keys."""
