"""Pages do not lie: what is made from code is fresh, links lead somewhere, files exist."""

import re
from pathlib import Path

import click
import pytest

from tests.architecture.pages import COMMANDS, described, helps, pages
from tests.architecture.tree import DOCS, REFERENCE, ROOT, shown

WRITTEN = sorted(
    file for pattern in ("*.md", "docs/**/*.md", "changelog.d/*.md") for file in ROOT.glob(pattern)
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
NAMED = re.compile(r"`((?:src|docs|tests|benchmarks|requirements)/[A-Za-z0-9_./-]+)`")
MADE_BY_BENCH = {"docs/performance.md", "benchmarks/results.json"}
FENCED = re.compile(r"```.*?```", re.DOTALL)


@pytest.mark.parametrize(
    ("file", "text"), list(pages().items()), ids=lambda x: getattr(x, "name", "")
)
def test_a_page_made_from_code_is_fresh(file: Path, text: str) -> None:
    assert file.exists(), "run make docs"
    assert file.read_text("utf-8") == text, "run make docs"


@pytest.mark.parametrize("file", WRITTEN, ids=shown)
def test_what_a_page_points_to_exists(file: Path) -> None:
    text = FENCED.sub("", file.read_text("utf-8"))
    linked = {(file.parent / link).resolve() for link in LINK.findall(text)}
    named = {ROOT / name for name in NAMED.findall(text)}
    absent = {shown(each) for each in linked | named if not each.exists()}
    assert absent - MADE_BY_BENCH == set()


def test_the_index_lists_every_page() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    absent = [
        name
        for file in DOCS.rglob("*.md")
        if (name := file.relative_to(DOCS).as_posix()) != "index.md" and f"({name})" not in index
    ]
    assert absent == []


def test_every_schema_is_named_by_a_page() -> None:
    text = "".join(file.read_text("utf-8") for file in REFERENCE.glob("*.md"))
    absent = [file.name for file in REFERENCE.glob("*.schema.json") if file.name not in text]
    assert absent == []


def test_the_metrics_page_has_metrics() -> None:
    assert {"douane_requests_total", "douane_values_total"} <= {row[0] for row in described()}


def test_every_command_is_listed() -> None:
    @click.group()
    def top() -> None: ...

    @top.command()
    def inner() -> None: ...

    assert [path for path, _ in helps(top, "douane")] == ["douane", "douane inner"]
    page = REFERENCE / "cli.md"
    assert page.exists() or not COMMANDS.exists(), "run make docs"


def test_records_of_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(file.name[:4]) for file in sorted((DOCS / "adr").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_target_of_the_makefile_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    used = {
        name
        for file in WRITTEN
        for name in re.findall(r"`make ([a-z-]+)[^`]*`", file.read_text("utf-8"))
    }
    assert used - targets == set()
