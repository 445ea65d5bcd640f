"""Labels of what a firm must know about a client, by subject, in seven languages.

Sources: Directive 2014/65/EU (MiFID II) Art. 25(2) and Delegated Regulation (EU) 2017/565
Art. 54 and 55; the Swiss FinSA Art. 10 to 14; Directive (EU) 2015/849 Art. 18a (source of wealth).
"""

from typing import Final

SUBJECTS: Final[tuple[tuple[str, str], ...]] = (
    ("risk", """
        risikoklasse | risikoprofil | risikobereitschaft | risikotoleranz | risikoneigung |
        risikostufe | risk class | risk profile | risk tolerance | risk appetite |
        risk category | risk rating | risk level | profil de risque | classe de risque |
        tolérance au risque | appétit au risque | classe di rischio | profilo di rischio |
        tolleranza al rischio | propensione al rischio | perfil de riesgo | clase de riesgo |
        tolerancia al riesgo | risicoklasse | risicoprofiel | risicobereidheid |
        risicotolerantie | klasa ryzyka | profil ryzyka | tolerancja ryzyka | tolerancję ryzyka |
        anlegerprofil | profil d'investisseur | profil investisseur
    """),
    ("horizon", """
        anlagehorizont | zeithorizont | investment horizon | time horizon | holding horizon |
        horizon de placement | horizon d'investissement | horizon temporel |
        orizzonte d'investimento | orizzonte di investimento | orizzonte temporale |
        horizonte de inversión | horizonte temporal | beleggingshorizon | tijdshorizon |
        horyzont inwestycyjny | horyzont czasowy | anlagedauer
    """),
    ("knowledge", """
        kenntnisse und erfahrung | kenntnisse und erfahrungen | kenntnisse & erfahrung |
        kenntnisse/erfahrung | kenntnisse | anlageerfahrung | knowledge and experience |
        knowledge & experience | knowledge/experience | investment experience | experience |
        connaissances et expérience | connaissances & expérience | connaissances |
        conoscenze ed esperienza | conoscenza ed esperienza | conoscenze e esperienze |
        esperienza | conocimientos y experiencia | experiencia | kennis en ervaring |
        wiedza i doświadczenie | doświadczenie | erfahrung
    """),
    ("assets", """
        gesamtvermögen | vermögen | nettovermögen | liquides vermögen | freies vermögen |
        total assets | net worth | total wealth | liquid assets | total net worth | net assets |
        investable assets | patrimoine total | fortune totale | patrimoine net | fortune nette |
        patrimonio totale | patrimonio complessivo | patrimonio netto | patrimonio total |
        patrimonio neto | totaal vermogen | vermogen | nettovermogen | vrij vermogen |
        majątek łączny | łączny majątek | majątek | aktywa netto | aum |
        assets under management | verwaltetes vermögen | vermögenswerte
    """),
    ("source", """
        herkunft der mittel | herkunft des vermögens | mittelherkunft | vermögensherkunft |
        source of wealth | source of funds | origin of funds | origin of wealth | sow | sof |
        origine des fonds | origine du patrimoine | origine de la fortune | origine dei fondi |
        origine del patrimonio | provenienza dei fondi | origen de los fondos |
        origen del patrimonio | herkomst vermogen | herkomst van het vermogen |
        herkomst middelen | źródło majątku | źródło środków | pochodzenie majątku |
        pochodzenie środków
    """),
    ("objective", """
        anlageziel | anlageziele | anlagezweck | investment objective | investment objectives |
        investment goal | objectif de placement | objectif d'investissement |
        objectifs de placement | obiettivo d'investimento | obiettivo di investimento |
        obiettivi d'investimento | objetivo de inversión | objetivos de inversión |
        beleggingsdoelstelling | beleggingsdoel | beleggingsdoelen | cel inwestycyjny |
        cele inwestycyjne
    """),
    ("loss", """
        verlusttragfähigkeit | risikofähigkeit | verlusttoleranz | capacity for loss |
        loss capacity | risk capacity | ability to bear losses | capacité de perte |
        capacité de risque | capacité à supporter des pertes | capacità di perdita |
        capacità di rischio | capacità di sostenere perdite | capacidad de pérdida |
        capacidad de riesgo | capacidad para soportar pérdidas | verliescapaciteit |
        risicocapaciteit | zdolność do ponoszenia strat | zdolność do ponoszenia ryzyka
    """),
    ("mandate", """
        mandatsart | mandatstyp | mandatsvertrag | anlagestrategie | mandate type |
        type of mandate | investment strategy | strategy | type de mandat |
        stratégie de placement | stratégie d'investissement | tipo di mandato |
        strategia d'investimento | linea di gestione | tipo de mandato |
        estrategia de inversión | type mandaat | beleggingsstrategie | soort mandaat |
        rodzaj mandatu | typ mandatu | strategia | strategie | service model |
        vermögensverwaltungsmandat
    """),
    ("income", """
        jahreseinkommen | nettoeinkommen | einkommen | annual income | net income | income |
        revenu annuel | revenus annuels | reddito annuo | reddito | ingresos anuales |
        jaarinkomen | inkomen | dochód roczny | roczny dochód | liquiditätsbedarf |
        liquidity needs | verpflichtungen | liabilities | besoins de liquidité
    """),
    ("class", """
        kundenkategorie | kundenklassifizierung | kundensegment | client classification |
        client category | mifid category | catégorie de client | classification du client |
        classificazione del cliente | categoria cliente | clasificación del cliente |
        cliëntclassificatie | kategoria klienta | pep-status | pep status | pep | kundentyp
    """),
)  # fmt: skip

_SCALES = """
    konservativ defensiv ausgewogen dynamisch offensiv aggressiv wachstum ertrag niedrig mittel
    hoch gering keine gut mehrjährig langfristig mittelfristig kurzfristig conservative defensive
    balanced dynamic aggressive growth income low medium moderate high limited none good
    extensive long-term medium-term short-term advanced basic prudent défensif équilibré
    dynamique offensif croissance faible moyen moyenne élevé élevée bonnes aucune limitées long
    moyen-terme conservatore prudente bilanciato dinamico aggressivo crescita basso bassa medio
    media alto alta buone nessuna conservador defensivo equilibrado dinámico agresivo crecimiento
    bajo baja alta buenos ninguno defensief neutraal gebalanceerd offensief groei laag gemiddeld
    hoog goed geen beperkt konserwatywny zrównoważony dynamiczny agresywny wzrost niski niska
    średni średnia wysoki wysoka dobra brak erbschaft inheritance héritage eredità herencia
    erfenis spadek
"""
SCALES: Final = frozenset(_SCALES.split())
"""Words that stand for a value where no number does."""
