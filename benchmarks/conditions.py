"""Under which conditions a run happened: what a reader needs to judge or repeat it."""

import os
import platform
from importlib import metadata
from pathlib import Path

PACKAGES = (
    "aiohttp",
    "ahocorasick_rs",
    "cryptography",
    "hyperscan",
    "msgspec",
    "uvicorn",
    "uvloop",
)


def machine() -> list[str]:
    """Return one line each on the processor, the system and Python."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    return [
        f"{os.cpu_count()} logical processors: {_processor()}",
        f"{_memory_gib():.0f} GiB of memory, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}; {libraries}",
    ]


def load_average() -> str:
    """Return the load average over one minute, which every figure below suffers from."""
    try:
        return f"{os.getloadavg()[0]:.2f}"
    except OSError:
        return "unknown"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    named = next((line for line in lines if line.startswith("model name")), ": unknown")
    return named.split(":", 1)[1].strip()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
