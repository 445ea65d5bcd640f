r"""Names behind a title, a salutation or a cue: ``Herr Koch``, ``my name is jan de vries``.

The words before say that a name follows, so an unknown word counts as one, and so does an
ordinary word that is a family name, too (``Frau Baum``).
"""

import re
from typing import Final

from douane.detect.entities.letters import CAPITALISED, PARTICLES, WORD
from douane.detect.entities.words import (
    ANY_NAME,
    FAMILY,
    FAMILY_TOO,
    GIVEN,
    GIVEN_TOO,
    ORDINARY,
    look_up,
)
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_TITLES: Final = (
    "Herrn?|Frau|Hr\\.|Fr\\.|Fräulein|Dipl\\.-Ing|Mag\\.|Mr|Mrs|Ms|Miss|Mister|Dr|Prof|Dame|Lord"
    "|Rev"
    "|Mme|Mlle|M\\.|Monsieur|Madame|Mademoiselle|Maître|Me\\.|Sig\\.|Sig\\.ra|Sigra|Signora|Signor"
    "|Signorina|Dott|Dott\\.ssa|Avv|Geom\\.|Rag\\.|Sr|Sra|Srta|Señora?|Señorita|Doña|Dña"
    "|[Dd]hr|[Mm]evr|[Mm]evrouw|[Mm]w|[Mm]eneer|[Dd]e heer|[Hh]eer|[Ii]r\\.|[Dd]rs|Pana?|Pani"
    "|Panem|Panu|Panią"
    "|señora?|señorita|doña|signora?|sig\\.ra|madame|monsieur|mme"
    "|pana?|pani|panem|panu|panią|mgr|inż|dr|prof|Sehr geehrte|Sehr geehrter"
)
_SALUTATIONS: Final = (
    "Dear|Hi|Hello|Hallo|Lieber?|Guten Tag|Bonjour|Ch[eè]re?|Salut|Ciao|Car[oa]|Buongiorno|Gentile"
    "|Hola|Estimad[oa]|Querid[oa]|Beste|Geachte|Cześć|Droga|Drogi|Witaj|Moin|Grüezi|Servus"
)
_CUES: Final = (
    "my name is|name is|people call me|calls me|i am called|ich hei(?:ß|ss)e|mein name ist|gez\\."
    "|je m.appelle|mi chiamo|me llamo|mi nombre es|ik heet|mijn naam is|nazywam się|mam na imię"
    "|signed by|prepared by|gezeichnet von|unterzeichnet von|signé par|firmato da|firmado por"
    "|getekend door|podpisano przez|maiden name is|mädchenname ist|née|geb\\.|account holder:?"
    "|kontoinhaber(?:in)?:?|titulaire ?:?|intestatario:?|titular:?|rekeninghouder:?|posiadacz:?"
    "|ansprechpartner(?:in)?:?|sachbearbeiter(?:in)?:?|contact person:?|attn[.:]|z\\. ?hd\\.|c/o"
)
_HINTS: Final = (
    "this is|on behalf of|approved by|spoke with|spoke to|speak to|speak with|met with"
    "|im auftrag von|im namen von|je suis|au nom de|de la part de|per conto di|a nome di"
    "|en nombre de|namens|w imieniu|beneficiary:?|begünstigter?:?|bénéficiaire ?:?"
    "|beneficiari[oa]:?"
    "|attention:|regarding|written by|called|contact:?|kunde|kundin|client:?|customer:?|cliente"
    "|klant"
)
_SIGN_OFFS: Final = (
    "regards|sincerely|yours|grüßen|grüssen|grüße|gruss|gruß|cordialement|salutations"
    "|cordialità|saluti|saludos|atentamente|groet|groeten|pozdrawiam|poważaniem|cheers|thanks"
)
_AFTER_TITLE: Final = re.compile(
    rf"(?:(?:{_TITLES})\.? ++)*+((?:{CAPITALISED}|[A-Z]\.)"
    rf"(?:(?: ++(?:{PARTICLES}) ++|[ \xa0])(?:{CAPITALISED}|[A-Z]\.)){{0,4}})"
)
_PARTED: Final = re.compile(rf"(?:{CAPITALISED}|[A-Z]\.)")
_ANY_CASE: Final = re.compile(rf"[:\s]?+ *+({WORD}(?:[ ]{WORD}){{0,4}})")
_ANOTHER_LINE: Final = re.compile(r"[ \t\r\n]{0,8}")
_WORD: Final = re.compile(WORD)
_PARTICLE: Final = re.compile(PARTICLES)
_NO_NAMES: Final = frozenset(
    [
        "Sir",
        "Madam",
        "Team",
        "All",
        "Everyone",
        "Colleague",
        "Colleagues",
        "Customer",
        "Client",
        "Friend",
        "Friends",
        "Partner",
        "Kunde",
        "Kundin",
        "Kunden",
        "Kollege",
        "Kollegin",
        "Kollegen",
        "Kolleginnen",
        "Damen",
        "Herr",
        "Herren",
        "Frau",
        "Doktor",
        "Direktor",
        "Professor",
        "Präsident",
        "President",
        "Minister",
        "Chairman",
        "Director",
        "Directeur",
        "Directrice",
        "Direttore",
        "Presidente",
        "Président",
        "Monsieur",
        "Madame",
        "Maître",
        "Signore",
        "Signora",
        "Cliente",
        "Client",
        "Collega",
        "Collègue",
        "Clienti",
        "Clientes",
        "Señor",
        "Señora",
        "Señores",
        "Heer",
        "Mevrouw",
        "Klant",
        "Klanten",
        "Relatie",
        "Państwo",
        "Pan",
        "Pani",
        "Kliencie",
        "Prezes",
        "Dyrektor",
        "The",
        "It",
        "There",
        "Here",
        "What",
        "We",
        "You",
        "They",
        "He",
        "She",
        "I",
        "Ich",
        "Wir",
        "Sie",
        "Es",
        "Il",
        "Elle",
        "Mister",
        "Doctor",
        "General",
        "Hiring",
        "Manager",
        "Support",
        "Service",
        "There",
        "Again",
        "World",
        "Both",
        "Group",
    ]
)


