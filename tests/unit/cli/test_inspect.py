"""``douane inspect``, as a user types it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from douane.cli.main import cli
from douane.jobs.inspection import lines
from douane.model.errors import UsageError

DOCS = Path(__file__).parents[3] / "docs"
IBAN = "DE89 3704 0044 0532 0130 00"
SECRET = "Zwetschgenknödel"


def run(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(cli, ["inspect", *arguments], input=stdin)


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_offsets_count_code_points_of_the_original_text() -> None:
    text = f"\U0001f600\u0301 é: {IBAN} \U0001f600 a.b@example.com"
    result = run("-", stdin=json.dumps({"id": 7, "text": text}))

    (row,) = rows(result)
    found = row["findings"]
    assert isinstance(found, list)
    assert row["id"] == 7
    assert [text[each["start"] : each["end"]] for each in found] == [IBAN, "a.b@example.com"]
    assert [each["kind"] for each in found] == ["iban", "email"]
    assert found[0] == {
        "start": 6, "end": 33, "kind": "iban", "level": "restricted", "categories": ["PII"],
        "detector": "iban", "confidence": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        pytest.param("", 0, id="nothing to read"),
        pytest.param('{"id": "a", "text": "no secret"}\n\n', 0, id="nothing found"),
        pytest.param(f'{{"id": "a", "text": "{IBAN}"}}', 1, id="something found"),
        pytest.param(f'{{"id": "a", "text": "{IBAN}"}}\n?', 2, id="found, and a line unreadable"),
    ],
)
def test_the_exit_code_says_how_it_went(stdin: str, code: int) -> None:
    assert run("-", stdin=stdin).exit_code == code


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param(b'{"id": "a", "text": "\xff' + SECRET.encode() + b'"}', "not UTF-8"),
        pytest.param(f'{{"id": "a", "text": "{SECRET} \\ud800"}}'.encode(), "not valid JSON"),
        pytest.param(f'{{"text": "{SECRET}"}}'.encode(), 'no member "id"'),
        pytest.param(f'{{"id": "{SECRET}"}}'.encode(), 'no member "text"'),
        pytest.param(f'{{"id": "a", "text": ["{SECRET}"]}}'.encode(), "must be an object"),
        pytest.param(f'["{SECRET}"]'.encode(), "must be an object"),
        pytest.param(f'{{"id": "a", "x": {"[" * 10_000}'.encode(), "nested too deeply"),
        pytest.param(f'{{"id": "a", "text": "{SECRET}'.encode(), "not valid JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_line_is_named_without_its_content_and_the_others_are_read(
    line: bytes, why: str
) -> None:
    good = b'{"id": "good", "text": "a@example.com"}\n'
    result = run("-", stdin=good + line + b"\n" + good)

    assert result.exit_code == 2
    assert [row["id"] for row in rows(result)] == ["good", "good"]
    assert "line 2: " in result.stderr
    assert why in result.stderr
    assert SECRET not in result.stderr


def test_a_line_that_is_too_long_is_passed_over_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 1000)
    monkeypatch.setattr(lines, "_PIECE", 64)
    good = '{"id": "good", "text": "x"}\n'
    result = run("-", stdin=good + '{"id": "a", "text": "' + "x" * 5000 + '"}\n' + good)

    assert result.exit_code == 2
    assert len(rows(result)) == 2
    assert "line 2: the line is longer than" in result.stderr
    assert run("--text", "-", stdin="x" * 1001).exit_code == 2


def test_ten_thousand_brackets_in_a_text_are_a_text() -> None:
    result = run("-", stdin=json.dumps({"id": "a", "text": "[" * 10_000 + " " + IBAN}))

    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_plain_text_is_one_row_under_its_files_name(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(f"first line\nsecond {IBAN}\n", encoding="utf-8")
    result = run("--text", str(file))

    (row,) = rows(result)
    assert row["id"] == str(file)
    assert result.exit_code == 1
    broken = run("--text", "-", stdin=b"a\nb\xff")
    assert (broken.exit_code, broken.stdout) == (2, "")
    assert "line 2: it is not UTF-8" in broken.stderr


def test_what_the_policy_passes_is_not_reported() -> None:
    stdin = json.dumps({"id": "a", "text": f"card 4111 1111 1111 1111 and {IBAN}"})
    strict = run("-", stdin=stdin)
    odd = run("--purpose", "unheard_of", "-", stdin=stdin)

    kinds = [each["kind"] for each in rows(strict)[0]["findings"]]  # type: ignore[attr-defined]
    assert kinds == ["card", "iban"]
    assert odd.exit_code not in {0, 1} or odd.exception is not None


def test_explain_marks_findings_and_names_the_rules_without_a_terminal() -> None:
    stdin = json.dumps({"id": "a", "text": f"\x1b[31mPay {IBAN} \u202ex"})
    result = run("--explain", "-", stdin=stdin)

    assert result.exit_code == 1
    assert f"[{IBAN}](1)" in result.stdout
    assert "tokenise" in result.stdout
    assert "identifiers" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    (row,) = rows(run("--explain", "--json", "-", stdin=stdin))
    shown = json.dumps(row["findings"])
    assert '"action": "tokenise"' in shown
    assert "personal-data" in shown


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    line = json.dumps({"id": "a", "text": IBAN}) + "\n"
    command = f"{sys.executable} -m douane.cli.main inspect - | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], input=line * 3_000, capture_output=True, text=True, check=False
    )

    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_what_talks_to_an_org_is_not_loaded_without_a_configuration() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from douane.cli.main import cli;"
        "CliRunner().invoke(cli, ['inspect', '-'], input='');"
        "print(sorted({'aiohttp', 'uvicorn'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_tenant_that_nobody_configured_is_refused(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        cli, ["init", "--upstream", "http://127.0.0.1:9/v1", "--dir", str(tmp_path / "border")]
    )
    config = str(tmp_path / "border" / "douane.toml")

    refused = CliRunner().invoke(
        cli, ["inspect", "--text", "-", "--config", config, "--tenant", "nobody"], input="x"
    )

    assert made.exit_code == 0
    assert isinstance(refused.exception, UsageError)
    assert "no such tenant" in str(refused.exception)


def test_the_examples_of_the_page_print_what_it_shows() -> None:
    page = (DOCS / "inspect.md").read_text("utf-8")
    blocks = re.findall(r"```console\n\$ (.*?)\n(.*?)```", page, re.DOTALL)
    assert blocks
    for command, shown in blocks:
        match = re.fullmatch(r"echo '(.*)' \| douane inspect (.*)", command)
        assert match is not None, command
        result = run(*match[2].split(), stdin=match[1] + "\n")
        assert [line.rstrip() for line in result.stdout.splitlines()] == [
            line.rstrip() for line in shown.splitlines()
        ]
