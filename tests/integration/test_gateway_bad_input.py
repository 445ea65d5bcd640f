"""Bad input at a real server: each kind its own clear error, nothing crashes, nothing leaves."""

import json
import select
import socket
import time
from base64 import urlsafe_b64encode
from http.client import HTTPResponse

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.integration.conftest import BODY_BYTES, Border
from tests.simulators.gateway_process import chat_body, read_all

CHAT = "/v1/chat/completions"
CONNECTOR = "/t/default/chat/completions"
PROTECT = "/v1/records:protect"
RESTORE = "/v1/records:restore"
GOOD = json.dumps(chat_body("hello")).encode()
RECORD = {"attributes": {"type": "Account"}, "AnnualRevenue": 1}
DEEP = b'{"model":"default","messages":' + b"[" * 100_000 + b"]" * 100_000 + b"}"

BODIES = {
    "the body is not UTF-8": (CHAT, b'{"model":"\xff"}', 400, "invalid_utf8"),
    "the body is cut off": (CHAT, GOOD[:-4], 400, "invalid_json"),
    "the body is empty": (CHAT, b"", 400, "invalid_json"),
    "the body is two documents": (CHAT, GOOD + GOOD, 400, "invalid_json"),
    "a string holds half a character": (
        CHAT, json.dumps(chat_body("\ud800")).encode(), 400, "invalid_json",
    ),
    "the body is a list": (CHAT, b"[]", 400, "invalid_value"),
    "the JSON is nested too deeply": (CHAT, DEEP, 400, "too_deep"),
    "a member is unknown": (
        CHAT, json.dumps(chat_body("x", logit_bias={"1": 2})).encode(), 400, "unknown_field",
    ),
    "a member of a message is unknown": (
        CHAT,
        b'{"model":"default","messages":[{"role":"user","content":"x","secret":1}]}',
        400, "unknown_field",
    ),
    "a key stands twice": (
        CHAT, b'{"model":"default","model":"other","messages":[]}', 400, "duplicate_key",
    ),
    "a number is NaN": (
        CHAT, GOOD[:-1] + b',"temperature":NaN}', 400, "not_finite",
    ),
    "a number is too large for a double": (
        CHAT, GOOD[:-1] + b',"temperature":1e999}', 400, "not_finite",
    ),
    "the content is an image": (
        CHAT,
        (b'{"model":"default","messages":[{"role":"user","content":'
        b'[{"type":"image_url","image_url":{"url":"data:x"}}]}]}'),
        400, "unsupported_content",
    ),
    "the model is unknown": (
        CHAT, json.dumps(chat_body("x") | {"model": "gpt-9"}).encode(), 404, "unknown_model",
    ),
    "the model is a tier of another key": (
        CHAT, json.dumps(chat_body("x") | {"model": "other"}).encode(), 404, "unknown_model",
    ),
    "the purpose is unknown": (
        CHAT, json.dumps(chat_body("x", metadata={"purpose": "curiosity"})).encode(),
        403, "purpose_not_allowed",
    ),
    "the connector's tier is unknown": (
        "/t/nowhere/chat/completions", GOOD, 404, "unknown_model",
    ),
    "the connector's tier is of another key": (
        "/t/other/chat/completions",
        json.dumps(chat_body("x") | {"model": "other"}).encode(), 404, "unknown_model",
    ),
    "the connector is asked to stream": (
        CONNECTOR, json.dumps(chat_body("x", stream=True)).encode(), 400, "unknown_field",
    ),
    "a connector parameter is not on the list": (
        CONNECTOR, json.dumps(chat_body("x", parameters={"user": "Ada"})).encode(),
        400, "unknown_field",
    ),
    "an embedding is asked of token numbers": (
        "/v1/embeddings", b'{"model":"default","input":[1,2,3]}', 400, "unsupported_content",
    ),
    "an amount of a record is NaN": (
        PROTECT,
        b'{"tier":"default","records":[{"attributes":{"type":"Account"},"AnnualRevenue":NaN}]}',
        400, "not_finite",
    ),
    "a record does not say what it is": (
        PROTECT, b'{"tier":"default","records":[{"Name":"x"}]}', 400, "invalid_value",
    ),
    "a member of protect is unknown": (
        PROTECT, json.dumps({"tier": "default", "records": [RECORD], "x": 1}).encode(),
        400, "unknown_field",
    ),
    "restore is given neither records nor text": (
        RESTORE, b'{"scope":"abc"}', 400, "invalid_value",
    ),
    "restore is given both": (
        RESTORE, b'{"scope":"abc","records":[],"text":""}', 400, "invalid_value",
    ),
}  # fmt: skip


