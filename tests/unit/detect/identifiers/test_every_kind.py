"""Every kind of identifier, drawn at random, in sentences of seven languages: found whole."""

import random
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.detect.conformance import broken_promises
from douane.detect.identifiers import Identifiers
from douane.detect.identifiers.catalogue import row
from douane_sandbox.identifiers import GENERATORS, LANGUAGES, NATIONAL, NEUTRAL, labels

IDENTIFIERS = Identifiers()
SENTENCES = {
    "de": ("Bitte prüfen: {l} {v}.", "Die {l} lautet {v} und wurde bestätigt.", "({l}: {v})"),
    "fr": ("Merci de vérifier : {l} {v}.", "Le {l} est {v}, confirmé.", "« {l} {v} »"),
    "it": ("Verificare {l} {v}.", "Il {l} è {v}, confermato.", "[{l} {v}]"),
    "es": ("Compruebe {l} {v}.", "El {l} es {v}, confirmado.", '"{l} {v}"'),
    "nl": ("Controleer {l} {v}.", "Het {l} is {v} en klopt.", "{l}={v};"),
    "pl": ("Proszę sprawdzić {l} {v}.", "{l} to {v}, potwierdzony.", "{l}: {v}"),
    "en": ("Please check {l} {v}.", "The {l} is {v}, as confirmed.", "{l}: '{v}'"),
}
# Written in one way only.
AS_IT_IS = ("secret", "passport", "id_card", "visa", "geo", "birth", "ip", "mac", "email", "phone")
VERB = re.compile(r"(?: lautet| is| è| es| to)?[ :]*$")
STRONG = ["iban", "lei", "person_id.it", "passport.mrz", "id_card.mrz", "wallet.btc"]


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same values each time


def covered(text: str, value: str) -> bool:
    start = text.index(value)
    found = {at for one in IDENTIFIERS.scan(text) for at in range(one.start, one.end)}
    return all(at in found for at in range(start, start + len(value)) if text[at].isalnum())


def regrouped(kind: str, value: str, chance: random.Random) -> str:
    """Return a value as its office writes it, compact, or in fours."""
    if kind.startswith(AS_IT_IS) or kind in {"person_id.fi", "person_id.se"}:
        return value
    compact = "".join(filter(str.isalnum, value))
    if kind not in NATIONAL or not compact.isdecimal():
        return chance.choice((value, compact))
    spaced = " ".join(compact[at : at + 3] for at in range(0, len(compact), 3))
    return chance.choice((value, compact, spaced))


@pytest.mark.parametrize("kind", sorted(GENERATORS))
def test_each_is_found_whole_behind_its_label(kind: str) -> None:
    chance = seeded(21)
    missed = []
    for language in LANGUAGES:
        for sentence in SENTENCES[language]:
            for written in labels(kind, language) or ("",):
                label = written
                if kind == "secret.password":
                    label = VERB.sub("", label)
                value = regrouped(kind, GENERATORS[kind](chance), chance)
                text = sentence.format(l=label.rstrip(": "), v=value)
                if kind == "secret.password" and f"{label} {value}" in text:
                    continue  # neither a sign nor a verb between them
                if not covered(text, value):
                    missed.append(text)
    assert missed == []


def test_all_keep_what_a_detector_promises() -> None:
    chance = seeded(22)
    texts = []
    for kind, make in GENERATORS.items():
        label = (labels(kind, "de") or labels(kind, "en") or ("",))[0]
        texts.append(f"{label} {make(chance)} und {label}: {make(chance)}.")

    assert broken_promises(IDENTIFIERS, texts) == ()


def test_findings_bear_ids_kinds_and_confidences_of_the_catalogue() -> None:
    chance = seeded(23)
    for kind, make in GENERATORS.items():
        for label in labels(kind, "en") or ("",):
            for one in IDENTIFIERS.scan(f"{label} {make(chance)}"):
                found = row(one.detector)
                assert found is not None, one.detector
                assert found.kind in {None, one.kind}, one.detector
                assert found.confidence[0] <= one.confidence <= found.confidence[1], one.detector


def test_look_alikes_among_orders_and_tickets_are_rarely_flagged() -> None:
    chance = seeded(24)
    flagged: Counter[str] = Counter()
    tried = 0
    for kind, make in GENERATORS.items():
        if kind.startswith((*AS_IT_IS, "record_id", "wallet", "bic", "mic", "plate")):
            continue  # no digit of theirs can be wrong, or they are what they look like
        for language in LANGUAGES:
            for word in NEUTRAL[language]:
                value = make(chance)
                at = chance.choice([at for at, each in enumerate(value) if each.isdecimal()])
                wrong = str((int(value[at]) + chance.randint(1, 9)) % 10)
                tried += 1
                text = f"{word} {value[:at]}{wrong}{value[at + 1 :]}"
                flagged[kind] += bool(IDENTIFIERS.scan(text))
    assert flagged.total() / tried <= 0.01, flagged.most_common(5)


@pytest.mark.parametrize("kind", STRONG)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=40)
def test_one_digit_changed_and_a_strong_one_is_none(kind: str, seed: int) -> None:
    chance = seeded(seed)
    value = GENERATORS[kind](chance)
    letters = [at for at, each in enumerate(value) if each.isdecimal()]
    if kind.endswith("mrz"):
        second = value.index("\n") + 1
        letters = [at for at in letters if second <= at < second + 10] or letters[-8:]
        if kind == "id_card.mrz":
            letters = [at for at in letters if at < second + 7] or letters
    at = chance.choice(letters)
    wrong = str((int(value[at]) + chance.randint(1, 9)) % 10)

    found = IDENTIFIERS.scan(f"see {value[:at]}{wrong}{value[at + 1 :]}.")

    assert kind not in {one.detector for one in found}


@given(
    seed=st.integers(0, 10**9),
    gap=st.sampled_from(["", " ", ".", "-", "\u00a0"]),
    by=st.integers(1, 5),
)
@settings(max_examples=150)
def test_labelled_numbers_are_found_however_they_are_grouped(seed: int, gap: str, by: int) -> None:
    chance = seeded(seed)
    kind = chance.choice(
        [kind for kind in NATIONAL if kind not in {"person_id.fi", "person_id.se"}]
    )
    compact = "".join(filter(str.isalnum, GENERATORS[kind](chance)))
    written = gap.join(compact[at : at + by + 1] for at in range(0, len(compact), by + 1))

    assert covered(f"{NATIONAL[kind][0]}: {written}, ok", written)
