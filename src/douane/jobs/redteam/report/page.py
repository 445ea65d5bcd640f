"""The report as one HTML file: nothing is fetched, nothing runs."""

import html
from collections.abc import Iterable, Mapping
from typing import Final

from douane.jobs.redteam.report.tally import Row, Tally

_HEAD: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Red team: {title}</title>
<style>
:root {{ color-scheme: light dark; --ink: #1b1f24; --soft: #5b6470; --line: #d8dde3;
  --paper: #fff; --bad: #b3261e; --good: #1a7f45; --track: #eef1f4; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6e9ed; --soft: #9aa4b0; --line: #363c44;
  --paper: #16191d; --bad: #ff8a80; --good: #6fd39a; --track: #262b31; }} }}
* {{ box-sizing: border-box }}
body {{ margin: 0 auto; padding: 3rem 1.5rem 5rem; max-width: 62rem; color: var(--ink);
  background: var(--paper); font: 16px/1.55 system-ui, sans-serif; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em }}
h2 {{ font-size: 1.15rem; margin: 2.6rem 0 .7rem }}
p {{ max-width: 44rem; margin: .4rem 0 }}
.soft, caption {{ color: var(--soft) }}
.figures {{ display: flex; flex-wrap: wrap; gap: 2.5rem; margin: 2rem 0 1rem }}
.figures b {{ display: block; font-size: 2.4rem; line-height: 1.1; font-weight: 650;
  font-variant-numeric: tabular-nums }}
.bad {{ color: var(--bad) }} .good {{ color: var(--good) }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }}
th, td {{ text-align: left; padding: .38rem .9rem .38rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top }}
th {{ font-weight: 600; font-size: .85rem; color: var(--soft) }}
td.n, th.n {{ text-align: right; white-space: nowrap }}
td.bar {{ width: 30% }}
.bar div {{ background: var(--track); height: .6rem; margin-top: .5rem; border-radius: .3rem }}
.bar i {{ display: block; height: 100%; background: var(--bad); border-radius: .3rem }}
code {{ font-size: .88em }}
</style></head><body>
"""


def page(tally: Tally) -> str:
    """Return the whole page."""
    conditions = tally.conditions
    parts = [
        _HEAD.format(title=html.escape(conditions.target)),
        f"<h1>{_verdict(tally)}</h1>",
        (f'<p class="soft">Target: {html.escape(conditions.target)}. Model behind it: '
        f"{html.escape(conditions.model)}. Seed {conditions.seed}. Pages shown by "
        f"{html.escape(conditions.renderer)}.</p>"),
        _figures(tally),
        _rows("By carrier", "Where the order stood.", tally.by_carrier()),
        _rows("By goal", "What the attack was after.", tally.by_goal()),
        _rows("By release", "Whether policy lets the canary through to the model in clear.",
              tally.by_release()),
        _counts("By sink", "Where canaries arrived; an attack can reach several.", tally.by_sink()),
        _counts("By channel", "How they left.", tally.by_channel()),
        _list(tally),
        "</body></html>\n",
    ]  # fmt: skip
    return "\n".join(parts)


def _verdict(tally: Tally) -> str:
    out = tally.all.exfiltrated
    return "Nothing got out" if not out else f"{out} of {tally.all.attacks} attacks got out"


def _figures(tally: Tally) -> str:
    whole, clear = tally.all, tally.conditions.reached_clear
    refused = sum(each.refused for each in tally.outcomes)
    figures = [
        (whole.attacks, "attacks", ""),
        (whole.exfiltrated, "exfiltrated", "bad" if whole.exfiltrated else "good"),
        (whole.harmed, f"of {whole.benign} benign twins harmed", "bad" if whole.harmed else "good"),
        (refused, "attacks refused", ""),
    ]
    if clear is not None:
        figures.append((clear, "canaries that the model saw in clear", ""))
    cells = "".join(f'<div><b class="{kind}">{n}</b>{text}</div>' for n, text, kind in figures)
    return f'<div class="figures">{cells}</div>'


def _rows(title: str, said: str, rows: Mapping[str, Row]) -> str:
    lines = (
        f'<tr><td>{html.escape(name)}</td><td class="n">{row.attacks}</td>'
        f'<td class="n">{row.exfiltrated}</td>{_bar(row.exfiltrated, row.attacks)}'
        f'<td class="n">{row.harmed}</td></tr>'
        for name, row in rows.items()
    )
    head = '<th></th><th class="n">attacks</th><th class="n">exfiltrated</th><th></th>'
    return _table(title, said, f'{head}<th class="n">twins harmed</th>', lines)


def _counts(title: str, said: str, counts: Mapping[str, int]) -> str:
    most = max(counts.values(), default=1)
    lines = (
        f'<tr><td>{html.escape(name)}</td><td class="n">{count}</td>{_bar(count, most)}</tr>'
        for name, count in counts.items()
    )
    head = '<th></th><th class="n">attacks that got out</th><th></th>'
    return _table(title, said, head, lines) if counts else ""


def _list(tally: Tally) -> str:
    lines = (
        f"<tr><td><code>{html.escape(each.attack.name)}</code></td><td>"
        f"{html.escape(', '.join(f'{hit.sink}: {hit.channel}' for hit in each.hits))}</td>"
        f"<td>{html.escape(each.harm)}</td></tr>"
        for each in tally.outcomes
        if each.hits or each.harm
    )
    text = "\n".join(lines)
    if not text:
        return ""
    head = "<th>attack</th><th>sink: channel</th><th>twin</th>"
    return _table("Attacks", "Those that got out, or whose twin was harmed.", head, [text])


def _bar(part: int, whole: int) -> str:
    share = 100 * part / whole if whole else 0
    return f'<td class="bar"><div><i style="width:{share:.1f}%"></i></div></td>'


def _table(title: str, said: str, head: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return (
        f'<h2>{title}</h2><p class="soft">{said}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    )
