"""Written by ``injection_training.build``: which weights ship."""

from typing import Final

SHA256: Final = "none"
