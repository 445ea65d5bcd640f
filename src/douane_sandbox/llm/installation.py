"""Where the pieces of the local model lie in the cache, and whether they are all there.

The cache directory holds three things, each under a name that carries its version, so that a
new version never meets an old file:

    SmolLM2-135M-Instruct.Q4_1.gguf       the weights, 98 MB, checked by their SHA-256
    node-llama-cpp-<version>/             llama.cpp for Node.js, 85 MB
    node-<version>/                       Node.js, 200 MB, only where the machine has none
"""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MODEL_ID: Final = "smollm2-135m-instruct"
WEIGHTS_NAME: Final = "SmolLM2-135M-Instruct.Q4_1.gguf"
WEIGHTS_SHA256: Final = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
ENGINE_VERSION: Final = "3.22.1"
NODE_VERSION: Final = "24.19.0"
OLDEST_NODE: Final = 20


@dataclass(frozen=True, slots=True)
class ModelInstall:
    """A complete local model.

    Attributes:
        weights: The GGUF file; its SHA-256 was right when this was made.
        engine: Directory whose ``node_modules`` holds node-llama-cpp.
        node: The Node.js program, version 20 or newer.
    """

    weights: Path
    engine: Path
    node: Path


def default_cache_dir() -> Path:
    """Return ``.cache`` of the repository we run from, else the user's cache directory."""
    repository = Path(__file__).resolve().parents[3]
    if (repository / "pyproject.toml").is_file():
        return repository / ".cache"
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "douane"


def weights_path(cache_dir: Path) -> Path:
    """Return where the weights belong."""
    return cache_dir / WEIGHTS_NAME


def engine_dir(cache_dir: Path) -> Path:
    """Return where llama.cpp belongs."""
    return cache_dir / f"node-llama-cpp-{ENGINE_VERSION}"


def node_dir(cache_dir: Path) -> Path:
    """Return where our own Node.js belongs."""
    return cache_dir / f"node-{NODE_VERSION}"


def has_weights(path: Path) -> bool:
    """Return True when the file holds exactly the bytes that we name; reads 98 MB."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == WEIGHTS_SHA256


def has_engine(path: Path) -> bool:
    """Return True when npm finished there: the directory is moved into place as its last act."""
    return (path / "node_modules" / "node-llama-cpp" / "package.json").is_file()


def find_node(cache_dir: Path) -> Path | None:
    """Return the machine's own Node.js if it is new enough and has npm, else the cached one."""
    own = shutil.which("node")
    if own is not None and shutil.which("npm") is not None and _major(own) >= OLDEST_NODE:
        return Path(own)
    cached = node_dir(cache_dir) / "bin" / "node"
    return cached if cached.is_file() else None


def _major(node: str) -> int:
    try:
        shown = subprocess.run(  # noqa: S603 - the program that the user's own PATH names
            [node, "--version"], capture_output=True, text=True, timeout=10, check=True
        ).stdout
        return int(shown.strip().removeprefix("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def installed(cache_dir: Path) -> ModelInstall | None:
    """Return what ``cache_dir`` holds, or None when a piece is missing or has other bytes."""
    node = find_node(cache_dir)
    if node is None or not has_engine(engine_dir(cache_dir)):
        return None
    if not has_weights(weights_path(cache_dir)):
        return None
    return ModelInstall(weights_path(cache_dir), engine_dir(cache_dir), node)
