"""Shells over data at rest: sync, RAG, training, scan, canary."""
