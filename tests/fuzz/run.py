"""Run the fuzz targets: ``python -m tests.fuzz.run [--seconds S] [NAME ...]``.

A target is a module of this folder with ``target(data: bytes) -> None``.  Each gets a process
of its own, because libFuzzer ends the one it runs in, and a corpus in ``.cache/fuzz/NAME`` that
later runs go on from.  An input that breaks a target is kept beside it as ``NAME-crash-…``.
Exits 1 when a target broke.
"""

import argparse
import importlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
CORPUS: Final = ROOT / ".cache" / "fuzz"
INSTRUMENTED: Final = ["douane", "douane_sandbox"]
INPUT_BYTES: Final = 4096
INPUT_TIMEOUT_S: Final = 10
START_S: Final = 120
TAIL_LINES: Final = 25
BLIND: Final = """\
***************************************************************************
* atheris cannot be imported here: fuzzing BLINDLY, by random bytes only. *
* This finds little.  Run it where atheris has a wheel (Linux).           *
***************************************************************************"""
PIECES: Final = (
    b'{"', b'":', b"}", b"[", b"]", b",", b"null", b"1e999", b"\\u", b"\\ud800", b"\x00", b"\xff",
    b"\xc3", b"\n", b"\r\n", b"data: ", b"|", b"---", b" = ", b"version = 1\n", b"[[rule]]\n",
    b"PERSON_0123456789", b"SELECT Id FROM Account", b"'", b"\xe2\x80\x94 ", b"DE89370400440532",
)  # fmt: skip

Target = Callable[[bytes], None]


def names() -> tuple[str, ...]:
    """Return every target of this folder."""
    return tuple(sorted(file.stem for file in HERE.glob("*.py") if file != Path(__file__)))


def load(name: str) -> Target:
    """Import a target."""
    target: Target = importlib.import_module(f"tests.fuzz.{name}").target
    return target


def blindly(target: Target, seconds: float, seed: int = 0) -> int:
    """Feed random bytes and pieces of known grammars; return how many inputs that were."""
    chance = random.Random(seed)  # noqa: S311 - inputs must come again, not be secret
    end_s, count = time.monotonic() + seconds, 0
    while time.monotonic() < end_s or not count:
        parts = (
            chance.choice(PIECES)
            if chance.random() < 0.7
            else chance.randbytes(chance.randrange(9))
            for _ in range(chance.randrange(40))
        )
        target(b"".join(parts))
        count += 1
    return count


def with_coverage(name: str, seconds: float) -> None:
    """Fuzz one target under atheris; libFuzzer ends this process."""
    import atheris  # noqa: PLC0415 - absent on some machines

    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=INSTRUMENTED, enable_loader_override=False):
        target = load(name)
    atheris.Setup(
        [
            name, str(corpus), f"-max_total_time={max(1, round(seconds))}",
            f"-max_len={INPUT_BYTES}", f"-timeout={INPUT_TIMEOUT_S}",
            f"-artifact_prefix={CORPUS / name}-", "-print_final_stats=1", "-verbosity=0",
        ],
        target,
    )  # fmt: skip
    atheris.Fuzz()


def has_atheris() -> bool:
    """Tell whether atheris works here, in a process that it cannot take along."""
    probe = [sys.executable, "-c", "import atheris"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def run_one(name: str, seconds: float, *, blind: bool) -> tuple[str, int, str]:
    """Run one target in its own process; return its name, exit status and output."""
    command = [sys.executable, "-m", "tests.fuzz.run", "--child", "--seconds", str(seconds)]
    if blind:
        command.append("--blind")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    try:
        done = subprocess.run(
            [*command, name], cwd=ROOT, env=environment, check=False, text=True,
            errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, timeout=seconds + START_S,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return name, 1, "did not end in time"
    return name, done.returncode, done.stdout


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the targets that are named, or all; 1 when one broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="targets; all when none is named")
    parser.add_argument("--seconds", type=float, default=10.0, help="time a target")
    parser.add_argument("--blind", action="store_true", help="random bytes, without atheris")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    unknown = set(asked.names) - set(names())
    if unknown:
        parser.error(f"no such target; there are {', '.join(names())}")
    if asked.child:
        return _child(asked.names[0], asked.seconds, blind=asked.blind)
    blind = asked.blind or not has_atheris()
    if blind:
        print(BLIND, file=sys.stderr)  # noqa: T201 - a command's output
    broken = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        chosen = asked.names or names()
        for name, status, output in pool.map(
            lambda each: run_one(each, asked.seconds, blind=blind), chosen
        ):
            broken += status != 0
            print(f"{name:<24} {'ok' if status == 0 else 'BROKEN'}  {_inputs(output)}")  # noqa: T201
            if status:
                print("\n".join(output.splitlines()[-TAIL_LINES:]))  # noqa: T201
    return 1 if broken else 0


def _child(name: str, seconds: float, *, blind: bool) -> int:
    if blind:
        print(f"stat::number_of_executed_units: {blindly(load(name), seconds)}")  # noqa: T201
    else:
        with_coverage(name, seconds)
    return 0


def _inputs(output: str) -> str:
    """Return how many inputs a target took, as libFuzzer's statistics say."""
    for line in output.splitlines():
        if line.startswith("stat::number_of_executed_units:"):
            return f"{line.rpartition(':')[2].strip()} inputs"
    return ""


if __name__ == "__main__":
    sys.exit(main())
