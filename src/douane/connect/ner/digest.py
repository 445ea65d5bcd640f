"""The digest of a model's directory: one number over all names and contents in it."""

import hashlib
from pathlib import Path
from typing import Final

_PIECE_BYTES: Final = 1 << 20


def of_directory(path: Path) -> str:
    """Return the SHA-256 over ``<sha256 of file>  <path inside>`` lines, sorted by path.

    That is the digest of what ``sha256sum`` prints, run in the directory over its files in
    order.  Links are refused: what they point to could change without the digest.

    Raises:
        OSError: It is no directory, or a file of it cannot be read.
        ValueError: It holds a link or no file at all.
    """
    if not path.is_dir():
        raise NotADirectoryError
    lines: list[str] = []
    for file in sorted(path.rglob("*"), key=lambda each: each.relative_to(path).as_posix()):
        if file.is_symlink():
            raise ValueError("it holds a link")
        if file.is_file():
            lines.append(f"{_of_file(file)}  {file.relative_to(path).as_posix()}\n")
    if not lines:
        raise ValueError("it is empty")
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _of_file(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()
