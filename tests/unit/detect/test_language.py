"""The language of a passage: seven, or honestly unknown."""

import pytest

from douane.detect.language import COUNTRIES, UNKNOWN, language

PASSAGES = {
    "de": "Bitte prüfen Sie die Unterlagen für den Kunden.",
    "en": "Please check the documents of the client before we meet.",
    "fr": "Merci de vérifier les documents pour le client.",
    "it": "Si prega di verificare il documento della cliente.",
    "es": "Compruebe los documentos del cliente, por favor.",
    "nl": "Controleer de documenten van de klant, het is dringend.",
    "pl": "Proszę sprawdzić dokumenty klienta i jego numer.",
}


@pytest.mark.parametrize(("code", "text"), PASSAGES.items(), ids=PASSAGES.keys())
def test_a_passage_is_recognised(code: str, text: str) -> None:
    assert language(text) == code
    assert language(text.upper()) == code


@pytest.mark.parametrize("text", ["", "12345", "DE89 3704", "Keller", "\ud800\x00", "Привет, мир"])
def test_what_says_nothing_is_unknown(text: str) -> None:
    assert language(text) == UNKNOWN


def test_every_language_has_a_country() -> None:
    assert set(COUNTRIES) == set(PASSAGES)
