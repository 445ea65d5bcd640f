"""Words of texts that resemble a portfolio and are nobody's: fact sheets, indices, invoices."""

from typing import Final

from douane.detect.portfolio import tag

PHRASES: Final[tuple[tuple[int, str], ...]] = (
    (
        tag.PUBLIC,
        # fund fact sheets
        """
        factsheet | fact sheet | fund facts | fondsfakten | fondsporträt | fondsdaten |
        anteilsklasse | share class | classe de part | classe de parts | part a | part c |
        catégorie de part | classe a | clase a | klasse a | kategoria a | ter | ongoing charges |
        laufende kosten | frais courants | spese correnti | gastos corrientes | lopende kosten |
        opłaty bieżące | nav | inventarwert | nettoinventarwert | valeur liquidative |
        valor liquidativo | wartość jednostki | benchmark | indice de référence |
        índice de referencia | past performance | wertentwicklung | performances passées |
        rendimenti passati | rentabilidades pasadas | behaalde resultaten | wyniki osiągnięte |
        top 10 | top ten | top-10 | top holdings | largest holdings | grösste positionen |
        größte positionen | principales positions | principales lignes | principali titoli |
        principali posizioni | principales posiciones | mayores posiciones | grootste posities |
        największe pozycje | największych pozycji | prime 10 | 10 premières | fund held |
        der fonds | des fonds | le fonds | du fonds | il fondo | del fondo | el fondo |
        het fonds | van het fonds | funduszu | fundusz | the fund | of the fund | fund's | kiid |
        priips | sfdr | morningstar | verwaltungsgebühr | management fee | fondsvermögen |
        fund size | encours du fonds | prospekt | prospectus | prospetto | folleto |
        scheda del fondo | ficha del fondo | fondsinformatie | karta funduszu | risikoindikator |
        risk indicator | indicateur de risque | indicatore di rischio | indicador de riesgo |
        risico-indicator | wskaźnik ryzyka | haltedauer | recommended holding period |
        share classes | constituents | index weights | indexgewichte | indexzusammensetzung |
        composition de l'indice | pondérations de l'indice | pesi dell'indice |
        composizione dell'indice | composición del | pesos del índice | indexgewichten |
        skład indeksu | wagi indeksu | indexmitglieder | index members | zusammensetzung des |
        samenstelling van de | the index | dell'indice | l'indice | del índice | de index |
        indeksu | indexschwergewichte | rebalancing of the index | kursliste | schlusskurse |
        closing prices | price list | preisliste | cours de clôture | listino |
        prezzi di chiusura | lista de cotizaciones | precios de cierre | koerslijst |
        slotkoersen | kursy zamknięcia | cennik | tagesgewinner | gainers | losers | watchlist |
        recommendation list | empfehlungsliste | analysten | analysts | analystes | analisti |
        analistas | analisten | analitycy | kursziel | target price | objectif de cours |
        prezzo obiettivo | precio objetivo | koersdoel | cena docelowa | börsenschluss |
        an der börse | wall street | trading session | la séance | seduta di borsa | la sesión |
        beursdag | na giełdzie | sesję | handelstag | form 13f | 13f | stock exchange |
        geschäftsbericht | annual report | rapport annuel | bilancio | informe anual |
        jaarverslag | raport roczny | shareholder structure | aktionärsstruktur | actionnariat |
        ad hoc | ad-hoc
    """,
    ),
    (
        tag.TRADE,
        """
        rechnung | rechnungsnummer | invoice | facture | fattura | factura | factuur | faktura |
        mwst | ust | vat | tva | iva | btw | artikel | artikelnummer | art.-nr. | item | items |
        sku | article | articolo | artículo | towar | produkt | product | produit | prodotto |
        producto | einzelpreis | unit price | prix unitaire | prezzo unitario | precio unitario |
        prijs per stuk | cena jedn. | cena jednostkowa | lieferung | delivery | livraison |
        consegna | entrega | levering | dostawa | bestellung | order no | purchase order |
        commande | ordine | pedido | bestelling | zamówienie | versand | shipping | warenkorb |
        cart | lager | warehouse | inventory | stock level | lagerbestand | rabatt | discount |
        remise | sconto | descuento | korting | rabat | menu | speisekarte | bestellnummer |
        lieferschein | offerte | quote no | license | licence | lizenz | licenses | lizenzen |
        skonto | netto | brutto
    """,
    ),
)
