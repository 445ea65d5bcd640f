"""Several workers: keep them alive, and let each read anew what the operator wrote.

uvicorn's own supervisor answers SIGHUP by replacing the workers, which drops connections that
wait for a request; and it gives up when a worker cannot start.  Here the others go on by the
last good version, while a worker that died finds only a broken one written.
"""

import os
import signal
import socket
import time
from typing import Final

import click
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process

RETRY_S: Final = 5.0
PING: Final = b"ping"


class Supervisor(Multiprocess):
    """Starts workers, starts them again, passes SIGHUP on."""

    def __init__(self, server: uvicorn.Config, bound: socket.socket) -> None:
        """Keep the address, which is bound; workers start with ``run``."""
        self._terminal = Terminal()
        self._served = False
        self._retry_at: dict[int, float] = {}
        self._answering: set[int] = set()
        super().__init__(server, sockets=[bound])

    @property
    def failed(self) -> bool:
        """True when it ended because no worker could start."""
        return not self._served and any(
            process.exitcode == STARTUP_FAILURE for process in self.processes
        )

    def handle_hup(self) -> None:
        """Let every worker reload; one that was still starting begins with what is new."""
        if self._terminal.is_closed():
            self.should_exit.set()
            return
        self._retry_at.clear()
        for process in self.processes:
            if process.pid is not None and process.exitcode is None:
                os.kill(process.pid, signal.SIGHUP)

    def init_processes(self) -> None:
        """Start all workers."""
        super().init_processes()
        for process in self.processes:
            process.parent_conn.send(PING)

    def keep_subprocess_alive(self) -> None:
        """Start again what has ended; end when nothing ever started."""
        patience_s = self.config.timeout_worker_healthcheck
        for place, process in enumerate(self.processes):
            if self.should_exit.is_set() or time.monotonic() < self._retry_at.get(place, 0.0):
                continue
            if place not in self._answering and process.process.is_alive():
                # It still imports; uvicorn's patience would end it on a busy machine, for ever.
                if process.parent_conn.poll(0) and process.parent_conn.recv() is not None:
                    self._answering.add(place)
                continue
            if place in self._answering and process.is_alive(timeout=patience_s):
                self._served = self._served or process.is_ready(timeout=patience_s)
                continue
            process.kill()
            process.join()
            if process.exitcode != STARTUP_FAILURE:
                self._start(place)
            elif not self._served:
                self.should_exit.set()
            elif place in self._retry_at:
                self._start(place)
            else:
                self._retry_at[place] = time.monotonic() + RETRY_S
                click.echo("douane: a worker cannot start; the others serve", err=True)

    def _start(self, place: int) -> None:
        self._retry_at.pop(place, None)
        self._answering.discard(place)
        self.processes[place] = Process(self.config, self.sockets)
        self.processes[place].start()
        self.processes[place].parent_conn.send(PING)


class Terminal:
    """The terminal that a process was started from, if it was.

    When it closes, the kernel sends SIGHUP, too, and means that nobody is there any more; under
    ``nohup`` that does not count.
    """

    def __init__(self) -> None:
        """See whether there is one that counts; before SIGHUP has a handler."""
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        self._counts = not ignored and _has_terminal()

    def is_closed(self) -> bool:
        """Tell whether there was one, and is none now."""
        return self._counts and not _has_terminal()


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
