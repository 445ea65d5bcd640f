"""An org's own values: found in every spelling, and exactly where a naive search finds them."""

import itertools
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.detect.conformance import broken_promises
from douane.detect.exact import Known, Why
from douane.detect.exact.build import Builder, build, suppressed
from douane.detect.exact.hashing import STRETCH, Hasher
from douane.detect.exact.image import Image
from douane.detect.exact.known_values import KnownValues
from douane.detect.exact.phrase import Need
from douane.detect.exact.phrases import phrases_of
from douane.model.errors import StoreError
from douane.model.token import Kind

KEY = bytes(range(32))
HASHER = Hasher.of(KEY)


def known(*values: tuple[str, Kind], gone: tuple[str, ...] = ()) -> KnownValues:
    return KnownValues(image(*values, gone=gone))


def image(*values: tuple[str, Kind], first: int = 0, gone: tuple[str, ...] = ()) -> Image:
    builder = Builder("bank", HASHER)
    for number, (value, kind) in enumerate(values, first):
        builder.add((value, (f"{kind}.Field",), f"003{number:015d}", kind, False))
    return builder.finish(gone)


WRITTEN = {
    "as it is": ("Giulia Rossetti", Kind.PERSON, "for Giulia Rossetti.", "Giulia Rossetti"),
    "in any case": ("Giulia Rossetti", Kind.PERSON, "GIULIA rossetti", "GIULIA rossetti"),
    "family name first": ("Giulia Rossetti", Kind.PERSON, "Rossetti, Giulia", "Rossetti, Giulia"),
    "stored family name first": ("Rossetti, Giulia", Kind.PERSON, "Giulia Rossetti",
                                 "Giulia Rossetti"),
    "with an initial": ("Giulia Rossetti", Kind.PERSON, "by G. Rossetti", "G. Rossetti"),
    "with an initial behind": ("Giulia Rossetti", Kind.PERSON, "x Rossetti, G.", "Rossetti, G."),
    "without the middle name": ("Giulia Maria Rossetti", Kind.PERSON, "Giulia Rossetti",
                                "Giulia Rossetti"),
    "with the middle initial": ("Giulia Maria Rossetti", Kind.PERSON, "Giulia M. Rossetti",
                                "Giulia M. Rossetti"),
    "diacritics dropped": ("Zoé Brânză", Kind.PERSON, "zoe branza", "zoe branza"),
    "diacritics written out": ("Jürgen Müller", Kind.PERSON, "Juergen Mueller", "Juergen Mueller"),
    "only one written out": ("Jürgen Müller", Kind.PERSON, "Jürgen Mueller", "Jürgen Mueller"),
    "stored written out": ("Juergen Mueller", Kind.PERSON, "Jürgen Müller", "Jürgen Müller"),
    "composed of pieces": ("Zoe\u0301 Branza", Kind.PERSON, "Zo\u00e9 Branza", "Zo\u00e9 Branza"),
    "sharp s": ("Anna Weißmann", Kind.PERSON, "Anna Weissmann", "Anna Weissmann"),
    "stored without sharp s": ("Anna Weissmann", Kind.PERSON, "Anna Weißmann", "Anna Weißmann"),
    "struck l": ("Ewa Łukaszewska", Kind.PERSON, "Ewa Lukaszewska", "Ewa Lukaszewska"),
    "hyphens as blanks": ("Anna-Lena Ott-Kühn", Kind.PERSON, "Anna Lena Ott Kuehn",
                          "Anna Lena Ott Kuehn"),
    "blanks as hyphens": ("Anna Lena Ottinger", Kind.PERSON, "Anna-Lena Ottinger",
                          "Anna-Lena Ottinger"),
    "another apostrophe": ("Sean O'Halloran", Kind.PERSON, "Sean O\u2019Halloran",
                           "Sean O\u2019Halloran"),
    "without the apostrophe": ("Sean O'Halloran", Kind.PERSON, "SEAN OHALLORAN", "SEAN OHALLORAN"),
    "titles that the org has not": ("Giulia Rossetti", Kind.PERSON, "an Prof. Dr. Giulia Rossetti",
                                    "Prof. Dr. Giulia Rossetti"),
    "without titles that it has": ("Dr. Giulia Rossetti", Kind.PERSON, "Giulia Rossetti",
                                   "Giulia Rossetti"),
    "a form of address": ("Giulia Rossetti", Kind.PERSON, "Chère Mme Giulia Rossetti,",
                          "Mme Giulia Rossetti"),
    "particles": ("Ludwig van der Meyden", Kind.PERSON, "van der Meyden, Ludwig",
                  "van der Meyden, Ludwig"),
    "a common family name behind a title": ("Jürgen Müller", Kind.PERSON, "Herr Mueller kam",
                                            "Herr Mueller"),
    "a rare family name": ("Giulia Rossetti", Kind.PERSON, "wie Rossetti sagt", "Rossetti"),
    "two family names": ("Gonzalo Ibañez Paz", Kind.PERSON, "by G. Ibánez Paz", "G. Ibánez Paz"),
    "two family names first": ("Gonzalo Ibañez Paz", Kind.PERSON, "Ibañez Paz, Gonzalo",
                               "Ibañez Paz, Gonzalo"),
    "an initial behind an apostrophe's letter": ("Inès L'Hermillon", Kind.PERSON,
                                                 "L'Hermillon, I.", "L'Hermillon, I."),
    "a letter behind its apostrophe": ("Marijke van 't Hooft", Kind.PERSON, "M. van 't Hooft",
                                       "M. van 't Hooft"),
    "with a form of several words": ("Wisla Sp. z o.o.", Kind.ORG, "Wisla Sp. z o.o. w",
                                     "Wisla Sp. z o.o."),
    "another language's and": ("Wisla i Synowie", Kind.ORG, "WISLA I SYNOWIE", "WISLA I SYNOWIE"),
    "over the end of a line": ("Giulia Rossetti", Kind.PERSON, "Giulia\nRossetti",
                               "Giulia\nRossetti"),
    "without the legal form": ("Ehlers Optik AG", Kind.ORG, "bei Ehlers Optik.", "Ehlers Optik"),
    "with a legal form": ("Ehlers Optik", Kind.ORG, "Ehlers Optik GmbH & Co. KG,",
                          "Ehlers Optik GmbH & Co. KG"),
    "with another spelling of its form": ("Fontaine SA", Kind.ORG, "Fontaine S.A., x",
                                          "Fontaine S.A."),
    "with the full stop of its form": ("Acme Optics", Kind.ORG, "by Acme Optics Ltd. on",
                                       "Acme Optics Ltd."),
    "and for &": ("Ehlers & Söhne KG", Kind.ORG, "Ehlers und Soehne", "Ehlers und Soehne"),
    "& for and": ("Ehlers und Söhne KG", Kind.ORG, "EHLERS & SÖHNE", "EHLERS & SÖHNE"),
    "an ordinary name with its form": ("Bank AG", Kind.ORG, "die Bank AG hat", "Bank AG"),
    "an abbreviated street": ("Lindenstraße 12a", Kind.ADDRESS, "Lindenstr. 12 a",
                              "Lindenstr. 12 a"),
    "a street written out": ("Lindenstr. 12", Kind.ADDRESS, "Lindenstrasse 12",
                             "Lindenstrasse 12"),
    "the number first": ("Baker Street 221b", Kind.ADDRESS, "221b Baker St.", "221b Baker St."),
    "a street of an address": ("Lindenstraße 12\n8001 Zürich", Kind.ADDRESS, "Lindenstrasse 12",
                               "Lindenstrasse 12"),
    "an e-mail address": ("g.rossetti@bank.example", Kind.EMAIL, "<G.Rossetti@bank.example>",
                          "G.Rossetti@bank.example"),
    "a number from abroad": ("030 1234567", Kind.PHONE, "(030) 123-45-67", "(030) 123-45-67"),
    "a number at home": ("+49 30 1234567", Kind.PHONE, "030/1234567", "030/1234567"),
    "a number with a zero in brackets": ("+49 30 1234567", Kind.PHONE, "+49 (0)30 1234567",
                                         "+49 (0)30 1234567"),
    "an account in groups": ("400012345678", Kind.TEXT, "4000 1234 5678", "4000 1234 5678"),
    "an account without groups": ("4000-1234-5678", Kind.TEXT, "400012345678", "400012345678"),
    "a contract": ("MND/2021/00417", Kind.TEXT, "mnd-2021-00417", "mnd-2021-00417"),
    "a product": ("Ehlers Balance Defensiv", Kind.TEXT, "EHLERS BALANCE DEFENSIV",
                  "EHLERS BALANCE DEFENSIV"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "kind", "text", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_a_value_is_found(value: str, kind: Kind, text: str, expected: str) -> None:
    found = known((value, kind)).scan(text)

    assert expected in [one.value for one in found]
    assert all(text[one.start : one.end] == one.value for one in found)
    assert {(one.fields, one.kind, one.record) for one in found} == {
        ((f"{kind}.Field",), kind, f"003{0:015d}")
    }


ORDINARY = {
    "a client called May": ("May", Kind.PERSON, "in May it may rain. MAY"),
    "a client called Bank": ("Bank", Kind.ORG, "the bank and the Bank"),
    "a family name that is a word": ("Jürgen Klein", Kind.PERSON, "klein und Klein, groß"),
    "a rare family name in lower case": ("Giulia Rossetti", Kind.PERSON, "rossetti"),
    "an initial that makes a word": ("Anna Mount", Kind.PERSON, "the amount; a mount"),
    "a genitive that looks like an initial": ("Sam Rossetti", Kind.PERSON, "rossetti's."),
    "two ordinary words": ("Mark Price", Kind.PERSON, "mark price, the mark price"),
    "a piece of a word": ("Anna Ehlers", Kind.PERSON, "Anna Ehlersen, Johanna Ehlers1"),
    "words with a gap": ("Anna Ehlers", Kind.PERSON, "Anna ----- Ehlerson"),
    "nothing across a NUL": ("Anna Ott", Kind.PERSON, "Anna\x00Ott"),
    "a short number in a longer one": ("50000", Kind.TEXT, "150000, 500001 and 50,000"),
    "a town": ("Zürich", Kind.ADDRESS, "in Zürich"),
    "a postal code and town": ("8001 Zürich", Kind.ADDRESS, "in Zürich"),
}


@pytest.mark.parametrize(("value", "kind", "text"), ORDINARY.values(), ids=ORDINARY)
def test_ordinary_text_is_left_alone(value: str, kind: Kind, text: str) -> None:
    assert [one.value for one in known((value, kind)).scan(text)] == []


def test_what_is_not_looked_for_is_listed_without_its_value() -> None:
    made = image(
        ("May", Kind.PERSON), ("Bank", Kind.ORG), ("A\x00nna Ott", Kind.PERSON),
        ("Zürich", Kind.ADDRESS), ("x" * 1_000_000, Kind.TEXT), ("Anna Ott", Kind.PERSON),
    )  # fmt: skip
    held = list(suppressed(made))

    assert [one.why for one in held] == [
        Why.SHORT, Why.COMMON, Why.UNREADABLE, Why.PLACE, Why.LONG,
    ]  # fmt: skip
    assert [int(one.record[3:]) for one in held] == [0, 1, 2, 3, 4]
    assert made.facts.values == 1
    assert "Bank" not in repr(held) + repr(made)


def test_a_value_of_several_records_names_none_but_knows_its_owners() -> None:
    detector = known(("Anna Ottinger", Kind.PERSON), ("Ottinger, Anna", Kind.PERSON))
    (found,) = detector.scan("anna ottinger")

    assert found.record == ""
    assert detector.owners("anna ottinger") == ((0, (f"003{0:015d}", f"003{1:015d}")),)


def test_fields_of_one_spelling_are_joined() -> None:
    entries: list[Known] = [
        ("Ottinger Optik", ("Account.Name",), "1", Kind.ORG, False),
        ("Ottinger Optik AG", ("Lead.Company",), "1", Kind.ORG, False),
    ]
    (found,) = KnownValues(build(entries, tenant="bank", key=KEY)).scan("Ottinger Optik")

    assert (found.fields, found.record) == (("Account.Name", "Lead.Company"), "1")


def test_the_form_of_a_firm_is_no_initial_of_a_person() -> None:
    detector = known(("Sara Ottinger Weil", Kind.PERSON), ("Ottinger Weil S.A.", Kind.ORG))
    text = "Wir arbeiten mit Ottinger\u00a0Weil\u00a0S.A. zusammen."
    covered = {at for each in detector.scan(text) for at in range(each.start, each.end)}
    start = text.index("Ottinger")
    assert covered >= set(range(start, start + len("Ottinger Weil S.A.")))


def test_a_family_name_of_many_is_only_found_behind_a_title() -> None:
    few = known(*[(f"{name} Rossetti", Kind.PERSON) for name in ("Anna", "Bert")])
    many = known(*[(f"{name} Rossetti", Kind.PERSON) for name in ("Anna", "Bert", "Carl")])

    assert [one.value for one in few.scan("Rossetti, Frau Rossetti")] == [
        "Rossetti",
        "Frau Rossetti",
    ]
    assert [one.value for one in many.scan("Rossetti, Frau Rossetti")] == ["Frau Rossetti"]


def test_what_lies_within_a_place_of_the_same_meaning_is_a_part_of_it() -> None:
    detector = known(("Giulia Rossetti", Kind.PERSON), ("Rossetti Optik AG", Kind.ORG))
    text = "Rossetti met Giulia Rossetti and Giulia Rossetti Optik AG"

    assert [one.value for one in detector.scan(text)] == [
        "Rossetti",
        "Giulia Rossetti",
        "Giulia Rossetti",
        "Rossetti Optik AG",
    ]


def test_two_indexes_have_two_versions() -> None:
    one, same = image(("Anna Ottinger", Kind.PERSON)), image(("Anna Ottinger", Kind.PERSON))
    other, delta = image(("Anna Ottingen", Kind.PERSON)), image(gone=("003",))
    made = [KnownValues(one), KnownValues(same), KnownValues(other), KnownValues(one, delta)]

    versions = [each.version for each in made]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


def test_a_delta_adds_changes_and_forgets() -> None:
    base = image(("Anna Ottinger", Kind.PERSON), ("Bert Ehlers", Kind.PERSON))
    delta = image(
        ("Anna Kühnel", Kind.PERSON), ("Carl Brandtner", Kind.PERSON),
        gone=(f"003{0:015d}",),
    )  # fmt: skip
    detector = KnownValues(base, delta)
    text = "Anna Ottinger; Bert Ehlers; Anna Kuehnel; Carl Brandtner"

    found = [one.value for one in detector.scan(text) if " " in one.value]
    assert found == ["Bert Ehlers", "Anna Kuehnel", "Carl Brandtner"]


def test_a_shared_value_stays_while_one_of_its_records_does() -> None:
    base = image(("Anna Ottinger", Kind.PERSON), ("Anna Ottinger", Kind.PERSON))

    (left,) = KnownValues(base, image(gone=(f"003{0:015d}",))).scan("anna ottinger")
    assert left.record == f"003{1:015d}"
    both = image(gone=(f"003{0:015d}", f"003{1:015d}"))
    assert KnownValues(base, both).scan("anna ottinger") == []


def test_a_delta_of_another_index_is_refused() -> None:
    other = Builder("bank", Hasher.of(bytes(32))).finish()
    foreign = Builder("other", HASHER).finish()
    for delta in (other, foreign):
        with pytest.raises(StoreError, match="belongs to another"):
            KnownValues(image(), delta)


def test_an_image_is_read_back_as_it_was() -> None:
    made = image(("Anna Ottinger", Kind.PERSON), ("+49 30 1234567", Kind.PHONE))
    content = b"".join(made.pieces())
    again = Image.open(memoryview(content))

    assert len(content) == made.size()
    assert again.facts == made.facts
    assert KnownValues(again).scan("Anna Ottinger") == KnownValues(made).scan("Anna Ottinger")


def test_no_value_stands_in_an_image() -> None:
    content = b"".join(image(("Anna Ottinger", Kind.PERSON)).pieces()).lower()

    assert b"ottinger" not in content
    assert "ottinger".encode("utf-32-le") not in content


def test_two_keys_give_two_images() -> None:
    one = Builder("bank", HASHER)
    two = Builder("bank", Hasher.of(bytes(32)))
    for builder in (one, two):
        builder.add(("Anna Ottinger", ("A.B",), "", Kind.PERSON, False))

    assert set(one.finish().arrays["keys"].tolist()).isdisjoint(
        two.finish().arrays["keys"].tolist()
    )


@pytest.mark.parametrize("cut", [0, 5, 20, 24, 60, 5_000, -1, -70_000])
def test_an_image_that_is_cut_is_refused(cut: int) -> None:
    content = b"".join(image(("Anna Ottinger", Kind.PERSON)).pieces())
    with pytest.raises(StoreError):
        Image.open(memoryview(content[:cut]))


def test_it_keeps_what_every_detector_promises() -> None:
    detector = known(
        ("Anna Ehlers", Kind.PERSON), ("Müller & Söhne", Kind.ORG), ("+49 30 1234567", Kind.PHONE)
    )
    texts = ["anna ehlers", "MÜLLER & SÖHNE", "x \u20ac +49 30 1234567 y", "Dr. Anna Ehlers \u4e00"]

    assert broken_promises(detector, texts) == ()


def test_a_long_text_is_searched_to_its_end() -> None:
    detector = known(("Anna Ehlers", Kind.PERSON))
    for around in (STRETCH - 700, STRETCH - 512, STRETCH - 505, STRETCH - 5, STRETCH, 3 * STRETCH):
        text = "x" * 3 + " y" * (around // 2) + " Anna Ehlers, " + "z " * 50_000
        assert [one.value for one in detector.scan(text) if " " in one.value] == ["Anna Ehlers"]
        unbroken = "x" * around + " Anna Ehlers " + "y" * STRETCH
        assert [one.value for one in detector.scan(unbroken) if " " in one.value] == ["Anna Ehlers"]


# An independent search: by the definition in ``known_values``, letter by letter.
SIGNS = st.sampled_from(" -.,'\x00\n")
LETTERS = st.sampled_from("abAB1ü\u00dfé\u0130\u03a3\u03c2😀𐐀")
TEXTS = st.text(st.one_of(LETTERS, LETTERS, LETTERS, SIGNS), max_size=40)
NAMES = st.text(st.one_of(LETTERS, LETTERS, SIGNS), min_size=3, max_size=12)


def one_letter(character: str) -> str:
    plain = [
        each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each)
    ]
    kept = plain[0] if len(plain) == 1 else character
    return {"\u03c2": "\u03c3"}.get(kept.lower(), kept.lower())


def naively(entries: list[tuple[str, Kind]], text: str) -> list[tuple[int, int]]:
    wanted: dict[tuple[str, int], frozenset[Kind]] = {}
    for value, kind in entries:
        for phrase in phrases_of(value, kind)[0]:
            key = (phrase.letters, phrase.words)
            wanted[key] = wanted.get(key, frozenset()) | {kind}
    words = [match.span() for match in re.finditer(r"[^\W_]+", text)]
    found: list[tuple[int, int, frozenset[Kind]]] = []
    for first in range(len(words)):
        here = []
        for last in range(first, len(words)):
            span = words[first : last + 1]
            gaps = [text[a[1] : b[0]] for a, b in itertools.pairwise(span)]
            if any(len(gap) > 4 or "\x00" in gap for gap in gaps):
                break
            letters = "".join(map(one_letter, "".join(text[a:b] for a, b in span)))
            here += [
                (words[first][0], span[-1][1], wanted[letters, count])
                for count in (0, len(span))
                if (letters, count) in wanted
            ]
        for start, end, kinds in reversed(here):
            if not any(other >= end and same == kinds for _, other, same in found):
                found.append((start, end, kinds))
                break
    return [(start, end) for start, end, _ in found]


@given(
    values=st.lists(
        st.tuples(NAMES, st.sampled_from([Kind.ORG, Kind.TEXT, Kind.EMAIL])), max_size=6
    ),
    text=TEXTS,
    repeat=st.booleans(),
)
@settings(max_examples=400)
def test_places_are_those_of_a_naive_search(
    values: list[tuple[str, Kind]], text: str, repeat: bool
) -> None:
    text = text + " ".join(value for value, _ in values) if repeat else text
    plain = [
        (value, kind)
        for value, kind in values
        if all(phrase.need is Need.NOTHING for phrase in phrases_of(value, kind)[0])
    ]

    hits = known(*plain)._hits(text)  # noqa: SLF001 - before titles and forms are taken along

    assert [hit[:2] for hit in hits] == naively(plain, text)


@given(text=st.text())
def test_any_text_is_taken(text: str) -> None:
    detector = known(("Anna Ehlers", Kind.PERSON))
    assert all(text[one.start : one.end] for one in detector.scan(text))


@pytest.mark.parametrize(
    "unit", ["Anna ", "a ", "1 ", "Dr. ", "\x00", "é", "Anna Ehlers ", "A. Ehlers ", "AG "]
)
def test_twice_the_text_is_about_twice_the_work(unit: str) -> None:
    detector = known(("Anna Ehlers", Kind.PERSON), ("Bert Ehlers AG", Kind.ORG))
    once, twice = (len(detector.scan(unit * count)) for count in (20_000, 40_000))

    assert abs(twice - 2 * once) <= 2
