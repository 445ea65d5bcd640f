"""Sentences of seven languages around an identifier that comes without any.

A valid one stands behind its own name and behind a word for it; an invalid one behind a word
that is used for anything but people and money: there nothing ought to be found.
"""

from collections.abc import Iterator
from typing import Final

# Language: behind a name, and behind an ordinary number.
_FORMS: Final = (
    ("Bitte prüfen Sie {label} {value} vor Versand.", "Zu Bestellung {value} fehlt der Schein."),
    ("Please check {label} {value} before it goes out.", "The note for order {value} is missing."),
    ("Merci de vérifier {label} {value} avant l'envoi.", "Le bon de la commande {value} manque."),
    ("Verificare {label} {value} prima dell'invio.", "Manca la bolla dell'ordine {value}."),
    ("Compruebe {label} {value} antes del envío.", "Falta el albarán del pedido {value}."),
    ("Controleer {label} {value} voor verzending.", "De bon van bestelling {value} ontbreekt."),
    ("Proszę sprawdzić {label} {value} przed wysyłką.", "Brakuje listu dla zamówienia {value}."),
)  # fmt: skip
_WORDS: Final = {
    "vat": ("USt-IdNr.", "VAT number", "numéro de TVA", "partita IVA", "NIF-IVA", "btw-nummer",
            "NIP UE"),
    "tin": ("Steuernummer", "tax number", "numéro fiscal", "codice fiscale", "NIF",
            "fiscaal nummer", "NIP"),
}  # fmt: skip


def around(
    module: str, value: str, number: int, *, valid: bool
) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield text, where the value stands, and how it was put there.

    Args:
        module: Name of the identifier, such as ``de.idnr``.
        value: As it is written.
        number: Chooses the language.
        valid: Whether its checksum is right.
    """
    at = number % len(_FORMS)
    labelled, neutral = _FORMS[at]
    if not valid:
        yield *_put(neutral, value, ""), "invalid, neutral"
        return
    name = module.rpartition(".")[2]
    label = _WORDS[name][at] if name in _WORDS else name.upper()
    yield *_put(labelled, value, label), "valid, by its name"


def _put(form: str, value: str, label: str) -> tuple[str, tuple[int, int]]:
    before, _, after = form.replace("{label}", label).partition("{value}")
    return before + value + after, (len(before), len(before) + len(value))
