"""Choose how a value may be written, by what it is; or say why it is not looked for."""

from typing import Final

from douane.detect.exact import company, number, person, street
from douane.detect.exact.entry import Why
from douane.detect.exact.folding import fold, words
from douane.detect.exact.phrase import FEWEST_LETTERS, MOST_LETTERS, MOST_WORDS, Need, Phrase
from douane.model.token import Kind

_LONGEST_VALUE: Final = 4 * MOST_LETTERS  # of characters that are worth reading at all


def phrases_of(value: str, kind: Kind) -> tuple[tuple[Phrase, ...], Why | None]:
    """Return the ways to write a value.

    Args:
        value: As the org has it.
        kind: What it is.

    Returns:
        Phrases, each once; and why the value is not looked for by itself, if it is not.  Some
        phrases may come along even so: a family name behind a form of address.
    """
    if "\x00" in value:
        return (), Why.UNREADABLE
    bare = value.strip()
    if len(bare) > _LONGEST_VALUE:
        return (), Why.LONG
    every = tuple(dict.fromkeys(_written(bare, kind)))
    fitting = tuple(
        [
            phrase
            for phrase in every
            if phrase[1] <= MOST_WORDS and FEWEST_LETTERS <= len(phrase[0]) <= MOST_LETTERS
        ]
    )
    if any(phrase[2] is not Need.SALUTED for phrase in fitting):
        return fitting, None
    return fitting, _reason(every, bare, kind)


def _reason(every: tuple[Phrase, ...], bare: str, kind: Kind) -> Why:
    if any(len(phrase.letters) > MOST_LETTERS or phrase.words > MOST_WORDS for phrase in every):
        return Why.LONG
    if sum(map(str.isalnum, bare)) < FEWEST_LETTERS:
        return Why.SHORT
    if kind is Kind.ADDRESS:
        return Why.PLACE
    return Why.SHORT if every and all(len(each.letters) < FEWEST_LETTERS for each in every) \
        else Why.COMMON  # fmt: skip


def _written(bare: str, kind: Kind) -> list[Phrase]:
    if kind is Kind.PERSON:
        return list(person.written(bare))
    if kind is Kind.PHONE:
        return list(number.phone(bare))
    if kind is Kind.ADDRESS:
        return list(street.written(bare))
    if kind is Kind.EMAIL:
        found = [fold(word) for word in words(bare)]
        return [Phrase("".join(found), len(found))]
    if kind is not Kind.ORG and number.is_code(bare):
        return list(number.code(bare))
    return list(company.written(bare))
