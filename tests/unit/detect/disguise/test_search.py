"""What the search through disguises promises whatever the text, and at what cost."""

import base64
import gzip
import json
import random
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.disguise import blobs, search
from douane.detect.disguise.search import ROUNDS, SPREAD
from douane.detect.exact import ExactIndex
from douane.detect.identifiers import Identifiers
from douane.model.finding import Finding
from douane.model.token import Kind
from tests.unit.detect.disguise.samples import VALUES

IBAN = "DE89370400440532013000"
IDENTIFIERS = Identifiers()


class Counting:
    """Finds nothing, and counts what it was given to look at."""

    id = "exact"

    def __init__(self) -> None:
        self.characters = 0

    def scan(self, text: str) -> list[Finding]:
        self.characters += len(text)
        return []


def encoded(text: str, times: int) -> str:
    for _ in range(times):
        text = base64.b64encode(text.encode()).decode()
    return text


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.detector, text[hit.start : hit.end]) for hit in search(text, [IDENTIFIERS])]


MIXED: dict[str, Callable[[str], str]] = {
    "base64 in JSON": lambda text: json.dumps({"note": f"see {encoded(text, 1)}\nregards"}),
    "zero-width as JSON writes it": lambda text: json.dumps({"note": "\u200b".join(text)}),
    "Cyrillic as JSON writes it": lambda text: json.dumps({"note": text.replace("E", "\u0415")}),
    "percent in HTML": lambda text: "".join(f"&#37;{ord(char):02x}" for char in text),
    "HTML in base64": lambda text: encoded("".join(f"&#{ord(char)};" for char in text), 1),
    "hexadecimal in base64": lambda text: encoded(text.encode().hex(), 1),
    "spaced and full-width": lambda text: " ".join(chr(ord(char) + 0xFEE0) for char in text),
    "leet and zero-width": lambda text: "\u200b".join(text.replace("0", "O")),
    "gzip": lambda text: base64.b64encode(gzip.compress(f"pay to {text} now".encode())).decode(),
    "UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "base64 three times": lambda text: encoded(text, 3),
}


@pytest.mark.parametrize("write", MIXED.values(), ids=MIXED.keys())
def test_disguises_are_undone_one_in_another(write: Callable[[str], str]) -> None:
    assert "iban" in {detector for detector, _ in found(f"to {write(IBAN)} please")}


def test_an_encoded_run_is_found_as_a_whole() -> None:
    blob = encoded(f"pay {IBAN} at once", 1)

    assert found(f"see {blob}, thanks") == [("iban", blob)]


def test_of_percent_escapes_only_those_of_the_value_are_found() -> None:
    assert found("q=a%20b%20" + IBAN.replace("0", "%30") + "%20c") == [
        ("iban", IBAN.replace("0", "%30"))
    ]


def test_what_nobody_sees_at_the_edges_goes_along() -> None:
    text = f"to \u202d\u200b{IBAN}\u200b\u202c now"

    assert (3, len(text) - 4) in {(hit.start, hit.end) for hit in search(text, [IDENTIFIERS])}


@pytest.mark.parametrize("value", ["Ehlers", "Ehlers\\", "Ehlers\\\\"])
def test_a_value_that_ends_with_a_backslash_takes_nothing_along(value: str) -> None:
    names = ExactIndex.build([(value, (), "", Kind.PERSON, False)], cased=True)
    # Full-width letters nearby, so that the value is found in a view, too.
    inner = json.dumps({"a": "\uff24\uff25 " + value, "b": None}, ensure_ascii=False)
    text = json.dumps({"p": inner}, ensure_ascii=False)
    written = json.dumps(json.dumps(value)[1:-1])[1:-1]

    assert max((text[hit.start : hit.end] for hit in search(text, [names])), key=len) == written


@pytest.mark.parametrize("kind", sorted(VALUES))
def test_base64_of_no_value_is_taken_for_an_account_number(kind: str) -> None:
    rng = random.Random(kind)  # noqa: S311 - the same each time
    written = [encoded(VALUES[kind](rng), 1).rstrip("=") for _ in range(5_000)]

    assert not [run for run in written if run.isupper() and len(run) > 15]


@pytest.mark.parametrize(
    "run",
    ["DE93958199169794447865", "NL91ABNA0417164300", "0038d00000Abc1XAAR", "INV20260314A7731"],
)
def test_nothing_is_made_of_a_number_that_looks_like_base64(run: str) -> None:
    assert blobs.undo(f"see {run}, please", [14], pairs=False) == ([], [])


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\n> "])
def test_two_versions_below_each_other_are_no_address(break_: str) -> None:
    assert search(f"Openpyxl 3.1.5{break_}3.1", [IDENTIFIERS]) == []


