"""An org over TLS that answers what a test scripts, also what no real org would."""

import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from douane.connect.salesforce import Org
from douane_sandbox.org.tls import Credentials, make_credentials
from tests.simulators.certificates import Identity


@dataclass
class Answer:
    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ScriptedOrg:
    """Answers a login by itself and everything else from ``answers``, in order.

    Attributes:
        url: Its address.
        answers: What is answered to the next requests; then 500.
        logins: What is answered to the next logins; then a usual one.
        seen: Method, path with query, and Authorization header of every request.
    """

    url: str
    credentials: Credentials
    answers: list[Answer] = field(default_factory=list)
    logins: list[Answer] = field(default_factory=list)
    seen: list[tuple[str, str, str]] = field(default_factory=list)

    def org(self, **changes: str) -> Org:
        return Org(
            url=changes.pop("url", self.url),
            client_id="app",
            username="integration@example.org",
            key_file=str(self.credentials.app_key_file),
            ca_file=changes.pop("ca_file", str(self.credentials.ca_file)),
            **changes,  # type: ignore[arg-type]
        )

    async def handle(self, request: web.Request) -> web.Response:
        authorization = request.headers.get("Authorization", "")
        self.seen.append((request.method, request.path_qs, authorization))
        if request.path == "/services/oauth2/token":
            token = f"token-{len([one for one in self.seen if one[0] == 'POST'])}"
            usual = Answer(body={"access_token": token, "instance_url": self.url})
            answer = self.logins.pop(0) if self.logins else usual
        else:
            answer = self.answers.pop(0) if self.answers else Answer(500)
        if isinstance(answer.body, bytes):
            return web.Response(status=answer.status, body=answer.body, headers=answer.headers)
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def scripted_org(
    directory: Path, identity: Identity | None = None
) -> AsyncIterator[ScriptedOrg]:
    """Run one on a free port of 127.0.0.1 until the block ends, by default as localhost."""
    credentials = make_credentials(directory, time.time())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(credentials.server_file, credentials.server_key_file)
    if identity is not None:
        context = identity.server_context()
    found = ScriptedOrg("", credentials)
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", found.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    port = runner.addresses[0][1]
    found.url = f"https://localhost:{port}"
    try:
        yield found
    finally:
        await runner.cleanup()
