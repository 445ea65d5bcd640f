"""Prove it: log entries, the Merkle tree over them, signed checkpoints, verification."""
