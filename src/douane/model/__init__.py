"""The words that every room speaks: values and errors, no decisions, no I/O.

One file an idea: ``terms`` (level, action, label, field, decision), ``finding`` (a value that
was found), ``token`` (kinds of surrogate), ``sheet`` (what a scope's tokens stand for),
``endpoint`` (endpoint, tier), ``caller`` (principal, reader, access), ``answer`` (what a model
said, in pieces), ``commit`` (what one durable write holds), ``keyring`` (the seam to keys),
``errors`` (everything raised on purpose).
"""
