"""Which weights ship; written by ``injection_training.build``."""

from typing import Final

SHA256: Final = "b73522a817bcc8e884811c7747c5170d86896f35a2c1374b3c7e1485a614befb"
