"""What ``serve`` judges by is put together whole."""

from pathlib import Path

from click.testing import CliRunner

from douane.cli import compose
from douane.cli.main import cli
from douane.cli.standing import injection_score
from douane.cli.version import Written
from douane.detect.identifiers import Identifiers


def test_what_is_served_hears_attacks(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        cli, ["init", "--upstream", "http://127.0.0.1:9/v1", "--dir", str(tmp_path)]
    )
    assert told.exit_code == 0, told.output
    settings = compose.load_settings(tmp_path / "douane.toml")
    written = Written(settings, compose.load_policy(settings), {}, ())

    made = compose.snapshot(written, {}, detectors=(Identifiers(),))

    assert made.injection is injection_score()
