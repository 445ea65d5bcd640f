"""The prompts that are sent: what a service team of a wealth manager pastes into an assistant.

Each is an instruction, then Salesforce records as JSON, then notes in German and English that
name people, addresses and accounts.  Names come from a generated list, the same that an exact
index is built from; every value that must not cross is a canary, listed in ``Prompt.canaries``
so that the harness can look for it in what the endpoint received.

Seeded: the same seed and number give the same bytes on every machine.
"""

import json
import random
from dataclasses import dataclass
from typing import Final

SIZES: Final = {"4k": 4096, "32k": 32768}
_FIRST: Final = (
    "Anneliese", "Björn", "Clémence", "Dagmar", "Emilio", "Florentine", "Grzegorz", "Hannelore",
    "Ignatius", "Jadwiga", "Konstantin", "Liselotte", "Matthijs", "Noémie", "Ottokar", "Philippa",
    "Quirin", "Roswitha", "Siegfried", "Theodora", "Ulrike", "Valentin", "Wilhelmina", "Zbigniew",
)  # fmt: skip
_STEMS: Final = (
    "Achter", "Brenn", "Christ", "Dorn", "Ebers", "Falken", "Grün", "Hoch", "Immer", "Jäger",
    "Kessel", "Linden", "Morgen", "Nieder", "Ober", "Pfeiffer", "Quarten", "Rosen", "Schön",
    "Tannen", "Ufer", "Vogel", "Wolken", "Zimmer",
)  # fmt: skip
_ENDINGS: Final = (
    "bach", "berg", "dorf", "eck", "feld", "garten", "hagen", "hausen", "heim", "hofer", "horst",
    "kamp", "leitner", "mann", "mayer", "reuter", "roth", "schmidt", "stein", "thal", "wald",
    "weiler", "wirth", "zeller",
)  # fmt: skip
_FIRMS: Final = ("Vermögensverwaltung AG", "Capital Partners SE", "Treuhand GmbH", "Holding NV")
_NOTES: Final = tuple(
    """\
Telefonat mit {person}: bittet um Übertrag vom Konto {iban} bis Monatsende, Rückfrage an {email}. \
Hinweis: die Risikoklasse soll überprüft werden, bevor weitere Mittel angelegt werden.
Met {person} of {firm} today. The client wants the quarterly statement sent to {email} and asked \
whether the standing order from {iban} can be stopped before the next fee is due.
{person} hat Bedenken zur Gebührenabrechnung geäussert und erwartet eine schriftliche Antwort der \
{firm}. Erreichbar unter {phone}, werktags ab neun Uhr.
Follow-up: {person} confirmed by phone ({phone}) that the new beneficiary is correct. No further \
documents are needed; the file can be closed once compliance has signed.""".splitlines()
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One chat request.

    Attributes:
        body: The JSON request, UTF-8, without ``stream``.
        streamed: The same, with ``"stream": true``.
        canaries: Values in it that no endpoint may receive.
    """

    body: bytes
    streamed: bytes
    canaries: tuple[str, ...]


def names(count: int) -> list[str]:
    """Return ``count`` distinct names of people, at most 331,776."""
    found = []
    for number in range(count):
        rest, first = divmod(number, len(_FIRST))
        rest, stem = divmod(rest, len(_STEMS))
        rest, ending = divmod(rest, len(_ENDINGS))
        middle = f"-{_STEMS[rest % len(_STEMS)]}{_ENDINGS[ending]}" if rest else ""
        found.append(f"{_FIRST[first]} {_STEMS[stem]}{_ENDINGS[ending]}{middle}")
    return found


def iban(chance: random.Random) -> str:
    """Return a German IBAN whose check digits are right (ISO 13616)."""
    bban = f"{chance.randrange(10**18):018d}"
    check = 98 - int(bban + "131400") % 97  # D = 13, E = 14
    return f"DE{check:02d}{bban}"


def prompt(size: str, number: int, people: list[str]) -> Prompt:
    """Return the ``number``-th prompt of about ``SIZES[size]`` bytes, which asks for ``bench``.

    Args:
        size: ``4k`` or ``32k``.
        number: Prompts of different numbers share no secret value but names by chance.
        people: Names to take from.
    """
    chance = random.Random(f"{size}/{number}")  # noqa: S311 - bodies must be repeatable
    canaries: list[str] = []
    records = [_account(chance, people, canaries)]
    notes: list[str] = []
    text = _text(records, notes)
    while len(json.dumps(text, ensure_ascii=False).encode()) < SIZES[size] - 350:
        if len(notes) % 4 == 3:
            records.append(_account(chance, people, canaries))
        notes.append(_note(chance, people, canaries))
        text = _text(records, notes)
    asked = {
        "model": "bench",
        "messages": [
            {"role": "system", "content": "You help a relationship manager. Be brief."},
            {"role": "user", "content": text},
        ],
        "max_tokens": 256,
        "temperature": 0,
    }
    body, streamed = _encode(asked), _encode({**asked, "stream": True})
    return Prompt(body, streamed, tuple(dict.fromkeys(canaries)))


def asking_for(model: str, body: bytes) -> bytes:
    """Return a prompt's request with another model's name."""
    _, rest = body.split(b",", 1)
    return b'{"model":' + json.dumps(model).encode() + b"," + rest


def _encode(asked: object) -> bytes:
    return json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()


def _text(records: list[dict[str, object]], notes: list[str]) -> str:
    listed = json.dumps(records, ensure_ascii=False, indent=1)
    return f"Summarise for the advisor.\n\nRecords:\n{listed}\n\nNotes:\n\n" + "\n\n".join(notes)


def _account(chance: random.Random, people: list[str], canaries: list[str]) -> dict[str, object]:
    person = chance.choice(people)
    address = f"{_ascii(person.split()[-1])}.{chance.randrange(10**6)}@mandant.example"
    account = iban(chance)
    canaries += [person, address, account]
    key = f"003{chance.randrange(10**12):012d}"
    return {
        "attributes": {"type": "Contact", "url": f"/services/data/v64.0/sobjects/Contact/{key}"},
        "Id": key,
        "Name": person,
        "Email": address,
        "Phone": _phone(chance),
        "MailingCity": chance.choice(["Zürich", "Frankfurt", "Wien", "Luxembourg"]),
        "LeadSource": chance.choice(["Web", "Referral", "Event"]),
        "Description": f"Referenzkonto {account}; Ansprechpartner {person}.",
    }


def _note(chance: random.Random, people: list[str], canaries: list[str]) -> str:
    person, account = chance.choice(people), iban(chance)
    address = f"{_ascii(person.split()[0])}.{chance.randrange(10**6)}@example.org"
    firm = f"{chance.choice(people).split()[-1]} {chance.choice(_FIRMS)}"
    form = chance.choice(_NOTES)
    canaries += [person]
    canaries += [account] if "{iban}" in form else []
    canaries += [address] if "{email}" in form else []
    return form.format(person=person, iban=account, email=address, phone=_phone(chance), firm=firm)


def _ascii(name: str) -> str:
    """Return a name as it stands in an e-mail address."""
    plain = name.lower()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("é", "e")):
        plain = plain.replace(letter, written)
    return plain


def _phone(chance: random.Random) -> str:
    return f"+49 170 {chance.randrange(10**7):07d}"
