"""The demo tells its story and keeps its promises, and says so when one is broken."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from douane_sandbox.demo import promises
from douane_sandbox.demo.client import Question, Reply, answer_text
from douane_sandbox.demo.fault import BrokenPromiseError
from douane_sandbox.demo.promises import Exchange
from douane_sandbox.demo.recorder import Crossing, recording
from douane_sandbox.demo.scene import Scene
from douane_sandbox.people import ADVISER, ASSISTANT

TOKEN = "PERSON_k7qm2xp0rd"
SECRET = "Jürgen Wiesengrund"


class Echo(BaseHTTPRequestHandler):
    """A model that says what the user said, streamed in pieces that cut every token."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        text = asked["messages"][-1]["content"]
        if asked.get("stream"):
            pieces = [text[at : at + 5] for at in range(0, len(text), 5)]
            deltas = [{"index": 0, "delta": {"content": piece}} for piece in pieces]
            events = [json.dumps({"choices": [delta]}) for delta in deltas]
            end = json.dumps({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            body = "".join(f"data: {event}\n\n" for event in (*events, end, "[DONE]"))
            self._answer("text/event-stream", body)
            return
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self._answer("application/json", json.dumps({"choices": [choice]}))

    def _answer(self, media: str, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("content-type", media)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def echoing() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "douane_sandbox.demo", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip


def test_the_whole_story_ends_well_and_leaves_no_value_behind(tmp_path: Path) -> None:
    with echoing() as model:
        said, _ = (
            demo := start("--model-url", model, "--port", "0", "--dir", str(tmp_path / "demo"))
        ).communicate(timeout=120)

    assert demo.returncode == 0, said
    assert said.count("none of") == 4
    for told in (
        "5 of 5", "403 policy_denied", "it was never asked", "not one byte left",
        "sees tokens where Salesforce shows nothing", "the log is whole", "promises kept",
    ):  # fmt: skip
        assert told in said
    assert "Traceback" not in said
    assert "curl" not in said  # nobody is there to type it


def test_a_directory_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    demo = start("--model-url", "http://127.0.0.1:9/v1", "--port", "0", "--dir", str(tmp_path))
    said, _ = demo.communicate(timeout=60)

    assert demo.returncode == 2
    assert "holds something else" in said
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "mine"


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        demo = start("--model-url", "http://127.0.0.1:9/v1", "--port", port, "--dir", str(tmp_path))
        said, _ = demo.communicate(timeout=60)

    assert demo.returncode == 2
    assert f"port {port} is taken" in said


def test_nobody_disturbs_a_demo_and_ending_it_ends_its_gateway(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with echoing() as model:
        demo = start("--model-url", model, "--port", str(port), "--dir", str(directory))
        assert demo.stdout is not None
        for line in demo.stdout:
            if "ready after" in line:
                break
        second = start("--model-url", model, "--port", "0", "--dir", str(directory))
        refusal, _ = second.communicate(timeout=30)
        demo.send_signal(signal.SIGHUP)
        demo.communicate(timeout=30)

    assert second.returncode == 2
    assert "another demo runs" in refusal
    assert demo.returncode == 130
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


SCENE = Scene(
    title="t", point="p", question=Question("q"), readers=(ADVISER,), secrets=(SECRET,),
    opens=(SECRET,),
)  # fmt: skip
GOOD = Exchange(
    scene=SCENE,
    crossings=[Crossing(b"POST / HTTP/1.1", TOKEN.encode())],
    answers=[f"It is {TOKEN}."],
    replies=[Reply(200, f"It is {SECRET}.")],
    opened=SECRET,
)
TWO = replace(
    GOOD,
    scene=replace(SCENE, readers=(ADVISER, ASSISTANT), closed=(SECRET,)),
    crossings=[*GOOD.crossings, *GOOD.crossings],
    answers=[*GOOD.answers, *GOOD.answers],
    replies=[*GOOD.replies, Reply(200, f"It is {TOKEN}.")],
    closed=TOKEN,
)
REFUSED = Exchange(
    replace(SCENE, refused=True), [], (), [Reply(403, "policy refuses this", "policy_denied")]
)


INVENTED = replace(GOOD, answers=["It is AMOUNT_0dt6qzmmn0."])
INVENTED = replace(INVENTED, replies=[Reply(200, "It is AMOUNT_0dt6qzmmn0.")])


@pytest.mark.parametrize("exchange", [GOOD, TWO, REFUSED, INVENTED])
def test_what_is_kept_is_said(exchange: Exchange) -> None:
    assert len(promises.check(exchange)) >= 3


@pytest.mark.parametrize(
    ("exchange", "promise"),
    [
        pytest.param(
            replace(GOOD, crossings=[Crossing(b"", SECRET.encode())]), "bytes that left",
            id="a value in the clear",
        ),
        pytest.param(
            replace(GOOD, crossings=[Crossing(b"", json.dumps(SECRET).encode())]),
            "bytes that left", id="a value as JSON escapes it",
        ),
        pytest.param(
            replace(GOOD, crossings=[Crossing(SECRET.encode(), b"")]), "bytes that left",
            id="a value in a header",
        ),
        pytest.param(replace(GOOD, crossings=[]), "bytes that left", id="nothing was recorded"),
        pytest.param(replace(GOOD, opened=TOKEN), "can open", id="the entitled cannot open"),
        pytest.param(
            replace(GOOD, replies=[Reply(200, f"It is {TOKEN}.")]), "was opened",
            id="the entitled sees a token",
        ),
        pytest.param(
            replace(GOOD, replies=[Reply(503, "", "log_unavailable")]), "503 log_unavailable",
            id="no answer",
        ),
        pytest.param(
            replace(TWO, replies=[*GOOD.replies, *GOOD.replies]), "sees tokens",
            id="the other reader sees the value",
        ),
        pytest.param(
            replace(TWO, closed=SECRET), "sees tokens", id="the other reader can open it elsewhere"
        ),
        pytest.param(
            replace(TWO, crossings=[*GOOD.crossings, Crossing(b"", b"other")]), "no byte",
            id="what leaves depends on who asks",
        ),
        pytest.param(
            replace(REFUSED, crossings=[Crossing(b"", b"")]), "not one byte",
            id="a refused request reached the model",
        ),
        pytest.param(
            replace(REFUSED, replies=[Reply(200, "yes")]), "refused by policy", id="not refused"
        ),
        pytest.param(
            replace(REFUSED, replies=[Reply(403, SECRET, "policy_denied")]), "quotes nothing",
            id="the refusal quotes",
        ),
    ],
)  # fmt: skip
def test_what_is_broken_is_named_without_a_value(exchange: Exchange, promise: str) -> None:
    with pytest.raises(BrokenPromiseError, match=promise) as caught:
        promises.check(exchange)

    assert SECRET not in str(caught.value)


def test_a_value_in_a_file_a_request_without_an_entry_and_a_broken_log_are_named(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "gateway.log").write_text("", "utf-8")
    promises.at_rest(tmp_path, [SECRET])
    (tmp_path / "data" / "douane.db").write_text(f"x{SECRET}x", "utf-8")
    with pytest.raises(BrokenPromiseError, match="Douane's own files"):
        promises.at_rest(tmp_path, [SECRET])
    promises.recorded("1 a\n2 b", [Reply(200, "", request_id="a")])
    with pytest.raises(BrokenPromiseError, match="every request"):
        promises.recorded("1 a\n2 b", [Reply(200, "", request_id="c")])
    with pytest.raises(BrokenPromiseError, match="whole"):
        promises.whole('{"ok": false, "entries": 3}')


def test_the_recorder_passes_on_and_keeps_every_byte() -> None:
    body = json.dumps({"messages": [{"role": "user", "content": SECRET}], "stream": True}).encode()
    with echoing() as model, recording(model) as recorder:
        port = int(recorder.base_url.rsplit(":", 1)[1].partition("/")[0])
        request = (
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
            b"content-length: %d\r\n\r\n%b" % (len(body), body)
        )
        with socket.create_connection(("127.0.0.1", port)) as wire:
            wire.sendall(request)
            received = b"".join(iter(lambda: wire.recv(4096), b""))

    (crossing,) = recorder.crossings
    assert crossing.body == body
    assert answer_text(crossing.answer) == SECRET
    assert received.startswith(b"HTTP/1.1 200")
