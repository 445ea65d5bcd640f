"""What the systems of a run stand on: the org, the processes, the peers."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from benchmarks import commit_time, peers, run
from benchmarks.footprint import cpu_s, peak_rss_mib
from benchmarks.load import Target
from benchmarks.org import Org, catalogue
from benchmarks.processes import NotReadyError, System, start, wait_for
from douane.classify import decode


async def test_the_org_hands_out_all_its_names_page_by_page() -> None:
    found: list[str] = []
    async with TestClient(TestServer(Org(4500, "https://localhost").app())) as client:
        path = "/services/data/v64.0/query?q=SELECT Id, Name FROM Contact"
        while path:
            page = await (await client.get(path)).json()
            found += [record["Name"] for record in page["records"]]
            path = page.get("nextRecordsUrl", "")
        grants = await client.get("/services/data/v64.0/query?q=SELECT Id FROM UserFieldAccess")
        assert (await grants.json())["records"] == []

    assert len(found) == len(set(found)) == 4500


def test_its_catalogue_is_one_that_the_product_reads() -> None:
    read = decode(catalogue("default", 1))

    assert read.lookup("Contact", "Email").listed


def test_a_process_that_ends_is_named_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    child = start([sys.executable, "-c", "import sys; sys.exit(3)"], log)

    with pytest.raises(NotReadyError, match=r"ended with 3; see .*child\.log"):
        wait_for(lambda: False, child, log)


def test_stopping_a_system_ends_its_children_too(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)"
    )
    log = tmp_path / "log"
    parent = start([sys.executable, "-c", script], log)
    while not log.read_text(encoding="utf-8").endswith("\n"):
        time.sleep(0.02)
    grandchild = int(log.read_text(encoding="utf-8"))
    system = System("any", Target("", {}), [parent])

    assert peak_rss_mib(system.pids) > 5
    system.stop()

    assert parent.returncode is not None
    assert not _alive(grandchild)


def _alive(pid: int) -> bool:
    until_s = time.monotonic() + 2
    while time.monotonic() < until_s:
        try:
            state = (
                Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
            )
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True


def test_cpu_time_of_a_process_is_seen() -> None:
    script = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\n"
    child = subprocess.Popen([sys.executable, "-c", script + "time.sleep(30)"])
    try:
        until_s = time.monotonic() + 10
        while cpu_s([child.pid]) < 0.2 and time.monotonic() < until_s:
            time.sleep(0.05)
        assert cpu_s([child.pid]) >= 0.2
    finally:
        child.kill()
        child.wait()


def test_a_peer_that_cannot_be_installed_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object, **_options: object) -> None:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(subprocess, "run", fails)

    with pytest.raises(peers.MissingPeerError, match="pip could not install it"):
        peers.environment("litellm", ["litellm==0"], tmp_path)


def test_the_disk_is_measured(tmp_path: Path) -> None:
    measured = commit_time.measure(tmp_path)

    assert measured.normal_p50_ms > 0
    assert 0 < measured.full_p50_ms <= measured.full_p99_ms
    assert list(tmp_path.iterdir()) == []


def test_a_value_that_crossed_douane_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.unit.benchmarks.test_results import findings  # noqa: PLC0415 - shares the sample

    assert run.finish(findings(crossed={("douane", "4k"): (1, 31)}), write=False) == 1
    assert run.finish(findings(crossed={("litellm", "4k"): (30, 31)}), write=False) == 0
    assert "crossed Douane" in capsys.readouterr().err
