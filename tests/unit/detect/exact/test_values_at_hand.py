"""Known values: found exactly where a search for each by itself would find them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.detect.conformance import broken_promises
from douane.detect.exact import ExactIndex, Known, Why
from douane.detect.fold import fold
from douane.model.token import Kind


def person(value: str, field: str = "Contact.Name", record: str = "") -> Known:
    return value, (field,), record, Kind.PERSON, False


def index(*values: str, cased: bool = False) -> ExactIndex:
    return ExactIndex.build(map(person, values), cased=cased)


PROMISES = {
    "a value as it is": (["Anna Ehlers"], "for Anna Ehlers.", ["Anna Ehlers"]),
    "in any case": (["Anna Ehlers"], "ANNA ehlers", ["ANNA ehlers"]),
    "at the very beginning and end": (["Anna"], "Anna", ["Anna"]),
    "not within a word": (["Anna"], "Annabell Hanna xAnna Anna1", []),
    "next to signs": (["Anna"], "(Anna), Anna's, _Anna_", ["Anna", "Anna", "Anna"]),
    "the longest at a position": (["Anna", "Anna Ehlers"], "Anna Ehlers", ["Anna Ehlers"]),
    "a shorter one where the longer is cut": (["Anna", "Anna Ehl"], "Anna Ehlers", ["Anna"]),
    "also inside another": (["Anna Ehlers", "Ehlers"], "Anna Ehlers", ["Anna Ehlers", "Ehlers"]),
    "those that overlap": (["Anna Ehlers", "Ehlers Baum"], "Anna Ehlers Baum",
                          ["Anna Ehlers", "Ehlers Baum"]),
    "those that overlap themselves": (["ab-ab-ab"], "ab-ab-ab-ab", ["ab-ab-ab", "ab-ab-ab"]),
    "over the end of a line": (["Anna Ehlers"], "Anna\nEhlers", ["Anna\nEhlers"]),
    "with a hard space": (["Anna Ehlers"], "Anna\u00a0Ehlers", ["Anna\u00a0Ehlers"]),
    "a Turkish capital": (["İpek Kaya"], "ipek kaya İPEK KAYA", ["ipek kaya", "İPEK KAYA"]),
    "a final sigma": (["Οδυσσεύς"], "ΟΔΥΣΣΕΎΣ", ["ΟΔΥΣΣΕΎΣ"]),
    "a sigma at the end that is none": (
        ["\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2"],
        "\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c3",
        ["\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c3"],
    ),
    "behind wide characters": (["Anna"], "😀é Anna", ["Anna"]),
    "what begins with a sign": (["+49 30 123"], "x+49 30 123.", ["+49 30 123"]),
    "a number, but not in a longer one": (["50000"], "50000 150000 500001", ["50000"]),
    "without the quotes of a table's cell": (['"Ehlers, ""A"""'], 'x Ehlers, "A"',
                                            ['Ehlers, "A"']),
    "nothing across a NUL": (["Anna Ehlers"], "Anna\x00Ehlers", []),
}  # fmt: skip


@pytest.mark.parametrize(("values", "text", "expected"), PROMISES.values(), ids=PROMISES.keys())
def test_promise(values: list[str], text: str, expected: list[str]) -> None:
    found = index(*values).scan(text)

    assert [one.value for one in found] == expected
    assert all(text[one.start : one.end] == one.value for one in found)


# Few letters, so that values overlap, nest and touch; some whose lower case is peculiar.
letters = st.sampled_from("abAB1\u0131\u0130\u017f\u00df\u1e9e\u03a3\u03c2\u03c3K -'é😀\n")
words = st.text(letters, min_size=4, max_size=7)


# Sixteen and fewer are looked for one by one; with the fillers it is an automaton.
FILLERS = [f"filler {number}" for number in range(20)]


