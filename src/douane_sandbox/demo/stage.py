"""Start everything that the demo needs, in order, and end it again in reverse.

A model of one's own can take the place of the downloaded one; then nothing is fetched.
"""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from douane_sandbox.demo import configuration
from douane_sandbox.demo.commands import douane, serving
from douane_sandbox.demo.configuration import Desk
from douane_sandbox.demo.fault import DemoError
from douane_sandbox.demo.recorder import Recorder, recording
from douane_sandbox.llm import ensure, running_model
from douane_sandbox.llm.terminal import on_terminal
from douane_sandbox.org import RunningOrg, running_org

SEED: Final = 4
"""Its showcase client shares a name with nobody: a shared one belongs to no one record, so that
nobody but its sender can open it."""

Say = Callable[[str], None]
"""Told what is being done next."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What to start, and where.

    Attributes:
        cache_dir: Where the model is kept.
        directory: Where configuration, keys, vault and log are written.
        port: The gateway's; 0 for a free one.
        model_url: Base URL of a model of one's own; empty to run the demo's.
        model: That model's name.
    """

    cache_dir: Path
    directory: Path
    port: int
    model_url: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything runs.

    Attributes:
        org: The stand-in org.
        recorder: Sees what leaves for the model.
        desk: What a client holds.
        gateway: The gateway's process.
    """

    org: RunningOrg
    recorder: Recorder
    desk: Desk
    gateway: subprocess.Popen[bytes]


@contextmanager
def staged(setting: Setting, say: Say) -> Iterator[Stage]:
    """Start everything; end it when the block ends, whatever happens.

    Raises:
        DemoError: Something did not start; the message says what to do.
        ModelError: The model could not be fetched or started.
    """
    port = free_port(setting.port)
    if not setting.model_url:
        with on_terminal(sys.stdout) as progress:
            ensure(setting.cache_dir, progress)
    with ExitStack() as stack:
        stack.enter_context(configuration.own(setting.directory))
        say("starting the stand-in Salesforce org")
        org = stack.enter_context(running_org(SEED))
        model_url, model = setting.model_url, setting.model
        if not model_url:
            say("loading the language model")
            running = stack.enter_context(running_model(setting.cache_dir))
            model_url, model = running.base_url, running.model
        recorder = stack.enter_context(recording(model_url))
        say("writing a configuration (douane init)")
        desk = configuration.write(setting.directory, port, recorder.base_url, model, org)
        config = ("--config", str(desk.config))
        say("reading the org's field classification (douane catalog pull)")
        douane("catalog", "pull", *config)
        say("checking everything that was written (douane check)")
        douane("check", *config)
        say("opening the doors (douane serve)")
        gateway = stack.enter_context(serving(desk.config, port))
        yield Stage(org, recorder, desk, gateway)


def free_port(port: int) -> int:
    """Return the port, or a free one for 0.

    Raises:
        DemoError: Somebody listens there already.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise DemoError(f"port {port} is taken; choose another with --port") from None
        return int(probe.getsockname()[1])
