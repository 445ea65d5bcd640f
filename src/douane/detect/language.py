"""Which of seven languages a passage is in, or ``unknown``: by its function words alone.

Small and offline: some dozen words that are frequent in one language and rare in the others,
and a few letters that only one of them has.  Good enough to choose whose labels to believe; a
passage of two words, or of names and numbers, is unknown.

The words are the most frequent ones of each language, less those that two of them share.
"""

import re
from collections import Counter
from typing import Final

UNKNOWN: Final = "unknown"

_WORDS: Final = {
    "de": "der und die das ist nicht mit den dem ein eine für auf sich auch wir sie ich bitte sind"
    " wird werden von zu im nach bei haben hat noch nur aus dass kann über oder ihre unser am um"
    " lautet meine kein sehr wenn aber wie vom zum zur",
    "en": "the and of to that is was for it with as on are this be have from by not but you your"
    " we our they please has will would which their been his her he she my at an do if or can",
    "fr": "le les des et est une du que qui dans pour pas sur au avec ce il elle nous vous sont"
    " votre notre aux cette mais ou par plus été ont leur mon ma ses être merci bonjour je",
    "it": "il di che è un per non sono della del gli nel alla dei con una questo anche come più"
    " ha lo si le nostro vostro suo delle degli sul dal ho abbiamo cliente grazie ed ma loro",
    "es": "el los las que en una por con para del es no se su al lo como más pero sus le ha está"
    " este esta son y nuestro usted hay fue ser gracias también muy desde un yo mi",
    "nl": "het een van en in dat niet zijn op te voor met er aan ook als bij ik we wij u naar heeft"
    " worden wordt door nog maar kan hebben deze dit uw onze is over om uit graag mijn de",
    "pl": "i w na z się nie jest do to że o jak po od za przez dla oraz ale czy są tak był została"
    " proszę pana pani nasz jego jej ich klienta numer który która mam być ze co może już",
}  # fmt: skip
COUNTRIES: Final = {
    "de": ("de", "at", "ch", "li"),
    "en": ("gb", "ie", "mt"),
    "fr": ("fr", "be", "lu", "ch"),
    "it": ("it", "ch"),
    "es": ("es",),
    "nl": ("nl", "be"),
    "pl": ("pl",),
}
"""Where each language is an official one, the largest country first."""
_LETTERS: Final = {
    "ß": "de", "ä": "de", "ü": "de", "ñ": "es", "¿": "es", "¡": "es", "ł": "pl", "ą": "pl",
    "ę": "pl", "ś": "pl", "ż": "pl", "ź": "pl", "ć": "pl", "ń": "pl", "ò": "it", "ì": "it",
    "œ": "fr", "ê": "fr", "ç": "fr", "î": "fr", "û": "fr",
}  # fmt: skip
_MOST_CHARACTERS = 2_000
_LEAST_WEIGHT, _LEAST_LEAD = 2.0, 1.2
_LETTER_WEIGHT = 0.5
_WORD = re.compile(r"[^\W\d_]+")


def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return what each word speaks for; one that several languages share says less."""
    shared = Counter(word for words in _WORDS.values() for word in words.split())
    return {
        word: tuple(
            (language, 1 / shared[word])
            for language, words in _WORDS.items()
            if word in words.split()
        )
        for word in shared
    }


_WEIGHTS: Final = _weights()


def language(text: str) -> str:
    """Return ``de``, ``en``, ``es``, ``fr``, ``it``, ``nl``, ``pl`` or ``unknown``.

    Args:
        text: A passage; its first 2,000 characters count.
    """
    passage = text[:_MOST_CHARACTERS].lower()
    scores = dict.fromkeys(_WORDS, 0.0)
    for word, times in Counter(_WORD.findall(passage)).items():
        for code, weight in _WEIGHTS.get(word, ()):
            scores[code] += weight * min(times, 3)
    if not passage.isascii():
        for letter, code in _LETTERS.items():
            if letter in passage:
                scores[code] += _LETTER_WEIGHT
    best = sorted(((weight, code) for code, weight in scores.items()), reverse=True)
    if best[0][0] < _LEAST_WEIGHT or best[0][0] < best[1][0] * _LEAST_LEAD:
        return UNKNOWN
    return best[0][1]
