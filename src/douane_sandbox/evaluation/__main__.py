"""``python -m douane_sandbox.evaluation DIR [SEED]``: write the sets."""

import sys
from pathlib import Path

from douane_sandbox.evaluation.write import write

DEFAULT_SEED = 3

if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_SEED)  # noqa: PLR2004
