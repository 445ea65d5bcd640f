"""Put what the operator wrote anew in force, as one, while requests go on.

In this order:

1. Everything is read and compiled beside what is in force; every problem is named at once.
2. What cannot change while running must not have changed.
3. The change is written to the log, durably: no act without its record.
4. New requests meet the new version; those under way end with the one that they began with.
5. The old version is closed when its last request is over.

Until step 4 nothing has changed, so whatever fails before leaves the last good version in
force and says so.  Why a signal, and why whole versions: docs/adr/0010-reload.md.
"""

import asyncio
import gc
import os
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from douane.audit import entry
from douane.audit.entry import Crossing
from douane.cli import check, compose
from douane.cli.version import Footing, Version, Written
from douane.config import Listen, Settings
from douane.gateway.app import Gateway
from douane.model.commit import Commit
from douane.model.errors import ConfigError, DouaneError, Problem
from douane.pipeline.ask import uuid7

ALL_TENANTS: Final = "*"
START: Final = "start"
RELOAD: Final = "reload"
RESTART: Final = "Restart douane serve to change it."


class Running:
    """What one worker serves by; ``reload`` exchanges it.

    Args:
        config: The configuration file.
        footing: What stays.
        version: What is in force at the beginning.
        say: Tells the operator something.
        certificate: The gateway's own TLS context, whose certificate is renewed in place.
    """

    def __init__(
        self,
        config: Path,
        footing: Footing,
        version: Version,
        say: Callable[[str], None],
        certificate: ssl.SSLContext | None = None,
    ) -> None:
        """Serve by the first version."""
        self.gateway = Gateway(version.parts)
        self._config = config
        self._footing = footing
        self._version = version
        self._say = say
        self._certificate = certificate
        self._closing: set[asyncio.Task[None]] = set()

    async def began(self) -> None:
        """Record what is in force from the start.

        Raises:
            StoreError: The log cannot be written; nothing may be served.
        """
        await self._record(START, "ok", self._version)
        self._say_in_force()
        self._footing.metrics.in_force(self._footing.means.clock())

    async def reload(self) -> bool:
        """Put what is written now in force, or keep what is and say why.

        Returns:
            True when the new version is in force.
        """
        try:
            written = await asyncio.to_thread(self._read)
            version = await compose.open_version(self._footing, written, self._version)
        except DouaneError as error:
            await self._refuse(error)
            return False
        try:
            await self._record(RELOAD, "ok", version)
        except DouaneError as error:
            await version.aclose(self._version)
            await self._refuse(error)
            return False
        self._renew_certificate(written.settings.listen)
        self._swap(version)
        return True

    async def aclose(self) -> None:
        """Close every version that is still open; requests are over by now."""
        for task in self._closing:
            task.cancel()
        await asyncio.gather(*self._closing, return_exceptions=True)
        await self._version.aclose()

    def _read(self) -> Written:
        """Read everything; runs in a thread.

        Raises:
            ConfigError: All that is wrong with it.
        """
        settings, _ = compose.survey_settings(self._config)
        problems = list(unchangeable(self._footing.settings, settings))
        preventing, doubtful = check.survey(self._config)
        problems += [*preventing, *_certificate_problems(settings.listen)]
        if problems:
            raise ConfigError(tuple(problems))
        for one in doubtful:
            self._say(f"warning: {one}")
        return compose.read_written(settings)

    def _swap(self, version: Version) -> None:
        old, self._version = self._version, version
        over = self.gateway.swap(version.parts)
        task = asyncio.create_task(_close(old, version, over))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
        # As at the start: what is open now stays, so the collector need not look at it.
        gc.freeze()
        metrics = self._footing.metrics
        metrics.reload("ok")
        metrics.in_force(self._footing.means.clock())
        for notice in version.notices:
            self._say(f"warning: {notice}")
        self._say_in_force()

    def _say_in_force(self) -> None:
        self._say(f"ready: snapshot {self._version.parts.snapshot().version} is in force")

    async def _refuse(self, error: DouaneError) -> None:
        kept = self._version.parts.snapshot().version
        self._footing.metrics.reload("refused")
        lines = "".join(f"\n  {line}" for line in str(error).splitlines())
        self._say(f"reload refused; snapshot {kept} stays in force:{lines}")
        try:
            await self._record(RELOAD, error.code, self._version)
        except DouaneError as failure:
            self._say(f"the refused reload is not in the log: {failure}")

    async def _record(self, act: str, code: str, version: Version) -> None:
        """Write an act of the system user that runs Douane, who alone can ask for it."""
        means, snapshot = self._footing.means, version.parts.snapshot()
        now_ms = means.clock()
        crossing = Crossing(
            id=uuid7(now_ms, means.entropy),
            tenant=ALL_TENANTS,
            principal=f"uid:{os.getuid()}",
            door=act,
            snapshot=snapshot.version,
            policy=snapshot.policy_version,
        )
        what = entry.administration(crossing, now_ms, code)
        await self._footing.log.commit(Commit(entry.encode(what)))

    def _renew_certificate(self, listen: Listen) -> None:
        """Show the certificate as it is now to connections from now on."""
        if self._certificate is not None and listen.certificate is not None:
            self._certificate.load_cert_chain(listen.certificate, listen.key)


def unchangeable(old: Settings, new: Settings) -> tuple[Problem, ...]:
    """Return what differs and cannot change while running."""
    pairs: Mapping[str, tuple[object, object]] = {
        "listen": ((old.listen.host, old.listen.port), (new.listen.host, new.listen.port)),
        "data_dir": (old.data_dir, new.data_dir),
        "workers": (old.workers, new.workers),
        "audit.origin": (old.origin, new.origin),
        "tls": (old.listen.certificate is None, new.listen.certificate is None),
    }
    return tuple(
        Problem(f"{new.file} {name}", "it cannot change while running", RESTART)
        for name, (before, after) in pairs.items()
        if before != after
    )


def _certificate_problems(listen: Listen) -> tuple[Problem, ...]:
    if listen.certificate is None:
        return ()
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(listen.certificate, listen.key)
    except OSError:
        what = "certificate and key cannot be read, or do not belong together"
        return (Problem("tls", what, "See both files."),)
    return ()


async def _close(old: Version, heir: Version, over: asyncio.Event) -> None:
    try:
        await over.wait()
    finally:
        await old.aclose(heir)
