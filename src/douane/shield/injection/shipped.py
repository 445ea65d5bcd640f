"""Which weights ship; written by ``injection_training.build``."""

from typing import Final

SHA256: Final = "6269dc2a6524741f88a0eae9baab23444e317892a269a7dcd0f2a64c245a3c50"
