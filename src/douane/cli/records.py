"""``douane protect`` and ``douane restore``: the records and documents doors, without a server.

The same application that serves HTTP answers in the process, so that there is one path; it may
run beside a gateway that uses the same data.
"""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final, TextIO

import click

from douane.cli.compose import load_settings, open_parts
from douane.cli.options import config_option
from douane.config import Settings
from douane.connect.documents.kinds import SUFFIXES
from douane.gateway.app import Gateway
from douane.model.errors import UsageError

KEY_VARIABLE: Final = "DOUANE_API_KEY"
OK: Final = 200

key_option = click.option(
    "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"File with the API key; else ${KEY_VARIABLE} is read.",
)  # fmt: skip


@click.command()
@config_option
@key_option
@click.option("--tier", default="default", show_default=True, help="Where they are to go.")
@click.option("--purpose", default="", help="Why; the tier's first purpose if absent.")
@click.option(
    "--document",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Protect the text of a document instead (PDF, DOCX, XLSX, PPTX, EML, MSG, HTML, text).",
)
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def protect(
    config: Path,
    key_file: Path | None,
    tier: str,
    purpose: str,
    document: Path | None,
    file: TextIO,
) -> None:
    """Print records as the tier's policy lets them leave.

    FILE holds a JSON list of sObjects.

    \b
    Example:
      douane protect --config border/douane.toml records.json
      douane protect --config border/douane.toml --document statement.pdf
    """
    if document is not None:
        headers = {"x-douane-tier": tier, "content-type": _media(document)}
        if purpose:
            headers["x-douane-purpose"] = purpose
        _send(config, key_file, "/v1/documents:protect", document.read_bytes(), headers)
        return
    request: dict[str, object] = {"tier": tier, "records": _json(file)}
    if purpose:
        request["purpose"] = purpose
    _ask(config, key_file, "/v1/records:protect", request)


@click.command()
@config_option
@key_option
@click.option("--scope", required=True, help="The scope that came with the protected records.")
@click.option("--reader-file", type=click.File("r"), help="File with a signed reader token.")
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
def restore(
    config: Path, key_file: Path | None, scope: str, reader_file: TextIO | None, file: TextIO
) -> None:
    """Print JSON with the tokens opened that the reader may open.

    \b
    Example:
      douane restore --config border/douane.toml --scope 0199… protected.json
    """
    request: dict[str, object] = {"scope": scope, "records": _json(file)}
    if reader_file is not None:
        request["reader"] = reader_file.read().strip()
    _ask(config, key_file, "/v1/records:restore", request)


def _json(file: TextIO) -> object:
    try:
        return json.load(file)
    except (ValueError, RecursionError):
        raise UsageError("the input is no JSON; give a list of sObjects") from None


def _media(document: Path) -> str:
    media = SUFFIXES.get(document.suffix.lower())
    if media is None:
        raise UsageError(f"a document ends in one of {', '.join(SUFFIXES)}")
    return media


def _ask(config: Path, key_file: Path | None, path: str, request: Mapping[str, object]) -> None:
    body = json.dumps(request).encode()
    _send(config, key_file, path, body, {"content-type": "application/json"})


def _send(
    config: Path, key_file: Path | None, path: str, data: bytes, headers: Mapping[str, str]
) -> None:
    key = key_file.read_text().strip() if key_file else os.environ.get(KEY_VARIABLE, "")
    if not key:
        raise UsageError(f"give the API key: --key-file FILE, or in ${KEY_VARIABLE}")
    settings = load_settings(config)
    status, body = asyncio.run(_call(settings, path, key, data, headers))
    if status != OK:
        click.echo(f"douane: {json.loads(body)['error']['message']}", err=True)
        raise click.exceptions.Exit(1)
    sys.stdout.buffer.write(body + b"\n")


async def _call(
    settings: Settings, path: str, key: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, bytes]:
    """Ask the gateway's application in this process."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "headers": [
            (b"api-key", key.encode("utf-8", "replace")),
            *((name.encode(), value.encode()) for name, value in headers.items()),
        ],
    }
    async with open_parts(settings) as parts:
        await Gateway(parts)(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])
