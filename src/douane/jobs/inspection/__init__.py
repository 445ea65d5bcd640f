"""Look into texts from a file or a stream, one a line, and say what stands there.

- ``lines``: bytes to rows, with bounded memory, and a clear word for what cannot be read.
- ``looking``: one text to reports, by the stages that a request passes through.
- ``marks``: the same for a person: marked in the text, with the rules that act.
"""