def after_title(text: str, end: int) -> Hit | None:
    """Read the name behind a title."""
    match = _AFTER_TITLE.match(text, end, end + 120)
    if match is None:
        return None
    return _kept(text, match.start(1), match.end(1), sure=0.9)


def after_cue(text: str, end: int) -> Hit | None:
    """Read the name behind a cue, in any case."""
    match = _ANY_CASE.match(text, end, end + 120)
    if match is None:
        return None
    first = match.start(1)
    if text[first].isupper():
        match = _AFTER_TITLE.match(text, first, end + 120)
        return None if match is None else _kept(text, match.start(1), match.end(1), sure=0.8)
    return _lower_case(text, first, match.end(1))


def after_hint(text: str, end: int) -> Hit | None:
    """Read the name behind words that a name often follows, if its first word is known as one."""
    hit = after_cue(text, end)
    if hit is None:
        return None
    word = _WORD.match(text, hit.start)
    if word is None or not look_up(word[0].capitalize()) & (GIVEN | GIVEN_TOO | FAMILY):
        return None
    return hit


def after_sign_off(text: str, end: int) -> Hit | None:
    """Read the name that stands alone in the line below a sign-off."""
    gap = _ANOTHER_LINE.match(text, end, end + 12)
    match = None if gap is None else _AFTER_TITLE.match(text, gap.end(), gap.end() + 100)
    if match is None or text[match.end() : match.end() + 1] not in (
        "",
        "\n",
        "\r",
        ",",
        " ",
        "\x00",
    ):
        return None
    return _kept(text, match.start(1), match.end(1), sure=0.8)


def _kept(text: str, start: int, end: int, *, sure: float) -> Hit | None:
    """Keep as much of a run of capitalised words as can be a name."""
    last = start
    for number, part in enumerate(_PARTED.finditer(text, start, end)):
        word = part[0]
        plain = word.capitalize() if word.isupper() and len(word) > 1 else word
        bits = look_up(plain)
        if plain in _NO_NAMES:
            break
        if bits & ORDINARY and not bits & ANY_NAME:
            break
        if number > 1 and bits & ORDINARY and bits & (FAMILY_TOO | GIVEN_TOO):
            break
        last = part.end()
    return Hit(start, last, Kind.PERSON, sure) if last - start > 1 else None


def _lower_case(text: str, start: int, end: int) -> Hit | None:
    """Read a name without capitals: known ones and particles, nothing else."""
    last = start
    named = False
    for part in _WORD.finditer(text, start, end):
        bits = look_up(part[0].capitalize())
        if bits & ANY_NAME and not bits & ORDINARY:
            last, named = part.end(), True
        elif not _PARTICLE.fullmatch(part[0]):
            break
    return Hit(start, last, Kind.PERSON, 0.7) if named else None


def _any_case(words: str) -> bytes:
    return b"(?i)\\b(?:" + words.encode() + b") "


TRIGGERS: Final = (
    Trigger("person.title", (b"\\b(?:" + _TITLES.encode() + b")\\.? ",), after_title),
    Trigger("person.cue", (_any_case(_CUES),), after_cue),
    Trigger("person.salutation", (b"\\b(?:" + _SALUTATIONS.encode() + b") ",), after_title),
    Trigger(
        "person.sign_off",
        (b"(?i)\\b(?:" + _SIGN_OFFS.encode() + b")[^a-z\\n]{0,3}\\n",),
        after_sign_off,
    ),
    Trigger("person.hint", (_any_case(_HINTS),), after_hint),
)
