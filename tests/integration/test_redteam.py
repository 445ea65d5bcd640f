"""``douane redteam`` from its command line: what it prints, and how it ends."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.simulators.endpoint import Script, always
from tests.simulators.gateway_process import EndpointThread

LIMIT_S = 300


def redteam(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "douane.cli.main", "redteam", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=LIMIT_S, encoding="utf-8"
    )


def last(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    assert done.stdout, done.stderr
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


@pytest.fixture(scope="module")
def silent() -> Iterator[str]:
    """Return the URL of a model that tells nothing but the word that a twin needs."""
    with EndpointThread() as endpoint:
        words = "mortgage pension insurance Baufinanzierung Altersvorsorge Haftpflicht"
        endpoint.script = Script(always(words))
        yield endpoint.url


def test_a_bare_malicious_model_gets_everything_out(tmp_path: Path) -> None:
    sarif, page = tmp_path / "r.sarif", tmp_path / "r.html"

    done = redteam(
        "--bare", "--attacks", "30", "--renderer", "resolver", "--json",
        "--sarif", str(sarif), "--html", str(page),
    )  # fmt: skip

    told = last(done)
    assert done.returncode == 1
    assert told["attacks"] == told["exfiltrated"] == told["benign"] == 30
    assert told["harmed"] == 0
    assert told["reached_clear"] == 30
    assert set(told["by_sink"]) == {"page-fetch", "tool", "write-back", "other-session", "answer"}
    assert json.loads(sarif.read_text("utf-8"))["version"] == "2.1.0"
    assert "30 of 30 attacks got out" in page.read_text("utf-8")


def test_the_same_seed_gives_the_same_verdicts() -> None:
    arguments = ("--bare", "--attacks", "12", "--seed", "5", "--renderer", "resolver", "--json")

    assert last(redteam(*arguments)) == last(redteam(*arguments))


def test_a_target_that_tells_nothing_passes(silent: str) -> None:
    done = redteam(
        silent, "--key", "none", "--generator", "incidents", "--attacks", "9",
        "--renderer", "resolver", "--json",
    )  # fmt: skip

    told = last(done)
    assert done.returncode == 0, done.stderr
    assert told["attacks"] == 9
    assert told["exfiltrated"] == told["failed"] == 0
    assert told["by_carrier"]["lead"] == {
        "attacks": 2, "exfiltrated": 0, "benign": 2, "harmed": 0,
    }  # fmt: skip


def test_a_gateway_of_its_own_keeps_restricted_values_from_the_model() -> None:
    done = redteam("--attacks", "20", "--renderer", "resolver", "--json")

    told = last(done)
    assert done.returncode in {0, 1}, done.stderr
    assert (done.returncode == 1) is (told["exfiltrated"] > 0)
    assert told["failed"] == 0
    assert told["harmed"] == 0
    released = told["by_release"]["released"]["attacks"]
    assert told["reached_clear"] == released  # every one that policy lets through, no other
    assert "write-back" not in told["by_sink"]
    assert "starting a gateway" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("http://127.0.0.1:9/v1",), "needs --key"),
        (("127.0.0.1", "--key", "k"), "URL is a base URL"),
        (("http://127.0.0.1:9/v1", "--key", "k", "--bare"), "not both"),
        (("http://127.0.0.1:9/v1", "--key", "k", "--attacks", "1"), "no connection"),
        (("--model-port", "9000"), "name its URL"),
        (("--attacks", "0"), "0 is not in the range"),
        (("--generator", "nobodys"), "0 installed packages"),
        (("--seed", "x"), "not a valid integer"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    done = redteam(*arguments, "--renderer", "resolver")

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
