"""``make eval``: ``douane eval detect`` beside Presidio, written to ``docs/detection.md``.

The peer is optional: where it cannot be installed, a line says why and the page says that there
was none.  A goal that is not reached is a finding of the page, and no failure of this program.
"""

import subprocess
import sys
from pathlib import Path

from benchmarks.peers import PRESIDIO, MissingPeerError, environment

PAGE = "docs/detection.md"
MISSED_A_GOAL = 1


def main() -> int:
    """Run it, and return an exit code."""
    command = [sys.executable, "-m", "douane.cli.main", "eval", "detect", "--write", PAGE]
    try:
        python = environment("presidio", PRESIDIO, Path(".cache")) / "python"
        command += ["--peer", "presidio", "--peer-python", str(python)]
    except MissingPeerError as error:
        print(f"without presidio: {error}", flush=True)
    code = subprocess.run([*command, *sys.argv[1:]], check=False).returncode
    return 0 if code == MISSED_A_GOAL else code


if __name__ == "__main__":
    sys.exit(main())
