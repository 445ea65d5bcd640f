"""Write the sets: ``python -m douane_sandbox.injection DIRECTORY [SEED]``."""

import sys
from pathlib import Path

from douane_sandbox.injection.sets import write

DEFAULT_SEED = 4

if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_SEED)  # noqa: PLR2004
