"""What a person is shown of a text, in windows of any width."""

import io

import pytest
from rich.console import Console

from douane.cli.standing import standing_plan
from douane.detect.identifiers import Identifiers
from douane.jobs.inspection.looking import looker
from douane.jobs.inspection.marks import show
from douane.model.terms import Level

TEXT = "Write to\r\ngiulia.rossi@example.com\x1b[31m"


@pytest.mark.parametrize("width", [30, 80, 140])
def test_no_width_breaks_a_word_that_fits_and_nothing_steers_the_terminal(width: int) -> None:
    out = io.StringIO()
    look = looker(standing_plan(Level.INTERNAL, "general"), (Identifiers(),))
    show(Console(file=out, width=width), "letter", TEXT, look(TEXT))
    shown = out.getvalue()

    assert "Write to\n[giulia.rossi@example.com](1)\\u001b[31m" in shown
    for word in ("10-34", "email", "confidential", "PII", "tokenise", "text-above-clearance"):
        assert word in shown
    assert "\x1b" not in shown
