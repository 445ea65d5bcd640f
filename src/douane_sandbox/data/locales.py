"""Seven languages: invented persons' names, cities, phones, streets and firms."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Locale:
    """What the generator needs of one language.

    Attributes:
        language: Value of ``Language__c``.
        countries: ISO code, name and currency of the countries that clients live in.
        firsts: Given names.
        lasts: Family names.
        places: City, postal code.
        streets: Street names; the house number follows.
        firms: What a company's name ends in.
        household: How a family is written, with ``{last}``.
        phones: Patterns, ``#`` is a digit; ranges kept for fiction where the country has some.
    """

    language: str
    countries: tuple[tuple[str, str, str], ...]
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    streets: tuple[str, ...]
    firms: tuple[str, ...]
    household: str
    phones: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


def _places(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (place.strip().rsplit(" ", 1) for place in text.split(","))
    return tuple((city, code.replace("_", " ")) for city, code in pairs)


LOCALES: Final = (
    Locale(
        "German",
        (("DE", "Deutschland", "EUR"), ("AT", "Österreich", "EUR"), ("CH", "Schweiz", "CHF")),
        _words(
            "Berta,Jürgen,Käthe,Matthias,Annegret,Wolfgang,Sieglinde,Björn,Heike,Götz,Ute,Lukas,"
            "Friederike,Dietmar,Mareike,Rüdiger,Hannelore,Torsten,Edeltraud,Veit"
        ),
        _words(
            "Lindenau-Weiß,Größmann,Brückner,Hofstätter,Öllinger,Schönfeld,Übelacker,Kranich,"
            "von Ahrensberg,Zwerenz,Möhring,Dachauer,Pfefferkorn,Steinweg,Roßbach,Wiesengrund,"
            "Tannhäuser,Eichelkraut,Niederegger,Kaltenbrunn,May,Sommer"
        ),
        _places("München 80331,Hamburg 20095,Frankfurt am Main 60311,Wien 1010,Zürich 8001"),
        _words("Lindenallee,Am Mühlgraben,Königstraße,Seeblick,Bahnhofstrasse"),
        _words("GmbH,AG,& Söhne KG,Holding AG"),
        "Familie {last}",
        ("+49 30 23125 ###", "+49 171 39200 ##", "0171 39200##", "+41 44 668 ## ##"),
    ),
    Locale(
        "French",
        (("FR", "France", "EUR"), ("CH", "Suisse", "CHF")),
        _words(
            "Hélène,Étienne,Amélie,Gaëlle,Jérôme,Maëlys,François,Noémie,Benoît,Solène,Théodore,"
            "Océane,Gwenaël,Clémence,Aurélien,Inès,Rémi,Léontine"
        ),
        _words(
            "Delacroze,Beauchêne,d'Harcelles,Lefèvrier,Montclar,Péronnet,Saint-Avril,Gaudrault,"
            "Chastaing,Boisvenu,Trémouille,L'Hermillon,Crèvecœur,Vautrinet,Marchessault,Duhamelin"
        ),
        _places("Paris 75008,Lyon 69002,Genève 1204,Bordeaux 33000,Strasbourg 67000,Nantes 44000"),
        _words("rue des Tilleuls,avenue de la Gare,quai des Célestins,chemin du Lac"),
        _words("SA,SARL,& Fils,Participations SAS"),
        "Famille {last}",
        ("+33 6 39 98 ## ##", "+33 1 99 00 ## ##", "06 39 98 ## ##", "+41 22 700 ## ##"),
    ),
    Locale(
        "Italian",
        (("IT", "Italia", "EUR"),),
        _words(
            "Niccolò,Giuditta,Benedetta,Raffaele,Ludovica,Cosimo,Ortensia,Gaspare,Fiammetta,"
            "Ruggero,Domitilla,Ercole,Allegra,Leandro,Mafalda"
        ),
        _words(
            "Belmontese,D'Arcangelis,Castelvivo,Della Rovina,Fontebasso,Grimaldengo,Lo Presti-Mare,"
            "Morosetti,Pellegrinotti,Quarantotto,Santacrux,Tordimonte,Vespignone,Zanfrilli"
        ),
        _places("Milano 20121,Torino 10121,Bologna 40121,Firenze 50123,Verona 37121"),
        _words("via dei Glicini,corso Garibaldi,piazza del Carmine,viale delle Rose"),
        _words("S.p.A.,S.r.l.,& Figli,Holding S.p.A."),
        "Famiglia {last}",
        ("+39 02 5550 ####", "+39 347 555 ####", "347 555 ####"),
    ),
    Locale(
        "Spanish",
        (("ES", "España", "EUR"),),
        _words(
            "Íñigo,Begoña,Nuño,Almudena,Saúl,Ángela,Gonzalo,Leocadia,Óscar,Ximena,Jacinto,"
            "Remedios,Úrsula,Fermín,Rocío"
        ),
        _words(
            "Ibáñez Montalvo,Peñarroya Gil,Quiñones Abad,Zubizarra León,de la Fuensanta,"
            "Castañeda Rius,Villaverde Soto,Ordóñez Paz,Muñagorri Vidal,Arizmendi Cruz,Sanjuán Prat"
        ),
        _places("Madrid 28001,Barcelona 08002,Sevilla 41001,Bilbao 48001,Valencia 46002"),
        _words("calle de los Olivos,avenida del Mar,plaza Mayor,paseo de la Castañera"),
        _words("S.A.,S.L.,e Hijos,Inversiones S.L."),
        "Familia {last}",
        ("+34 910 555 ###", "+34 655 55 ## ##", "655 55 ## ##"),
    ),
    Locale(
        "Dutch",
        (("NL", "Nederland", "EUR"),),
        _words(
            "Sjoerd,Marijke,Thijs,Geertruida,Joost,Liesbeth,Wubbo,Fenna,Pieter-Jan,Hendrikje,"
            "Casper,Noortje,Ruben,Wilhelmina"
        ),
        _words(
            "van der Lindenhof,de Koningsveld,ter Braakman,van 't Hooft,Hoekzema,den Ouderling,"
            "IJsbrandy,Terpstraat,van den Bosch-Maas,Zevenhuizen,Bloemendael,Kruijswegt"
        ),
        _places("Amsterdam 1012_JS,Utrecht 3511_LN,Rotterdam 3011_AA,Groningen 9711_LM"),
        _words("Lindelaan,Keizersgracht,Dorpsstraat,Molenweg"),
        _words("B.V.,N.V.,& Zonen,Beheer B.V."),
        "Familie {last}",
        ("+31 20 555 ####", "+31 6 5550 ####", "06 5550 ####"),
    ),
    Locale(
        "Polish",
        (("PL", "Polska", "PLN"),),
        _words(
            "Łucja,Zbigniew,Małgorzata,Świętosława,Jarosław,Bożena,Żaneta,Przemysław,Elżbieta,"
            "Stanisław,Grażyna,Wojciech,Kinga,Bogumił"
        ),
        _words(
            "Wiśniowiecka,Dąbrowicz,Łęczyński,Źdźbłowski,Grzegorzewicz,Kościelniak,Jabłonowicz,"
            "Szczerbiński,Piotrkowiak,Żurawlew,Mickiewiczak,Bąkiewicz,Ostrołęcki"
        ),
        _places("Warszawa 00-950,Kraków 31-042,Gdańsk 80-831,Wrocław 50-101,Poznań 61-772"),
        _words("ul. Lipowa,al. Zwycięstwa,ul. Świętojańska,ul. Źródlana"),
        _words("S.A.,Sp. z o.o.,i Synowie,Inwestycje Sp. z o.o."),
        "Rodzina {last}",
        ("+48 22 555 ## ##", "+48 601 555 ###", "601 555 ###"),
    ),
    Locale(
        "English",
        (("GB", "United Kingdom", "GBP"), ("NL", "Netherlands", "EUR")),
        _words(
            "Imogen,Alistair,Rosalind,Barnaby,Philippa,Crispin,Beatrix,Rupert,Cordelia,Fergus,"
            "Saoirse,Ewan,Tabitha,Gareth"
        ),
        _words(
            "Ashgrove,Penhallow,O'Dunmore,Whitcombe-Lyle,MacAlder,Thistlewood,Fairbourne,"
            "Blackwater,St. Clairmont,Ravensdale,Hartlepole,Quillfeather,Price,Field"
        ),
        _places("London EC2V_7HH,Edinburgh EH2_2BY,Bristol BS1_4DJ,Manchester M2_5DB"),
        _words("Linden Road,Station Approach,Harbour Lane,The Crescent"),
        _words("Ltd,plc,& Sons,Holdings plc"),
        "{last} Family",
        ("+44 20 7946 0###", "+44 7700 900###", "07700 900###"),
    ),
)  # fmt: skip