def nothing_was_forwarded(border: Border) -> None:
    """See that the endpoint got nothing, and that the server still serves."""
    assert border.endpoint.received == []
    assert border.gateway.exit_code() is None
    assert border.gateway.chat("still there?").status == 200


@pytest.mark.parametrize(("path", "body", "status", "code"), BODIES.values(), ids=BODIES)
def test_each_bad_body_has_its_own_error_and_nothing_leaves(
    border: Border, path: str, body: bytes, status: int, code: str
) -> None:
    answer = border.gateway.ask("POST", path, body)

    assert (answer.status, answer.code) == (status, code)
    assert set(answer.json["error"]) == {"message", "type", "param", "code"}
    assert answer.id
    nothing_was_forwarded(border)


HEADERS = {
    "no key at all": ("", {}, 401, "unauthenticated"),
    "a wrong key": ("dk_wrong", {}, 401, "unauthenticated"),
    "a key that is not ASCII": ("dk_\u00e4", {}, 401, "unauthenticated"),
    "another content type": (None, {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
    "a form": (
        None, {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type",
    ),
    "a compressed body": (None, {"Content-Encoding": "gzip"}, 415, "unsupported_media_type"),
    "a reader that is no token": (None, {"X-Douane-Reader": "005A"}, 401, "reader_invalid"),
    "a header that is too long": (None, {"X-Douane-Reader": "x" * 9000}, 400, "invalid_value"),
    "a scope that is too long": (None, {"X-Douane-Scope": "x" * 300}, 400, "invalid_value"),
    "an unknown purpose": (None, {"X-Douane-Purpose": "why"}, 403, "purpose_not_allowed"),
}  # fmt: skip


@pytest.mark.parametrize(("key", "headers", "status", "code"), HEADERS.values(), ids=HEADERS)
def test_each_bad_header_has_its_own_error_and_nothing_leaves(
    border: Border, key: str | None, headers: dict[str, str], status: int, code: str
) -> None:
    answer = border.gateway.ask("POST", CHAT, GOOD, key=key, headers=headers)

    assert (answer.status, answer.code) == (status, code)
    nothing_was_forwarded(border)


def test_the_key_of_another_tier_sees_only_its_own(border: Border) -> None:
    answer = border.gateway.ask("POST", CHAT, GOOD, key=border.other_key)
    models = border.gateway.ask("GET", "/v1/models", key=border.other_key)

    assert (answer.status, answer.code) == (404, "unknown_model")
    assert [model["id"] for model in models.json["data"]] == ["other"]
    nothing_was_forwarded(border)


def segment(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def forged_readers(border: Border) -> dict[str, str]:
    now_s = int(time.time())
    good = border.reader("005A", now_s)
    head, claims, signature = good.split(".")
    unsigned = segment(b'{"alg":"none","typ":"JWT"}')
    deep = segment(b"[" * 5000 + b"]" * 5000)
    return {
        "signed by a stranger": border.reader("005A", now_s, Ed25519PrivateKey.generate()),
        "unsigned": f"{unsigned}.{claims}.",
        "with its signature cut off": f"{head}.{claims}.",
        "for another user": f"{head}.{segment(b'{}')}.{signature}",
        "expired": border.reader("005A", now_s - 3600),
        "from the future": border.reader("005A", now_s + 3600),
        "for a user that is no id": border.reader("005' OR 1", now_s),
        "with claims nested deeply": f"{head}.{deep}.{signature}",
        "with a head nested deeply": f"{deep}.{claims}.{signature}",
    }


def test_a_forged_reader_opens_nothing_and_is_not_told_why(border: Border) -> None:
    good = border.reader("005A", int(time.time()))
    accepted = border.gateway.ask("POST", CHAT, GOOD, headers={"X-Douane-Reader": good})
    assert accepted.status == 200
    border.endpoint.received.clear()

    messages = set()
    for name, token in forged_readers(border).items():
        body = chat_body("hello", metadata={"reader": token})
        answer = border.gateway.ask("POST", CHAT, body)
        assert (answer.status, answer.code) == (401, "reader_invalid"), name
        messages.add(answer.json["error"]["message"])

    assert len(messages) == 1
    nothing_was_forwarded(border)


ROUTES = {
    "an unknown path": ("GET", "/admin", 404, "unknown_route"),
    "a path below a door": ("POST", "/v1/chat/completions/x", 404, "unknown_route"),
    "a tier's path that climbs": ("POST", "/t/../chat/completions", 404, "unknown_route"),
    "GET where POST is due": ("GET", CHAT, 405, "method_not_allowed"),
    "PUT where POST is due": ("PUT", CHAT, 405, "method_not_allowed"),
    "a method that nobody knows": ("BREW", CHAT, 405, "method_not_allowed"),
    "DELETE at the connector": ("DELETE", CONNECTOR, 405, "method_not_allowed"),
    "POST where GET is due": ("POST", "/v1/models", 405, "method_not_allowed"),
}


@pytest.mark.parametrize(("method", "path", "status", "code"), ROUTES.values(), ids=ROUTES)
def test_only_the_doors_that_are_there_open(
    border: Border, method: str, path: str, status: int, code: str
) -> None:
    if method == "BREW":  # the parser itself knows no such method
        sent = f"BREW {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        assert border.gateway.raw(sent).startswith(b"HTTP/1.1 400 ")
        nothing_was_forwarded(border)
        return
    answer = border.gateway.ask(method, path, GOOD)

    assert (answer.status, answer.code) == (status, code)
    if status == 405:
        assert answer.headers["allow"] in {"GET", "POST"}
    nothing_was_forwarded(border)


REPEATED = ("api-key", "Content-Type", "X-Douane-Reader", "X-Douane-Purpose", "X-Douane-Scope")


@pytest.mark.parametrize("name", REPEATED)
def test_a_header_that_stands_twice_is_refused(border: Border, name: str) -> None:
    value = {"api-key": border.gateway.key, "Content-Type": "application/json"}.get(name, "general")
    length = f"Content-Length: {len(GOOD)}"
    twice = [f"{name}: {value}"] * 2
    answer = border.gateway.raw(request_head(border, length, *twice, "Connection: close") + GOOD)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b'"code":"invalid_value"' in answer
    nothing_was_forwarded(border)


def test_a_header_that_tells_douane_nothing_may_stand_twice(border: Border) -> None:
    lines = ("Cookie: a", "Cookie: b", f"Content-Length: {len(GOOD)}", "Connection: close")

    assert border.gateway.raw(request_head(border, *lines) + GOOD).startswith(b"HTTP/1.1 200 ")


HEADS = {"one line": b"x" * 65_536, "many lines": b"X-A: b\r\n" * 8192}


@pytest.mark.parametrize("part", HEADS.values(), ids=HEADS)
def test_headers_without_end_are_cut_off(border: Border, part: bytes) -> None:
    before_kib = peak_kib(border)
    with socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nX-A: ")
        answer = flood(connection, part)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    nothing_was_forwarded(border)
    assert peak_kib(border) - before_kib < 16 * 1024


def test_a_body_of_fifty_megabytes_is_refused_before_it_is_read(border: Border) -> None:
    head = request_head(border, f"Content-Length: {50 * 1024**2}")
    with socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5) as connection:
        connection.sendall(head)
        answer = whole_answer(connection)

    assert answer == (413, "body_too_large")
    nothing_was_forwarded(border)


def test_a_body_of_fifty_megabytes_in_chunks_is_not_kept(border: Border) -> None:
    before_kib = peak_kib(border)
    chunk = b"%x\r\n" % 65_536 + b"x" * 65_536 + b"\r\n"
    address = ("127.0.0.1", border.gateway.port)
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(request_head(border, "Transfer-Encoding: chunked"))
        try:
            for _ in range(50 * 16):
                connection.sendall(chunk)
            connection.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server may stop listening
        else:
            assert whole_answer(connection) == (413, "body_too_large")

    nothing_was_forwarded(border)
    assert peak_kib(border) - before_kib < 16 * 1024


@pytest.mark.parametrize("last", ["keep-alive", "close"])
def test_a_client_that_sends_on_after_its_refusal_still_reads_why(
    border: Border, last: str
) -> None:
    size = 50 * 1024**2
    with socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5) as connection:
        connection.sendall(request_head(border, f"Content-Length: {size}", f"Connection: {last}"))
        select.select([connection], [], [], 5)  # the refusal is there, and we do not look at it
        for _ in range(size // 65_536):
            connection.sendall(b"x" * 65_536)

        assert whole_answer(connection) == (413, "body_too_large")
        if last == "close":
            assert connection.recv(1) == b""
    nothing_was_forwarded(border)


def whole_answer(connection: socket.socket) -> tuple[int, str]:
    """Return an answer's status and code."""
    with HTTPResponse(connection) as response:
        response.begin()
        return response.status, json.loads(response.read())["error"]["code"]


def peak_kib(border: Border) -> int:
    with open(f"/proc/{border.gateway.pid}/status") as status:  # noqa: PTH123 - no file on a disk
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def request_head(border: Border, *lines: str) -> bytes:
    """Return a request's head, open at its end for the body."""
    usual = (
        f"POST {CHAT} HTTP/1.1", "Host: douane", f"api-key: {border.gateway.key}",
        "Content-Type: application/json", *lines,
    )  # fmt: skip
    return "\r\n".join(usual).encode() + b"\r\n\r\n"


ABUSES = {
    "a chunk size that is no number": (("Transfer-Encoding: chunked",), b"zz\r\n" + GOOD),
    "a negative chunk size": (("Transfer-Encoding: chunked",), b"-1\r\n" + GOOD),
    "a chunk size beyond all memory": (
        ("Transfer-Encoding: chunked",), b"f" * 40 + b"\r\n" + GOOD,
    ),
    "a chunk longer than it says": (
        ("Transfer-Encoding: chunked",), b"2\r\n" + GOOD + b"\r\n0\r\n\r\n",
    ),
    "both lengths": (
        ("Transfer-Encoding: chunked", f"Content-Length: {len(GOOD)}"),
        b"%x\r\n" % len(GOOD) + GOOD + b"\r\n0\r\n\r\n",
    ),
    "two lengths that differ": (
        (f"Content-Length: {len(GOOD)}", "Content-Length: 5"), GOOD,
    ),
    "a length that is no number": (("Content-Length: abc",), GOOD),
    "a negative length": (("Content-Length: -1",), GOOD),
    "a length beyond all integers": (("Content-Length: " + "9" * 5000,), GOOD),
    "a transfer coding that nobody knows": (("Transfer-Encoding: chunked, cow",), GOOD),
    "a line break inside a header": (("X-A: b\rContent-Length: 5",), GOOD),
    "a NUL inside a header": (("X-A: b\x00c", f"Content-Length: {len(GOOD)}"), GOOD),
    "no HTTP at all": ((), b""),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "body"), ABUSES.values(), ids=ABUSES)
def test_abuse_of_lengths_and_chunks_is_refused_and_the_connection_closed(
    border: Border, lines: tuple[str, ...], body: bytes
) -> None:
    data = request_head(border, *lines) + body if lines else b"\x16\x03\x01\x02\x00hello\r\n\r\n"

    answer = border.gateway.raw(data)

    assert answer.startswith(b"HTTP/1.1 400 "), answer[:80]
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"x-request-id: " in answer
    assert b'"code":"invalid_' in answer
    nothing_was_forwarded(border)


def test_a_chunk_extension_without_end_is_cut_off(border: Border) -> None:
    head = request_head(border, "Transfer-Encoding: chunked")
    with socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5) as connection:
        connection.sendall(head + b"5;")
        answer = flood(connection, b"x" * 65_536)

    assert answer == b"" or answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 408 "))
    nothing_was_forwarded(border)


def test_chunks_without_end_are_cut_off(border: Border) -> None:
    with socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5) as connection:
        connection.sendall(request_head(border, "Transfer-Encoding: chunked"))
        answer = flood(connection, b"1\r\nx\r\n" * 4096)

    assert answer == b"" or answer.startswith((b"HTTP/1.1 413 ", b"HTTP/1.1 408 "))
    nothing_was_forwarded(border)


