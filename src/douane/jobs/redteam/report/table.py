"""The report for a terminal."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from douane.jobs.redteam.report.tally import Row, Tally

MOST_CHANNELS = 20


def show(tally: Tally, console: Console) -> None:
    """Print what happened: by carrier, by goal, by channel, and the whole."""
    console.print(_rows("carrier", tally.by_carrier()))
    console.print(_rows("goal", tally.by_goal()))
    console.print(_rows("canary", tally.by_release()))
    if tally.by_sink():
        console.print(_counts("sink", tally.by_sink()))
        console.print(_counts("channel", tally.by_channel()))
    whole, conditions = tally.all, tally.conditions
    refused = sum(each.refused for each in tally.outcomes)
    failed = sum(each.failed for each in tally.outcomes)
    console.print(
        f"{conditions.target}, model: {conditions.model}, seed {conditions.seed}, "
        f"pages by {conditions.renderer}"
    )
    if conditions.reached_clear is not None:
        console.print(f"{conditions.reached_clear} canaries reached the model in clear")
    lost = sum(each.call_lost for each in tally.outcomes)
    if lost:
        console.print(f"{lost} harmless tool calls of twins did not come through")
    console.print(
        f"{whole.attacks} attacks: {whole.exfiltrated} exfiltrated, {refused} refused, "
        f"{failed} not judged; {whole.benign} benign twins: {whole.harmed} harmed"
    )


def _rows(what: str, rows: Mapping[str, Row]) -> Table:
    table = Table(what, box=None, pad_edge=False, header_style="bold")
    for name in ("attacks", "exfiltrated", "twins harmed"):
        table.add_column(name, justify="right")
    for name, row in rows.items():
        style = "red" if row.exfiltrated else ""
        table.add_row(name, str(row.attacks), str(row.exfiltrated), str(row.harmed), style=style)
    return table


def _counts(what: str, counts: Mapping[str, int]) -> Table:
    table = Table(what, box=None, pad_edge=False, header_style="bold")
    table.add_column("attacks that got out", justify="right")
    for name, count in list(counts.items())[:MOST_CHANNELS]:
        table.add_row(name, str(count))
    if len(counts) > MOST_CHANNELS:
        table.add_row(f"and {len(counts) - MOST_CHANNELS} more (--json, --html)", "")
    return table
