"""What the README shows works as it stands there."""

import re
from pathlib import Path

from douane import config
from tests.architecture.pages import commands
from tests.architecture.tree import ROOT

README = (ROOT / "README.md").read_text("utf-8")
MAX_CONFIGURATION_LINES = 20
PLACEHOLDER = "SHA-256 OF THE KEY, IN HEXADECIMAL"


def _configuration() -> str:
    block = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    return block[1]


def test_the_configuration_is_short_and_complete(tmp_path: Path) -> None:
    text = _configuration()
    assert text.count("\n") <= MAX_CONFIGURATION_LINES
    settings = config.parse(text.replace(PLACEHOLDER, "0" * 64), "douane.toml", tmp_path)
    assert set(settings.tiers) == {"default"}
    assert settings.listen.port == 8484
    assert settings.endpoints["model"].unsafe_loopback


def test_every_command_and_option_that_it_shows_exists() -> None:
    page = commands()
    used = re.findall(r"douane ((?:[a-z]+ ?)+)((?: ?--[a-z-]+ \S+)*)", _shown(README))
    assert used
    for words, options in used:
        section = page.partition(f"## `douane {words.strip()}`")[2].partition("\n## ")[0]
        assert section, words
        for option in re.findall(r"--[a-z-]+", options):
            assert option in section, (words, option)


def _shown(text: str) -> str:
    """Return what stands as code: a sentence may say what Douane does in words of its own."""
    indented = re.findall(r"^ {4}\S*?(?:\.venv/bin/)?(douane .*)$", text, re.MULTILINE)
    return "\n".join([*indented, *re.findall(r"`(douane [^`]*)`", text)])