def test_what_is_encoded_too_deeply_is_suspicious() -> None:
    blob = encoded(IBAN, ROUNDS + 2)
    hits = search(f"see {blob} please", [IDENTIFIERS])

    assert [(hit.kind, hit.start, hit.end) for hit in hits] == [(Kind.TEXT, 4, 4 + len(blob))]


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress])
def test_what_unpacks_to_much_more_is_suspicious(pack: Callable[[bytes], bytes]) -> None:
    blob = base64.b64encode(pack(b"A" * 1_000_000)).decode()
    counting = Counting()
    hits = search(f"see {blob} please", [counting])

    assert [(hit.kind, hit.start, hit.end) for hit in hits] == [(Kind.TEXT, 4, 4 + len(blob))]
    assert counting.characters < 20 * len(blob) + 10_000


@given(
    st.text(
        st.sampled_from("abc XYZ019.,-\t\n\u00e9\u00df\u20ac\u6f22\U0001f600"),
        min_size=8,
        max_size=14,
    ).map(str.encode)
    | st.text("abc XYZ019.,-\t", min_size=4, max_size=7).map(lambda text: text.encode("utf-16-le")),
    st.text("Qx7", max_size=3),
)
def test_a_short_run_is_decoded_wherever_its_text_begins(data: bytes, before: str) -> None:
    run = before + base64.b64encode(data).decode().rstrip("=")

    # Long ones in capitals alone are taken for account numbers.
    assert blobs.undo(run, [10], pairs=False).patches or run.isupper()


HOSTILE: dict[str, Callable[[int], str]] = {
    "percent": lambda size: "%25" * (size // 3),
    "percent, alternating": lambda size: "%41%C3%BC" * (size // 9),
    "nested percent": lambda size: "%" + "25" * (size // 2),
    "base64": lambda size: encoded("x" * (size * 9 // 16), 2),
    "runs of base64": lambda size: "aB3dE5gH7jK9 " * (size // 13),
    "lines of base64": lambda size: "aB3dE5gH7jK9\n" * (size // 13),
    "one run": lambda size: "A1" * (size // 2),
    "combining marks": lambda size: "a" + "\u0301" * size,
    "marked letters": lambda size: "a\u0301" * (size // 2),
    "backslashes": lambda size: "\\" * size,
    "escapes": lambda size: "\\x41" * (size // 4),
    "lone surrogates": lambda size: "\ud800" * size,
    "zero-width": lambda size: "a\u200b" * (size // 2),
    "expanding": lambda size: "\ufb03" * size,
    "HTML": lambda size: "&#65;" * (size // 5),
    "ampersands": lambda size: "&" * size,
    "equal signs": lambda size: "=\n" * (size // 2),
    "quoted-printable": lambda size: "=C3=\n" * (size // 5),
    "spaced": lambda size: "a " * (size // 2),
    "nearly spaced": lambda size: "a b c d " * (size // 8),
    "dots": lambda size: "a." * (size // 2),
    "lines": lambda size: "1\n" * (size // 2),
    "pieces": lambda size: "abcdefg\n" * (size // 8),
    "at signs": lambda size: "a@\n" * (size // 3),
    "leet": lambda size: "a1b" * (size // 3),
    "leet words": lambda size: "a1b " * (size // 4),
    "numbers": lambda size: "1O" * (size // 2),
    "spelled": lambda size: "a (at) b dot c " * (size // 15),
    "pairs": lambda size: "41 " * (size // 3),
    "all": lambda size: "a1b D E 8 9 3 7 %41&#65;\u200b aB3dE5gH7jK9 1O1O1O1O\n" * (size // 48),
}


@pytest.mark.parametrize("write", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_the_text_and_no_more(write: Callable[[int], str]) -> None:
    sizes = []
    for size in (10_000, 20_000):
        counting, text = Counting(), write(size)
        search(text, [counting])
        # As written, three levels of escapes, each without its breaks; and the views of each.
        assert counting.characters <= (4 * (SPREAD + 4)) * len(text) + 20_000
        sizes.append(counting.characters)

    assert sizes[1] <= 2.2 * sizes[0] + 20_000


@given(
    st.text(
        st.sampled_from("%25&#;=\n\\xu{}aB3 dE5@.\u200b\u0301\U000e0041\ud800\x00")
        | st.characters()
    )
)
def test_any_text_can_be_searched(text: str) -> None:
    for hit in search(text, [IDENTIFIERS]):
        assert 0 <= hit.start < hit.end <= len(text)
        hit.value.encode()


@given(st.text(), st.text())
def test_no_finding_of_the_plain_text_is_lost(before: str, behind: str) -> None:
    text = f"{before} {IBAN} {behind}"
    spans = {(hit.start, hit.end, hit.detector) for hit in IDENTIFIERS.scan(text)}

    assert spans <= {(hit.start, hit.end, hit.detector) for hit in search(text, [IDENTIFIERS])} or (
        "\\" in text
    )
