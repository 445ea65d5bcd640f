"""Prove it: log entries, the Merkle tree over them, signed checkpoints, verification.

``entry`` says what is written and lets nothing else in; ``merkle`` is the RFC 6962 tree and its
proofs; ``note`` signs a tree's size and root (C2SP signed note and checkpoint); ``verify``
reads a whole log back and names everything that was changed, removed, moved or added.
"""
