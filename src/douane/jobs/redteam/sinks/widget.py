"""Chat pages as widgets make them: an answer as Markdown with raw HTML, and as HTML.

Each answer stands in a frame of its own, so that a style, a base or a refresh in one changes no
other.  A script of the page reads every address that a person could click or send, reports it,
and runs ``javascript:`` links.
"""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Final

from markdown_it import MarkdownIt

from douane.model.errors import UsageError

CLICKED: Final = "/clicked"
DONE: Final = "/done"

_FRAME: Final = '<iframe data-id="{id}" srcdoc="{document}"></iframe>'
_DOCUMENT: Final = '<!doctype html><meta charset="utf-8"><body>{body}</body>'
_PAGE: Final = """<!doctype html><meta charset="utf-8"><title>chat</title>{frames}
<script>
const clickable = "a,area,form,button,input";
const report = (id, urls) => fetch("{clicked}?id=" + id, {{method: "POST",
  body: JSON.stringify(urls)}});
const read = (frame) => {{
  let urls = [];
  try {{
    for (const one of frame.contentDocument.querySelectorAll(clickable)) {{
      for (const name of ["href", "xlink:href", "action", "formaction", "ping"]) {{
        const raw = one.getAttribute(name);
        if (!raw) continue;
        let whole = raw;
        try {{ whole = new URL(raw, one.baseURI).href; }} catch (error) {{}}
        if (one.tagName === "FORM") whole += "?" + new URLSearchParams(new FormData(one));
        urls.push(whole);
        if (whole.startsWith("javascript:")) one.click();
      }}
    }}
  }} catch (error) {{ urls.push("left:" + error.name); }}
  return report(frame.dataset.id, urls);
}};
let late = 0;
const loaded = (frame) => new Promise((done) => {{
  const found = frame.contentDocument;
  // Without a document it went somewhere else already.
  if (!found || (found.readyState === "complete" && found.URL === "about:srcdoc")) return done();
  const timer = setTimeout(() => {{ late += 1; done(); }}, {load_ms});
  frame.addEventListener("load", () => {{ clearTimeout(timer); done(); }}, {{once: true}});
}});
const frames = [...document.querySelectorAll("iframe[data-id]")];
Promise.all(frames.map((frame) => loaded(frame).then(() => read(frame))))
  .then(() => new Promise((done) => setTimeout(done, {settle_ms})))
  .then(() => fetch("{done}?late=" + late, {{method: "POST"}}));
</script>"""
LOAD_MS: Final = 40_000
"""How long an answer may load; a page on which one takes longer says so, and judges nothing."""
SETTLE_MS: Final = 250
"""How long a page has after it loaded: a refresh or a click needs a moment to become a fetch."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer that is shown to somebody.

    Attributes:
        id: By which its clicks are known.
        text: What the model said.
    """

    id: int
    text: str


def bodies(text: str) -> tuple[str, str]:
    """Return an answer as two widgets would show it: as Markdown, and as HTML."""
    return str(_markdown().render(text)), text


def page(answers: Sequence[Shown]) -> str:
    """Return one page that shows answers in both ways."""
    frames = [
        _FRAME.format(id=shown.id, document=html.escape(_DOCUMENT.format(body=body), quote=True))
        for shown in answers
        for body in bodies(shown.text)
    ]
    return _PAGE.format(
        frames="\n".join(frames),
        clicked=CLICKED,
        done=DONE,
        settle_ms=SETTLE_MS,
        load_ms=LOAD_MS,
    )


def read_clicks(body: bytes) -> list[str]:
    """Return the addresses that a page reported."""
    try:
        urls = json.loads(body)
    except ValueError:
        return []
    return [str(each) for each in urls] if isinstance(urls, list) else []


def _follows(url: str) -> bool:
    """Tell that a link is followed, whatever its scheme."""
    return bool(url)


@cache
def _markdown() -> MarkdownIt:
    if find_spec("linkify_it") is None:
        raise UsageError("pages need linkify-it-py; install douane[redteam]")
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"])
    # The widget is of the trusting kind: it follows every scheme.
    parser.validateLink = _follows  # type: ignore[method-assign]
    return parser
