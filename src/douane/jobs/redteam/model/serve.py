"""Serve the malicious model over plain HTTP on this machine, in threads of this process."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Final

from douane.jobs.redteam.model.answering import answer
from douane.jobs.redteam.model.memory import Memory
from douane.jobs.redteam.model.wire import MODEL, events, whole
from douane.jobs.redteam.suite.attack import Attack

HOST: Final = "127.0.0.1"
POLL_S: Final = 0.05
MOST_CHOICES: Final = 8


@dataclass(frozen=True, slots=True)
class Model:
    """A model that runs.

    Attributes:
        base_url: Base URL for an OpenAI client.
        memory: What it was sent.
    """

    base_url: str
    memory: Memory


@contextmanager
def malicious_model(attacks: Sequence[Attack], seed: int, port: int = 0) -> Iterator[Model]:
    """Run the model until the block ends.

    Args:
        attacks: The suite that it plays.
        seed: The suite's.
        port: Where; 0 for a free one.
    """
    known = {attack.number: attack for attack in attacks}
    memory = Memory(known)
    server = _Server((HOST, port), BaseHTTPRequestHandler)
    server.RequestHandlerClass = _handler(memory, known, seed)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": POLL_S})
    thread.start()
    try:
        yield Model(f"http://{HOST}:{server.server_address[1]}/v1", memory)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a caller that goes away is no fault of ours."""


def _handler(memory: Memory, attacks: dict[int, Attack], seed: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers chat requests."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("content-length") or 0))
            try:
                body = json.loads(data)
                choices = min(MOST_CHOICES, max(1, int(body.get("n") or 1)))
            except (ValueError, AttributeError, TypeError):
                self._send(HTTPStatus.BAD_REQUEST, "application/json", b'{"error": {}}')
                return
            said = answer(memory.learn(body), attacks, seed, choices)
            if body.get("stream"):
                draw = Random(f"{seed}/{body.get('seed')}")
                stream = b"".join(b"data: " + each + b"\n\n" for each in events(said, draw))
                self._send(HTTPStatus.OK, "text/event-stream", stream)
                return
            self._send(HTTPStatus.OK, "application/json", whole(said))

        def do_GET(self) -> None:
            listed = {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
            self._send(HTTPStatus.OK, "application/json", json.dumps(listed).encode())

        def _send(self, status: HTTPStatus, media: str, body: bytes) -> None:
            self.send_response_only(status)
            self.send_header("content-type", media)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
            """Say nothing: what it was sent is secret."""

    return Handler
