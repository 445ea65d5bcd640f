"""A proxy that is every host of the world, and writes down what is asked of it.

A browser that is told to use it reaches nothing else.  It opens TLS itself, so that path and
query of an https address are seen.  Pages of the sink are served by it, too, under their own host.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from douane.jobs.redteam.sinks.certificate import any_host
from douane.jobs.redteam.sinks.widget import CLICKED, DONE, read_clicks

if TYPE_CHECKING:
    import ssl

PAGES: Final = "pages.example.org"
TOOLS: Final = "tools.example.org"
POLL_S: Final = 0.05
QUIET_S: Final = 0.4
"""A page that asks for nothing so long is done: handlers and refreshes have fired."""
MOST_BYTES: Final = 1_000_000
_GIF: Final = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


class CatchAll:
    """What arrived.

    Attributes:
        port: Where it listens, on 127.0.0.1.
        fetched: Every address that was asked for, with its body if it had one.
        clicks: Addresses that a person could have clicked, by answer.
        called: Bytes that tools were called with, by answer; the name stands in the first line.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.port = 0
        self.fetched: list[str] = []
        self.clicks: dict[int, list[str]] = {}
        self.called: dict[int, list[str]] = {}
        self.context: ssl.SSLContext = any_host()
        self._lock = threading.Lock()
        self._page = b""
        self._done = threading.Event()
        self._late = False
        self._last_s = 0.0

    def show(self, page: str) -> str:
        """Serve a page from now on, and return its address."""
        self._page = page.encode()
        self._done.clear()
        return f"http://{PAGES}/"

    def wait(self, limit_s: float) -> bool:
        """Wait until the page has loaded and asks for nothing more; tell whether all of it did."""
        until_s = time.monotonic() + limit_s
        if not self._done.wait(limit_s) or self._late:
            return False
        while time.monotonic() - self._last_s < QUIET_S:
            if time.monotonic() > until_s:
                return False
            time.sleep(POLL_S)
        return True

    def take(self, url: str, body: bytes) -> bytes:
        """Write a request down, and return what to answer."""
        split = urlsplit(url)
        if split.hostname == PAGES:
            return self._own(split.path, split.query, body)
        if split.hostname == TOOLS:
            number, name = split.path.strip("/").split("/", 1)
            with self._lock:
                called = self.called.setdefault(int(number), [])
                called.append(f"{name}\n{body.decode('utf-8', 'replace')}")
            return b""
        self._last_s = time.monotonic()
        with self._lock:
            self.fetched.append(url + ("\n" + body.decode("utf-8", "replace") if body else ""))
        return _GIF

    def _own(self, path: str, query: str, body: bytes) -> bytes:
        if path == CLICKED:
            with self._lock:
                number = int(parse_qs(query).get("id", ["0"])[0])
                self.clicks.setdefault(number, []).extend(read_clicks(body))
        elif path == DONE:
            self._late = parse_qs(query).get("late") != ["0"]
            self._last_s = time.monotonic()
            self._done.set()
        return self._page if path == "/" else b""


@contextmanager
def catching_all() -> Iterator[CatchAll]:
    """Listen on a free port of 127.0.0.1 until the block ends."""
    sink = CatchAll()
    server = _Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.RequestHandlerClass = _handler(sink)
    sink.port = int(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": POLL_S})
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: browsers break connections off."""


def _handler(sink: CatchAll) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers for every host."""

        protocol_version = "HTTP/1.1"
        timeout = 10
        tunnel = ""

        def do_CONNECT(self) -> None:
            self.send_response_only(HTTPStatus.OK)
            self.end_headers()
            sink.take(f"connect://{self.path}", b"")  # a host alone can hold a value
            self.tunnel = self.path.removesuffix(":443")
            self.connection = sink.context.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb", buffering=0)

        def finish(self) -> None:
            with contextlib.suppress(OSError, ValueError):
                super().finish()
            if self.tunnel:
                self.connection.close()

        def do_GET(self) -> None:
            size = min(MOST_BYTES, int(self.headers.get("content-length") or 0))
            body = self.rfile.read(size) if size else b""
            url = self.path
            if self.tunnel:
                url = f"https://{self.tunnel}{self.path}"
            elif not url.startswith("http"):
                url = f"http://{self.headers.get('host', '')}{self.path}"
            answer = sink.take(url, body)
            own = urlsplit(url).hostname == PAGES
            self.send_response_only(HTTPStatus.OK)
            self.send_header("content-type", "text/html; charset=utf-8" if own else "image/gif")
            self.send_header("content-length", str(len(answer)))
            self.send_header("cache-control", "no-store")
            self.send_header("access-control-allow-origin", "*")
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_PUT = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - the library's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
            """Say nothing: addresses hold what was stolen."""

    return Handler