def flood(connection: socket.socket, data: bytes, limit_s: float = 3.0) -> bytes:
    """Send until the server answers or closes; fail when it lets us go on."""
    connection.settimeout(0.05)
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        try:
            connection.sendall(data)
        except TimeoutError:
            pass
        except (BrokenPipeError, ConnectionResetError):
            return b""
        try:
            return connection.recv(65_536)
        except TimeoutError:
            continue
        except ConnectionResetError:
            return b""
    raise AssertionError("the server neither answered nor closed")


def test_a_body_that_comes_too_slowly_is_given_up(border: Border) -> None:
    with socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5) as connection:
        connection.sendall(request_head(border, f"Content-Length: {len(GOOD)}") + GOOD[:10])
        for byte in GOOD[10:14]:
            time.sleep(0.2)
            connection.sendall(bytes([byte]))
        answer = whole_answer(connection)

    assert answer == (408, "slow_client")
    nothing_was_forwarded(border)


def test_a_second_request_hidden_in_a_refused_body_is_not_served(border: Border) -> None:
    hidden = request_head(border, f"Content-Length: {len(GOOD)}") + GOOD
    first = request_head(border, f"Content-Length: {BODY_BYTES + 1}")
    with socket.create_connection(("127.0.0.1", border.gateway.port), timeout=5) as connection:
        connection.sendall(first + hidden)
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)

    assert answer.count(b"HTTP/1.1 ") <= 1
    nothing_was_forwarded(border)
