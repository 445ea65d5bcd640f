"""Drivers of the seams to storage and keys.

``seam`` is what the border asks of a store (log and vault in one durable write), with
``conformance`` beside it; ``sqlite`` is the driver of one machine, ``memory`` the one for
tests; ``sqlite_file`` opens the file, ``sqlite_log`` reads it back for verification;
``limits`` bounds the vault; ``index_file`` seals an index of known values, ``shared_memory``
holds it for all workers, ``value_table`` reads exports; ``local_keyring`` keeps keys in
files, ``keyring_conformance`` is what every keyring must pass.
"""
