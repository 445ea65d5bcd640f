"""Words that tell the time or stand for somebody, and are nobody's name where they are written.

The lists know some of them as names (*Sie*, *Elle*, *Lundi*) and others not at all, because no
dictionary lists them with a capital: an unknown word behind *from* or *by* is then taken for a
firm.  Days, months and feasts of seven languages are ordinary words here; those that people bear
as family names, or as given ones, stay names behind a title or beside one.
"""

from collections.abc import Iterator, Mapping
from typing import Final

_CALENDAR: Final = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August
    September October November December Christmas Easter
    Februar März Juni Juli Oktober Dienstag Mittwoch Donnerstag Samstag Sonnabend
    Jänner Feber Weihnachten Ostern Pfingsten
    Mardi Mercredi Jeudi Vendredi Samedi Dimanche Janvier Février Juin Juillet Août Septembre
    Octobre Novembre Décembre Pâques
    Lunedì Martedì Mercoledì Giovedì Venerdì Sabato Gennaio Febbraio Aprile Luglio Settembre Ottobre
    Dicembre
    Martes Miércoles Jueves Viernes Sábado Junio Septiembre Setiembre Noviembre Diciembre Navidad
    Maandag Dinsdag Woensdag Donderdag Vrijdag Zaterdag Zondag Januari Februari Maart Kerstmis
    Poniedziałek Wtorek Czwartek Piątek Sobota Niedziela Styczeń Stycznia Luty Lutego Marzec
    Kwiecień Kwietnia Czerwiec Czerwca Lipiec Lipca Sierpień Sierpnia Wrzesień Październik
    Października Listopad Listopada Grudzień Grudnia
""".split()
_FAMILY_TOO: Final = "Montag Freitag Sonntag".split()
_GIVEN_TOO: Final = "Avril Elle Lundi Maj Mei".split()
_OTHERS: Final = """
    Sie Wir Mich Mir Wann Ces Dans Sans Sur Vos Uno Sin Hasta Ona Ono Ale Mój Hun
    Cena Karta Silla Horizonte
""".split()


def plain_words(*, ordinary: int, given_too: int, family_too: int) -> Iterator[Mapping[str, int]]:
    """Yield classes of words, those that count above the lists.

    Args:
        ordinary: The class of ordinary words.
        given_too: Of given names that need a witness.
        family_too: Of family names that need a given name or a title.
    """
    yield dict.fromkeys((*_CALENDAR, *_OTHERS), ordinary)
    yield dict.fromkeys(_FAMILY_TOO, ordinary | family_too)
    yield dict.fromkeys(_GIVEN_TOO, ordinary | given_too)
