"""A registered secret is found in part, rewritten and renamed; strangers are not."""

import random
from collections import Counter

import pytest

from douane.detect.conformance import broken_promises
from douane.detect.register.boilerplate import PHRASES
from douane.detect.register.entry import Entry, Hashers, make
from douane.detect.register.registered import RegisteredSecrets, needed
from douane.model.token import Kind
from douane_sandbox.logic_samples import Copy, copies, document, local_code, local_prose

KEY = bytes(range(32))
HASHERS = Hashers(KEY)
COPIES = list(copies(seed=4, each=8))


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same each time


def entry(text: str, number: int = 1) -> Entry:
    return make(HASHERS, f"e{number}", "secret", text)


def register(*texts: str) -> RegisteredSecrets:
    return RegisteredSecrets(KEY, tuple(entry(text, at) for at, text in enumerate(texts)))


@pytest.mark.parametrize("label", sorted({copy.label for copy in COPIES}))
def test_a_partial_or_rewritten_copy_is_found(label: str) -> None:
    some = [copy for copy in COPIES if copy.label == label]

    missed = [copy for copy in some if not register(copy.original).scan(copy.text)]

    assert len(missed) <= 0.05 * len(some)


def test_a_finding_names_the_entry_and_the_share_that_matched() -> None:
    copy = next(copy for copy in COPIES if copy.label == "text.partial")
    other = document(seeded(9))

    found = register(other, copy.original).scan(copy.text)

    assert {finding.detector for finding in found} == {"register.e1"}
    assert {finding.kind for finding in found} == {Kind.LOGIC}
    kept = copy.kept / len(copy.original.split())
    assert 0.5 * kept < found[0].confidence < 2 * kept + 0.1


def test_a_passage_of_code_is_found_by_whole_lines() -> None:
    some = [copy for copy in COPIES if copy.label == "code.matlab.renamed"]

    whole = 0
    for copy in some:
        found = register(copy.original).scan(copy.text)
        whole += (min(f.start for f in found), max(f.end for f in found)) == (0, len(copy.text))

    assert whole >= 0.9 * len(some)


def test_a_passage_is_widened_to_its_sentences_and_no_further() -> None:
    text = document(seeded(3))

    (found,) = register(text).scan(f"Please read this. {text} Thanks for it. Nothing else.")

    assert found.start == len("Please read this. ")
    assert found.value.startswith(text)


def test_the_whole_text_matches_wholly() -> None:
    text = document(seeded(3))

    (found,) = register(text).scan(f"See:\n\n{text}\n\nThanks")

    assert found.confidence == 1.0
    assert found.end - found.start > 0.98 * len(text)


def test_unrelated_code_and_prose_are_not_found() -> None:
    chance = seeded(8)
    secrets = [copy.original for copy in COPIES]
    detector = register(*secrets)
    strangers = [*local_code(chance, 300), *local_prose(chance, 100)]

    assert Counter(bool(detector.scan(row.text)) for row in strangers)[True] == 0


def test_boilerplate_identifies_nothing() -> None:
    secret = document(seeded(5), 20)

    made = entry(" ".join((secret, *PHRASES)))

    assert made.left_out > 100
    assert [RegisteredSecrets(KEY, (made,)).scan(phrase) for phrase in PHRASES] == [[]] * len(
        PHRASES
    )
    assert make(HASHERS, "e", "n", PHRASES[0]).is_empty


def test_what_the_operator_calls_common_identifies_nothing() -> None:
    public, secret = document(seeded(6), 8), document(seeded(7), 8)

    made = make(HASHERS, "e", "n", f"{public} {secret}", [public])

    assert RegisteredSecrets(KEY, (made,)).scan(public) == []
    assert RegisteredSecrets(KEY, (made,)).scan(secret) != []


def test_fingerprints_depend_on_the_key() -> None:
    text = document(seeded(5))

    other = make(Hashers(bytes(32)), "e1", "secret", text)

    one = {entry(text).words[at : at + 8] for at in range(0, len(entry(text).words), 8)}
    assert not one & {other.words[at : at + 8] for at in range(0, len(other.words), 8)}


def test_too_little_is_no_secret() -> None:
    assert entry("Only five words of text.").is_empty
    assert needed(10) == 3
    assert needed(10_000) == 10


def test_an_entry_shows_nothing_of_what_it_holds() -> None:
    made = entry("score = 0.347*income + 0.252*ltv + 1.183*arrears")

    assert len(made.formulas) == 1
    assert "0.3" not in repr(made) + repr(made.formulas)


def test_the_detector_keeps_every_promise_of_a_detector() -> None:
    some: list[Copy] = COPIES[:29]
    detector = register(*(copy.original for copy in some))

    assert broken_promises(detector, [copy.text for copy in some]) == ()
