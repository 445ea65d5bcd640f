"""The command ``python -m douane_sandbox.llm.fetch``: bring the demo's model into the cache."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from douane.model.errors import UsageError
from douane_sandbox.llm.acquire import ensure
from douane_sandbox.llm.installation import default_cache_dir
from douane_sandbox.llm.terminal import on_terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch from the command line; 0 when everything is there, 1 when it could not be."""
    parser = argparse.ArgumentParser(description="Fetch the demo's local language model.")
    parser.add_argument("--cache-dir", type=Path, default=default_cache_dir())
    asked = parser.parse_args(arguments)
    try:
        with on_terminal(sys.stderr) as progress:
            ensure(asked.cache_dir, progress)
    except UsageError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write(f"the model is ready in {asked.cache_dir}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
