"""Words around holdings in seven languages: units, clients, accounts, heads of columns.

One phrase between bars, folded as ``detect.fold`` does.  ``|`` separates, so that phrases of
several words stay readable.
"""

from typing import Final

from douane.detect.portfolio import tag

_S, _I, _Q = tag.SECURITY_HEAD, tag.ID_HEAD, tag.QUANTITY_HEAD
_P, _V, _W, _X = tag.PRICE_HEAD, tag.VALUE_HEAD, tag.WEIGHT_HEAD, tag.SPECIFIC

PHRASES: Final[tuple[tuple[int, str], ...]] = (
    (tag.UNIT, """
        stück | stk | stk. | aktien | anteile | anteilen | stücke | shares | units | shs | sh |
        actions | parts | titres | azioni | quote | pezzi | acciones | títulos |
        participaciones | aandelen | stuks | akcji | akcje | szt | szt. | sztuk | sztuki |
        jednostek | udziałów | nominal | nom. | nominale | nominales | x
    """),
    (tag.CLIENT, """
        kunde | kunden | kundin | kundschaft | mandant | mandantin | klient | klientin | frau |
        herr | herrn | familie | ehepaar | anleger | client | clients | cliente | clienti |
        clientes | clienta | customer | account holder | mr | mrs | ms | mr. | mrs. | ms. |
        family | couple | settlor | beneficial owner | cliënt | klant | klantnummer | mevrouw |
        de heer | dhr. | mevr. | la famille | mme | m. | monsieur | madame | famille |
        titulaire | signor | signora | sig. | sig.ra | famiglia | intestatario | señor | señora |
        sr. | sra. | familia | titular | klienta | klientka | klientki | klienci | pan | pani |
        pana | rodzina | rodziny | państwo | posiadacz | wirtschaftlich berechtigter |
        ayant droit | avente diritto | beneficiario | our client | cif | kundennummer |
        client no | no. client
    """),
    (tag.ACCOUNT, """
        depot | depots | depotauszug | depotnummer | depotbestand | wertschriftendepot |
        wertschriftenverzeichnis | wertpapierdepot | portfolio | portfolios | portfolioauszug |
        vermögensaufstellung | vermögensausweis | vermögensübersicht | mandat | mandats |
        musterportfolio | bestände | holdings | positions | current positions | custody account |
        statement of assets | asset statement | mandate | safekeeping account |
        brokerage account | portefeuille | relevé de portefeuille | relevé de titres |
        compte-titres | état du patrimoine | avoirs | dépôt | dépôt-titres | portafoglio |
        deposito titoli | dossier titoli | estratto titoli | situazione patrimoniale |
        titoli in deposito | mandato | cartera | cuenta de valores | extracto de valores |
        posición patrimonial | valores en custodia | mandato | posiciones | posizioni |
        posities | portefeuilleoverzicht | effectendepot | effectenoverzicht |
        effectenportefeuille | effectenrekening | vermogensoverzicht | mandaat |
        beleggingsrekening | portfel | portfela | portfelu | rachunku maklerskim |
        rachunku maklerskiego | rachunku papierów wartościowych | rachunek maklerski |
        zestawienie majątku | mandacie | pozycje | stan rachunku | effecten in depot |
        positionen | vermögensverwaltungsmandat | anlageportfolio | konto | kontonummer | deposito |
        account | account number | compte | conto | cuenta |
        rekening | rachunek | portföljen |
        wertpapierbestand | securities account | patrimoine
    """),
    (tag.HOLDS, """
        hält | halten | besitzt | besitzen | liegen | umfasst | enthält | holds | holding |
        held | owns | own | bought | includes | incluye | include |
        comprende | omvat | contains | détient | possède | détiennent | contient | comprend |
        détenons | detiene | possiede | contiene | detengono | posee | tiene | poseen |
        mantiene | bezit | houdt | bevat | bezitten | posiada | ma | obejmuje | zawiera |
        in his | in her | in seinem | in ihrem | i hold | we hold | ich halte | bestehend aus
    """),
    (_S | _X, """
        wertpapier | wertschrift | wertpapierbezeichnung | security | security name |
        instrument | finanzinstrument | instrument name | titre | titolo | strumento |
        valeur mobilière | effect | papier wartościowy | walor | fonds | anlage | asset |
        issuer | emittent | emittente | émetteur | emisor | valor mobiliario |
        nazwa instrumentu | instrument finansowy | titelbezeichnung | holding | anlageklasse |
        asset class | position | posizione | posición | positie | pozycja | actif | activo
    """),
    (_S, """
        titel | bezeichnung | name | beschreibung | description | libellé | désignation | nom |
        descrizione | denominazione | nome | descripción | nombre | omschrijving | naam | opis |
        nazwa | título | denominación
    """),
    (_I | _X, """
        isin | valor | valoren | valorennummer | valor no | wkn | cusip | sedol | isin-code |
        isin code | ticker | symbol | isin/wkn | code isin | codice isin | código isin |
        kod isin | valoren-nr. | mnemo | ric
    """),
    (_Q, """
        stück | anzahl | bestand | menge | quantity | qty | units | quantité | qté | nombre |
        quantità | numero | q.tà | cantidad | aantal | stuks | aantal stuks | ilość | liczba |
        quantity held | anteile | stückzahl | amount
    """),
    (_Q | _X, """
        nominal | nominalwert | nominale | nominaal | nominał | liczba sztuk | nº títulos |
        núm. títulos | títulos | shares | nominal value | face value | stück/nominal |
        stück/nom. | quantité/nominal | aandelen | azioni | actions | nb titres |
        nombre de titres | number of shares | no. of shares | liczba akcji | aantal/nominaal |
        nominal/stück | quantity/nominal | par value | nom.
    """),
    (_P, "preis|price|prix|prezzo|precio|prijs|cena"),
    (_P | _X, """
        kurs | einstandskurs | einstandspreis | einstand | last price | cost price |
        average cost | cours | cours d'achat | prix de revient | prix d'achat | corso |
        prezzo di carico | prezzo medio | precio de compra | precio medio | cotización | koers |
        aankoopkoers | cena nabycia | kurs nabycia | average price | avg cost | avg price |
        aktueller kurs | market price | kaufkurs | pmc | pru | unit cost | purchase price |
        bewertungskurs | kurs aktuell | book cost | gak
    """),
    (_V, "wert|value|montant|valore|importe|efectivo|waarde|wartość|betrag|évaluation"),
    (_V | _X, """
        marktwert | kurswert | market value | mv | valeur de marché | valorisation |
        controvalore | valore di mercato | valor de mercado | valoración | marktwaarde |
        actuele waarde | wycena | wartość rynkowa | bewertung | depotwert | marktwert in |
        wert in | market val. | valutazione | contre-valeur | gegenwert | current value |
        valor actual | position value | valeur boursière | kurswert in | valeur d'inventaire |
        contravalor
    """),
    (_W, """
        gewicht | anteil | anteil % | weight | weighting | allocation | poids | pondération |
        peso | ponderazione | ponderación | weging | gewichtung | udział | waga | in % | quote |
        wgt | %
    """),
    (_W | _X, """
        % of portfolio | % du portefeuille | % del portafoglio | % de la cartera |
        % van portefeuille | % portfela | % des depots | portfolioanteil | depotanteil |
        % of assets | % des vermögens | anteil am depot | % ptf | % pf | % total
    """),
    (tag.MARKET_HEAD, """
        schlusskurs | veränderung | volumen | tageshoch | tagestief | close | change | volume |
        high | low | bid | ask | geld | brief | clôture | variation | chiusura | variazione |
        cierre | variación | slotkoers | verschil | zamknięcie | zmiana | closing price | open |
        umsatz | last | vortag | eröffnung | ouverture | apertura | kursziel | target price |
        wolumen | marktkapitalisierung | market cap | kgv | p/e | dividendenrendite |
        dividend yield
    """),
    (tag.TOTAL, """
        total | totale | totaal | razem | summe | gesamt | suma | somme | insgesamt |
        gesamttotal | total assets | grand total | gesamtwert
    """),
)  # fmt: skip
