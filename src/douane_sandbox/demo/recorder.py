"""Stand between gateway and model, pass everything on, and keep the bytes that crossed.

This is the demo's witness: what it kept is what left for the model, byte for byte.  It speaks
plain HTTP on loopback, as the model does, and hands streamed answers on as they come.
"""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import urlsplit

TIMEOUT_S: Final = 120.0
PIECE_BYTES: Final = 65_536
_PASSED_ON: Final = ("content-type", "accept")


@dataclass(slots=True)
class Crossing:
    """One request that reached the model's side of the border.

    Attributes:
        head: Request line and headers as they arrived.
        body: Body of the request.
        answer: Body of the answer, events of a stream in one piece.
    """

    head: bytes
    body: bytes
    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class Recorder:
    """What crossed so far.

    Attributes:
        base_url: What the gateway takes for the model.
        crossings: Every request, in order.
    """

    base_url: str
    crossings: list[Crossing] = field(default_factory=list)


@contextmanager
def recording(model_url: str) -> Iterator[Recorder]:
    """Run the recorder in a thread on a free port of 127.0.0.1 until the block ends.

    Args:
        model_url: Base URL of the model, such as ``http://127.0.0.1:9000/v1``.
    """
    target = urlsplit(model_url)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    recorder = Recorder(f"http://127.0.0.1:{server.server_address[1]}{target.path}")
    server.RequestHandlerClass = _handler(recorder, target.hostname or "", target.port or 80)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(recorder: Recorder, host: str, port: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Passes one request on."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            head = f"{self.requestline}\r\n{self.headers}".encode("latin-1", "replace")
            crossing = Crossing(head, body)
            recorder.crossings.append(crossing)
            connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
            try:
                kept = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
                connection.request(self.command, self.path, body or None, kept)
                self._pass_back(connection.getresponse(), crossing)
            except (OSError, http.client.HTTPException):
                self.close_connection = True
            finally:
                connection.close()

        do_GET = do_POST  # noqa: N815 - the library's name

        def _pass_back(self, answer: http.client.HTTPResponse, crossing: Crossing) -> None:
            self.send_response_only(answer.status)
            self.send_header("content-type", answer.headers.get("content-type", ""))
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            while piece := answer.read1(PIECE_BYTES):
                crossing.answer += piece
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
            """Say nothing: the screen belongs to the demo."""

    return Handler