@given(
    values=st.lists(words, max_size=6),
    text=st.text(letters, max_size=60),
    fillers=st.sampled_from([[], FILLERS]),
)
@settings(max_examples=600)
def test_findings_are_those_of_a_naive_search(
    values: list[str], text: str, fillers: list[str]
) -> None:
    known = index(*values, *fillers)
    suppressed = len(known.suppressed)
    kept = {fold(value.strip()) for value in values if sum(map(str.isalnum, value)) >= 4}
    folded = fold(text)

    def is_whole(start: int, end: int) -> bool:
        joins_before = start > 0 and folded[start - 1].isalnum() and folded[start].isalnum()
        joins_after = folded[end : end + 1].isalnum() and folded[end - 1].isalnum()
        return not joins_before and not joins_after

    expected = []
    for start in range(len(folded)):
        ends = [
            start + len(value)
            for value in kept
            if folded.startswith(value, start) and is_whole(start, start + len(value))
        ]
        if ends:
            expected.append((start, max(ends)))

    assert [(one.start, one.end) for one in known.scan(text)] == expected
    assert suppressed + len([v for v in values if sum(map(str.isalnum, v)) >= 4]) == len(values)


@given(text=st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(text=st.text(st.characters(max_codepoint=255)))
def test_folding_is_the_same_in_every_company(text: str) -> None:
    assert fold(text + "\u20ac") == fold(text) + "\u20ac"


def test_it_keeps_what_every_detector_promises() -> None:
    values = ["Anna Ehlers", "Müller & Söhne", "+49 30 123", "a\ud800bcd"]
    texts = ["anna ehlers", "MÜLLER & SÖHNE", "x a\ud800bcd y"]

    assert broken_promises(index(*values), texts) == ()
    assert broken_promises(index(*values, *FILLERS), texts) == ()


def test_what_is_not_looked_for_is_listed_without_its_value() -> None:
    known = ExactIndex.build(
        [person("May", record="1"), person("Bank", record="2"), person("A\x00nna", record="3")]
    )

    assert known.scan("May the bank help A\x00nna") == []
    assert [(one.record, one.why) for one in known.suppressed] == [
        ("1", Why.SHORT),
        ("2", Why.COMMON),
        ("3", Why.UNREADABLE),
    ]
    assert "Bank" not in repr(known.suppressed)
    assert len(known) == 0


def test_ordinary_words_at_hand_are_found_in_their_own_spelling() -> None:
    found = index("Petit", "PETIT", "Ehlers", cased=True).scan("Petit petit PETIT ehlers")

    assert [one.value for one in found] == ["Petit", "PETIT", "ehlers"]


def test_a_shared_value_may_belong_to_all_its_fields_and_only_to_a_record_in_common() -> None:
    known = ExactIndex.build(
        [
            ("Ehlers", ("Contact.LastName",), "1", Kind.PERSON, True),
            ("EHLERS", ("Account.Name", "Lead.Name"), "1", Kind.ORG, False),
            ("Anna", ("Contact.Name",), "1", Kind.PERSON, True),
            ("Anna", ("Contact.Name",), "2", Kind.PERSON, True),
        ]
    )

    ehlers, anna = known.scan("Ehlers, Anna")

    assert ehlers.fields == ("Contact.LastName", "Account.Name", "Lead.Name")
    assert (ehlers.record, ehlers.kind, ehlers.literal) == ("1", Kind.TEXT, False)
    assert (anna.record, anna.kind, anna.literal) == ("", Kind.PERSON, True)
    assert anna.detector == "exact"


def test_a_value_of_very_many_fields_counts_as_unlisted() -> None:
    known = ExactIndex.build(person("Ehlers", f"A.F{number}") for number in range(100))

    assert known.scan("Ehlers")[0].fields == ("Unreadable.unnamed",)


def test_an_empty_index_finds_nothing() -> None:
    assert index().scan("anything") == []


def test_a_large_index_finds_what_a_small_one_does() -> None:
    large = index(*(f"Name {number}" for number in range(3_000)))

    assert [one.value for one in large.scan("name 2999, Name 12")] == ["name 2999", "Name 12"]


def test_quotes_around_a_value_go_with_it_where_they_are_its_own() -> None:
    index = ExactIndex.build([('"Ehlers"', ("A.b",), "", Kind.TEXT, False)], cased=True)

    found = [hit.value for hit in index.scan('He wrote "Ehlers", and then Ehlers again.')]

    assert found == ['"Ehlers"', "Ehlers", "Ehlers"]
