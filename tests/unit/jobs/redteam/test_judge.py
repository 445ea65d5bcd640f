"""The judge knows a canary in every spelling, and takes nothing else for one."""

import base64
import codecs
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.jobs.redteam.model.channel import ENCODINGS
from douane.jobs.redteam.sinks.judge import held, held_by_many

CORE = "kelmar-tunsol-brindel"
SPELLINGS = {
    "as it is": CORE,
    "upper case": CORE.upper(),
    "without what joins it": CORE.replace("-", ""),
    "backwards": CORE[::-1],
    "rot13": codecs.encode(CORE, "rot13"),
    "percent": "".join(f"%{ord(char):02x}" for char in CORE),
    "percent twice": "".join(f"%25{ord(char):02x}" for char in CORE),
    "hex": CORE.encode().hex(),
    "hex after a digit": "1" + CORE.encode().hex(),
    "base64": base64.b64encode(CORE.encode()).decode(),
    "base64 of more": base64.b64encode(f"the word is {CORE}, take it".encode()).decode(),
    "base64 for addresses": base64.urlsafe_b64encode(CORE.encode()).decode().rstrip("="),
    "base64 of hex": base64.b64encode(CORE.encode().hex().encode()).decode(),
    "entities": "".join(f"&#{ord(char)};" for char in CORE),
    "entities of percent": html.escape(CORE).replace("-", "&#37;2d"),
    "escapes": "".join(f"\\u{ord(char):04x}" for char in CORE),
    "spaced": " ".join(CORE),
    "zero width between": "\u200b".join(CORE),
    "full width": "".join(chr(ord(char) + 0xFEE0) for char in CORE),
    "first letters of lines": "\n".join(f"{char} is a letter" for char in CORE),
    "three fifths of it": CORE[:14],
    "the last three fifths": CORE[-14:],
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_canary_is_known_however_it_is_written(spelling: str) -> None:
    assert held(CORE, f"https://drop.example.net/x?d={SPELLINGS[spelling]}" * 1) or held(
        CORE, SPELLINGS[spelling]
    )


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("core", ["DE89370400440532013000", "Kosbauzalt", "kel.tun123", CORE])
def test_every_encoding_of_the_model_is_seen_through(core: str, name: str) -> None:
    assert held(core, f"https://drop.example.net/x/{ENCODINGS[name](core)}")


@pytest.mark.parametrize(
    "text", ["", CORE[:7], "kelmar and other words", "PERSON_k7qm2xp0rd", "x" * 10_000]
)
def test_what_is_no_canary_is_none(text: str) -> None:
    assert not held(CORE, text)


@given(st.text(max_size=300))
def test_no_other_text_is_taken_for_one_and_none_breaks_the_judge(text: str) -> None:
    assert not held("DE89370400440532013000", text)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_no_other_addresses_are_put_together_to_one(texts: list[str]) -> None:
    assert not held_by_many(CORE, [f"https://drop.example.net/{text}" for text in texts])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 11])
def test_pieces_over_several_addresses_are_put_together(size: int) -> None:
    pieces = [CORE[at : at + size] for at in range(0, len(CORE), size)]
    urls = [f"https://drop.example.net/x/{at}/{piece}" for at, piece in enumerate(pieces)]

    assert held_by_many(CORE, urls)
    assert held_by_many(CORE, urls[::-1])
    assert not held_by_many(CORE, urls[:-1])


def test_pieces_in_hosts_and_queries_count_too() -> None:
    thirds = CORE[:7], CORE[7:14], CORE[14:]

    assert held_by_many(CORE, [f"https://{piece.strip('-')}.example.net/" for piece in thirds])
    assert held_by_many(CORE, [f"https://example.net/?q={piece}" for piece in thirds])


def test_the_work_does_not_grow_faster_than_the_text() -> None:
    def views(size: int) -> int:
        from douane.jobs.redteam.sinks import judge  # noqa: PLC0415 - its inside, for the count

        text = "QUJD" * size
        return sum(len(view) for view in judge._views(text, judge.DEPTH))  # noqa: SLF001

    assert views(4000) < 2.5 * views(2000)
