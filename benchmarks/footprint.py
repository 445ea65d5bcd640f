"""What a system costs: CPU seconds and memory of its whole process tree."""

from collections.abc import Iterable
from pathlib import Path

import psutil


def tree(pids: Iterable[int]) -> list[psutil.Process]:
    """Return the processes of ``pids`` and all that descend from them."""
    found: dict[int, psutil.Process] = {}
    for pid in pids:
        try:
            top = psutil.Process(pid)
            for process in (top, *top.children(recursive=True)):
                found[process.pid] = process
        except psutil.NoSuchProcess:
            continue
    return list(found.values())


def cpu_s(pids: Iterable[int]) -> float:
    """Return user and system seconds spent so far, ended children included.

    Linux counts in hundredths of a second, so measure over a second or more.
    """
    spent = 0.0
    for process in tree(pids):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += times.user + times.system
    return spent


def peak_rss_mib(pids: Iterable[int]) -> float:
    """Return the sum of each process's highest resident memory, in MiB.

    Pages that processes share count once for each, so for a tree of several it is an upper
    bound.  Where the system keeps no peak, the present value.
    """
    total = 0.0
    for process in tree(pids):
        try:
            total += _peak_kib(process.pid) or process.memory_info().rss / 1024
        except (psutil.NoSuchProcess, FileNotFoundError):
            continue
    return total / 1024


def _peak_kib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.parent.parent.joinpath("self").exists():
        return 0.0
    lines = status.read_text(encoding="ascii", errors="replace").splitlines()
    return next((float(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0.0)
