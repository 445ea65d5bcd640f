"""An org of the benchmark: it has very many people, a catalogue, and grants nothing to anybody.

It answers what a gateway asks when it starts: a token, and the names of its contacts, 2,000 a
page.  Not Salesforce, and much less than ``douane_sandbox.org``; it exists to hand out 100,000
names quickly.

usage: python -m benchmarks.org --port N --names N --certificate PEM --key PEM
"""

import argparse
import re
import ssl
import time
from pathlib import Path
from typing import Final

import uvloop
from aiohttp import web

from benchmarks.bodies import names
from douane.classify import EMPTY, STANDARD, build, encode

PAGE: Final = 2000
FIELDS: Final = (  # name, label, type, level, groups
    ("Id", "Contact ID", "id", "Internal", None),
    ("Name", "Full Name", "string", "Confidential", "PII"),
    ("Email", "Email", "email", "Confidential", "PII;GDPR"),
    ("Phone", "Business Phone", "phone", "Confidential", "PII"),
    ("MailingCity", "Mailing City", "string", "Internal", None),
    ("LeadSource", "Lead Source", "picklist", "Public", None),
    ("Description", "Contact Description", "textarea", "Internal", None),
)


def catalogue(tenant: str, now_ms: int) -> bytes:
    """Return a catalogue file of the org's one object."""
    described = {
        "name": "Contact",
        "label": "Contact",
        "fields": [
            {"name": name, "label": label, "type": kind} for name, label, kind, *_ in FIELDS
        ],
    }
    rows = [
        {"QualifiedApiName": name, "SecurityClassification": level, "ComplianceGroup": groups}
        for name, _, _, level, groups in FIELDS
    ]
    return encode(build(tenant, [described], {"Contact": rows}, EMPTY, STANDARD, now_ms))


class Org:
    """The answers."""

    def __init__(self, count: int, address: str) -> None:
        """Have ``count`` contacts."""
        self._names = names(count)
        self._address = address

    async def token(self, _request: web.Request) -> web.Response:
        """Let anybody in."""
        answer = {
            "access_token": "bench", "instance_url": self._address, "token_type": "Bearer",
            "issued_at": "1", "signature": "", "id": self._address, "scope": "api",
        }  # fmt: skip
        return web.json_response(answer)

    async def query(self, request: web.Request) -> web.Response:
        """Return the first page of a query; of anything but contacts there is nothing."""
        if not re.search(r"\bfrom\s+contact\b", request.query.get("q", ""), re.IGNORECASE):
            return web.json_response({"totalSize": 0, "done": True, "records": []})
        return self._page(0)

    async def more(self, request: web.Request) -> web.Response:
        """Return a later page."""
        return self._page(int(request.match_info["start"]))

    def _page(self, start: int) -> web.Response:
        records = [
            {
                "attributes": {
                    "type": "Contact",
                    "url": f"/services/data/v64.0/sobjects/Contact/{n}",
                },
                "Id": f"003{number:012d}AAA",
                "Name": name,
            }
            for number, name in enumerate(self._names[start : start + PAGE], start)
            for n in (f"003{number:012d}AAA",)
        ]
        end = start + PAGE
        page: dict[str, object] = {
            "totalSize": len(self._names),
            "done": end >= len(self._names),
            "records": records,
        }
        if end < len(self._names):
            page["nextRecordsUrl"] = f"/services/data/v64.0/query/bench-{end}"
        return web.json_response(page)

    def app(self) -> web.Application:
        """Return the web application."""
        app = web.Application()
        app.router.add_post("/services/oauth2/token", self.token)
        app.router.add_get(r"/services/data/{version}/query/bench-{start:\d+}", self.more)
        app.router.add_get("/services/data/{version}/query", self.query)
        app.router.add_get("/services/data/{version}/query/", self.query)
        app.router.add_get("/services/data/{version}/tooling/query", self.query)
        app.router.add_get("/services/data/{version}/tooling/query/", self.query)
        return app


def write_catalogue(path: Path, tenant: str) -> None:
    """Write the catalogue file, taken now."""
    path.write_bytes(catalogue(tenant, int(time.time() * 1000)))


def main() -> None:
    """Serve from the command line."""
    parser = argparse.ArgumentParser(description="An org with very many names.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--names", type=int, required=True)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    asked = parser.parse_args()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(asked.certificate, asked.key)
    org = Org(asked.names, f"https://localhost:{asked.port}")
    web.run_app(
        org.app(), host="127.0.0.1", port=asked.port, ssl_context=tls, print=None,
        loop=uvloop.new_event_loop(),
    )  # fmt: skip


if __name__ == "__main__":
    main()
