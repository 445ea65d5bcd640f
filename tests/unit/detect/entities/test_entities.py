"""People, organisations, addresses and places that no record names, in seven languages."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.conformance import broken_promises
from douane.detect.entities import Entities
from douane.model.token import Kind
from tests.fuzz.entities import target

ENTITIES = Entities()

PEOPLE = {
    "Sehr geehrte Frau Dr. Annegret Lehmann-Krüger, vielen Dank.": {"Annegret Lehmann-Krüger"},
    "Herr Koch hat angerufen.": {"Koch"},
    "ich heisse jürgen weber und brauche ein konto": {"jürgen weber"},
    "Mit freundlichen Grüßen\nSabine Thalmeier\nKundenberatung": {"Sabine Thalmeier"},
    "Bonjour Mme Lefèvre, le dossier est chez Jean-Pierre Dubois.": {
        "Lefèvre",
        "Jean-Pierre Dubois",
    },
    "M. Étienne Moreau a signé.": {"Étienne Moreau"},
    "Je m'appelle Amélie Rousseau.": {"Amélie Rousseau"},
    "Gentile Sig.ra Giulia Ferrari, confermiamo.": {"Giulia Ferrari"},
    "firmato da Lorenzo De Luca": {"Lorenzo De Luca"},
    "Hola, soy María José García López.": {"María José García López"},
    "Estimado Sr. Álvaro Núñez:": {"Álvaro Núñez"},
    "De afspraak met Jan van der Berg staat vast.": {"Jan van der Berg"},
    "Dhr. Pieter de Vries belde.": {"Pieter de Vries"},
    "Nazywam się Krzysztof Wiśniewski.": {"Krzysztof Wiśniewski"},
    "Pan Tomasz Zieliński dzwonił.": {"Tomasz Zieliński"},
    "My name is Siobhan O'Neill.": {"Siobhan O'Neill"},
    "J. P. Morgan met Robert Downey Jr today.": {"J. P. Morgan", "Robert Downey Jr"},
    "Henry Tudor III agreed.": {"Henry Tudor III"},
    "JAN DE VRIES signed, MARIA KOWALSKA did not.": {"JAN DE VRIES", "MARIA KOWALSKA"},
    "my name is jan de vries and i have a question": {"jan de vries"},
    "Priya Raghunathan left; Raghunathan complained.": {"Priya Raghunathan", "Raghunathan"},
    "Regards,\nWojtek": {"Wojtek"},
    "Ask Giovanni's brother.": {"Giovanni"},
    "Telefonat mit Florentine Eberszeller-Dornzeller: sie bittet um Rückruf.": {
        "Florentine Eberszeller-Dornzeller"
    },
}
ORGANISATIONS = {
    "Ein Angebot der Nordwind Handel GmbH & Co. KG liegt vor.": {"Nordwind Handel GmbH & Co. KG"},
    "La société Duval Négoce SARL a signé.": {"Duval Négoce SARL"},
    "Contratto con Alfa Costruzioni S.p.A. firmato.": {"Alfa Costruzioni S.p.A."},
    "Le escribimos de Inversiones del Sur S.L.": {"Inversiones del Sur S.L."},
    "De overeenkomst met Windmolen Energie B.V. loopt af.": {"Windmolen Energie B.V."},
    "Umowa z Kowalski Budownictwo Sp. z o.o. jest gotowa.": {"Kowalski Budownictwo Sp. z o.o."},
    "The offer of Brightwave Ltd. is open.": {"Brightwave Ltd."},
    "Nos parts de Helvor Finance S.à r.l. baissent.": {"Helvor Finance S.à r.l."},
    "She studied at University of Oxford.": {"University of Oxford"},
    "Er arbeitet bei Zentravia.": {"Zentravia"},
    "Contrat signé avec Groupe Valmondia hier.": {"Groupe Valmondia"},
    "Il Gruppo Valmondia ha firmato.": {"Gruppo Valmondia"},
    "De Valmondia Groep tekende gisteren.": {"Valmondia Groep"},
    "Umowa z Nowak i Wspólnicy Sp. j. jest gotowa.": {"Nowak i Wspólnicy Sp. j."},
    "the terms of brightwave solutions ltd": {"brightwave solutions ltd"},
}
ADDRESSES = {
    "Er wohnt in der Bahnhofstrasse 12, 8001 Zürich.": {"Bahnhofstrasse 12, 8001 Zürich"},
    "Am Alten Markt 5, 50667 Köln, Deutschland": {"Am Alten Markt 5, 50667 Köln, Deutschland"},
    "au 12 bis rue de la République, 69002 Lyon": {"12 bis rue de la République, 69002 Lyon"},
    "abito in Via Garibaldi 24, 20121 Milano.": {"Via Garibaldi 24, 20121 Milano"},
    "vivo en Calle Mayor 5, 28013 Madrid.": {"Calle Mayor 5, 28013 Madrid"},
    "Keizersgracht 123, 1015 CJ Amsterdam": {"Keizersgracht 123, 1015 CJ Amsterdam"},
    "przy ul. Długa 7/3, 00-238 Warszawa": {"ul. Długa 7/3, 00-238 Warszawa"},
    "at 221B Baker Street, London NW1 6XE.": {"221B Baker Street, London NW1 6XE"},
    "to 742 Evergreen Terrace, Springfield, IL 62704, USA.": {
        "742 Evergreen Terrace, Springfield, IL 62704, USA"
    },
    "Postfach 1234, 8021 Zürich": {"Postfach 1234, 8021 Zürich"},
    "Rosenweg 7\n80331 München\nDeutschland": {"Rosenweg 7\n80331 München\nDeutschland"},
    "My zip code is 04109.": {"04109"},
}
PLACES = {
    "Sie lebt in Düsseldorf.": {"Düsseldorf"},
    "Nous allons à Strasbourg.": {"Strasbourg"},
    "a trip to New York and New Zealand": {"New York"},
    "born in Oranienburg": {"Oranienburg"},
    "Pan dzwonił z Krakowa.": {"Krakowa"},
}
NOTHING = (
    "Dear Sir, best regards, yours sincerely. Monthly Report January.",
    "Der Vertrag, die Rechnung und der Termin im Januar werden geprüft; Absatz 3 gilt.",
    "Annual Investment Review: Key Findings And Next Steps For The Board",
    "Die Kundin bittet um Zusendung der Unterlagen zum Darlehen und zur Grundschuld.",
    "In May we will mark the bill; Will you send the Grant Agreement?",
    "Portfolio Summary Performance Overview Risk Management Committee",
    "Le rapport annuel est disponible. Le Conseil de Surveillance se réunit lundi.",
    "Il Consiglio di Amministrazione approva il Bilancio di Esercizio.",
    "El Consejo de Administración aprueba el Informe Anual de Gestión.",
    "De Raad van Bestuur keurt het Jaarverslag goed.",
    "Rada Nadzorcza zatwierdza Sprawozdanie Finansowe za Rok Obrotowy.",
    "Platz 3, Weg 2, Seite 12, Kapitel 4, Band 7, Version 2",
    "Please open Microsoft Excel, Salesforce Lightning and Outlook to check the Dashboard.",
    "The Managing Director and the Chief Financial Officer approved the Annual Budget.",
    "Betreff: Rückfrage zur Überweisung vom Freitag",
    "My IBAN is DE89 3704 0044 0532 0130 00",
    "Denk aan de afspraak van morgen.",
    "Manca ancora la firma del contratto.",
    "Kort gezegd: het voorstel is goed.",
    "Ferrari 13.1% of the fund, the rest in cash.",
    "Our fund invests in Germany, Austria and the United Kingdom.",
    "ordini dalla Svizzera",
    "we moved from saudi arabia to spain",
)


def found(text: str, kind: Kind) -> set[str]:
    return {hit.value for hit in ENTITIES.scan(text) if hit.kind is kind}


@pytest.mark.parametrize(("text", "names"), PEOPLE.items())
def test_people_are_found_whole(text: str, names: set[str]) -> None:
    assert found(text, Kind.PERSON) == names


@pytest.mark.parametrize(("text", "names"), ORGANISATIONS.items())
def test_organisations_are_found_whole(text: str, names: set[str]) -> None:
    assert found(text, Kind.ORG) == names


@pytest.mark.parametrize(("text", "addresses"), ADDRESSES.items())
def test_addresses_are_found_whole(text: str, addresses: set[str]) -> None:
    assert found(text, Kind.ADDRESS) == addresses


@pytest.mark.parametrize(("text", "places"), PLACES.items())
def test_places_are_found(text: str, places: set[str]) -> None:
    assert found(text, Kind.PLACE) == places


@pytest.mark.parametrize("text", NOTHING)
def test_ordinary_words_headings_and_nouns_are_nobody(text: str) -> None:
    assert ENTITIES.scan(text) == []


GIVEN = st.sampled_from(["Anna", "Giulia", "Wolfgang", "Étienne", "Krzysztof", "Pieter", "Lucía"])
FAMILY = st.sampled_from(
    ["Nowak", "van der Berg", "O'Neill", "Lehmann-Krüger", "García López", "De Luca", "Zyxwarin"]
)
FRAMES = st.sampled_from(
    ["Wir haben {} informiert.", "We told {} yesterday.", "{} a signé.", "Ha chiamato {}.", "{}"]
)


@given(GIVEN, FAMILY, FRAMES)
def test_a_given_and_a_family_name_are_found_whole_wherever_they_stand(
    given_name: str, family: str, frame: str
) -> None:
    name = f"{given_name} {family}"
    assert name in found(frame.format(name), Kind.PERSON)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    target(text.encode("utf-8", "surrogatepass"))


def test_it_keeps_what_detectors_promise() -> None:
    texts = (*PEOPLE, *ORGANISATIONS, *ADDRESSES, *PLACES, *NOTHING)
    assert broken_promises(ENTITIES, texts) == ()


SWAPS = {
    "a whole name": ("Anna Nowak", "Giulia Ferrari"),
    "a family name behind a title": ("Frau Nowak", "Frau Ferrari"),
    "a firm": ("Nordwind GmbH", "Helvor GmbH"),
    "a street": ("Rosenweg 7, 80331 München", "Lindenallee 12, 50667 Köln"),
}


@pytest.mark.parametrize(("first", "second"), SWAPS.values(), ids=SWAPS)
def test_what_is_left_does_not_depend_on_the_value(first: str, second: str) -> None:
    frame = "Bitte prüfen: {} (laut Akte), danke."

    def left(text: str) -> str:
        for hit in reversed(ENTITIES.scan(text)):
            text = f"{text[: hit.start]}<{hit.kind}>{text[hit.end :]}"
        return text

    assert left(frame.format(first)) == left(frame.format(second))


HOSTILE = (
    "Anna Kowalska ", "Qwe ", "a ", "Anna, ", "12 rue ", "via via ", "Anna\n", "A. ", "GmbH ",
    "& Xa ", "New York ", "straße 1 ", "Suite 1 ", "at X ", "12345 A", "Xa-", "Herr ",
    "Xa, Xb and ", "\x00Anna", "anna ", "Anna\x00", "12 Xa Street ", "Dear ",
)  # fmt: skip


def work(text: str) -> int:
    """Count the calls that a scan makes, in Python and into C."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        ENTITIES.scan(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", HOSTILE)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    once, twice = work(unit * 400), work(unit * 800)
    assert twice <= 2.2 * once + 200
