"""Words that say what the number beside them is, or that it is nobody's.

A topic is the id of one detector (``person_id.pl``) or a group of them (``tax``).  Labels are
written as people write them; how they are folded, joined and compared is ``surroundings``.  The
languages are those of the sandbox, and for a country's own numbers its own.

Sources: the usual forms of offices and banks; OECD, *Tax identification numbers*; the European
Commission's *TIN on the web*; Wikipedia's lists of national identification numbers.
"""

# ruff: noqa: RUF001 - labels in Greek

from typing import Final

NEGATIVE: Final = "neutral"

LABELS: Final[dict[str, str]] = {
    "tax": "Steuernummer, Steuer-Nr, Steuer-ID, Steuerident, Steueridentnummer, StNr, St.-Nr,"
    " IdNr, Steuerliche Identifikationsnummer, Steueridentifikationsnummer, Steuerkennzahl,"
    " Abgabenkontonummer, tax id, tax number, tax no, tax identification, tax identifier,"
    " tax reference, tax ref, taxpayer, tax code, TIN, numéro fiscal, n° fiscal, no fiscal,"
    " identifiant fiscal, référence fiscale, identification fiscale, código fiscal,"
    " codice fiscale, codice fisc, cod fisc, identificativo fiscale, C.F., CF,"
    " identificación fiscal, número fiscal, identificação fiscal, fiscaal nummer,"
    " fiscaal, belastingnummer, belasting, sofinummer, sofi, identyfikacji podatkowej, podatkowy,"
    " podatkowa, numer podatkowy, fiscal number, fiscal code, fiscal id",
    "person": "Sozialversicherungsnummer, Sozialversicherung, SV-Nummer, SV-Nr, SVNR, SVN, VSNR,"
    " Versicherungsnummer, Versichertennummer, Personenkennzahl, Personennummer,"
    " Personenkennziffer,"
    " Personalnummer, Identitätsnummer, Bürgernummer, national id, national identification,"
    " national identity, national number, national insurance, national register, social security,"
    " social insurance, SSN, personal identification, personal number, personal id, personal code,"
    " personal identity, identity number, identification number, identity code, ID number,"
    " citizen number, citizen service number, sécurité sociale, sécu, numéro national,"
    " registre national, n° SS, numéro d'identification, numéro d'identité, identité,"
    " numéro personnel, numero di identificazione, identificazione personale,"
    " previdenza sociale, tessera sanitaria, número de identidad, número de identificación,"
    " identificación personal, seguridad social, documento nacional, burgerservicenummer,"
    " burgerservice, rijksregister, rijksregisternummer, persoonsnummer, sociale zekerheid,"
    " numer identyfikacyjny, identyfikacyjny, ubezpieczenia, tożsamości",
    "vat": "VAT, VATIN, USt-IdNr, USt-ID, UStID, USt, UID, UID-Nr, Umsatzsteuer,"
    " Umsatzsteuer-ID, Umsatzsteueridentifikationsnummer, Umsatzsteuer-Identifikationsnummer,"
    " MWST, MwSt-Nr, Mehrwertsteuer, Mehrwertsteuernummer, TVA, TVA intracommunautaire,"
    " partita IVA, P. IVA, PIVA, IVA, NIF-IVA, BTW, BTW-nummer, BTW-id, BTW-nr, omzetbelasting,"
    " NIP UE, podatku VAT, MVA, moms, momsnummer, momsregistreringsnummer, ALV, PVN, PVM, DPH,"
    " DIČ DPH, KMKR, ÁFA, PDV, ДДС, ΦΠΑ, DDV, VSK, CUI",
    "company": "Handelsregisternummer, Unternehmensnummer, company number, company no,"
    " company registration, registration number, business id, enterprise number, SIREN, SIRET,"
    " RCS, REGON, KRS, KvK, KBO, BCE, ondernemingsnummer, numéro d'entreprise, CVR, Y-tunnus,"
    " organisationsnummer, org nr, orgnr, organisasjonsnummer, IČO, IČ, UID, matična,"
    " registrikood, companies house, CRN, CUI, CIF",
    "passport": "passport, Reisepass, Reisepassnummer, Pass, Passnummer, Pass-Nr, passeport,"
    " passaporto, pasaporte, paspoort, paspoortnummer, paszport, paszportu, paszportem, passaporte,"
    " travel document, Reisedokument, document de voyage, passports",
    "id_card": "Personalausweis, Personalausweisnummer, Ausweis, Ausweisnummer, Ausweis-Nr, Perso,"
    " Identitätskarte, identity card, ID card, ID document, identity document, carte d'identité,"
    " carte nationale d'identité, CNI, pièce d'identité, carta d'identità, carta identità,"
    " documento di identità, documento d'identità, documento de identidad, documento identidad,"
    " identiteitskaart, identiteitskaartnummer, ID-kaart, identiteitsbewijs, dowód osobisty,"
    " dowodu osobistego, dowodem osobistym, dowód, dowodu, driving licence, driver's license,"
    " driver license, driving license, Führerschein, Führerscheinnummer, permis de conduire,"
    " patente di guida, patente, permiso de conducir, carné de conducir, rijbewijs,"
    " prawo jazdy, prawa jazdy, residence permit, Aufenthaltstitel, titre de séjour,"
    " permesso di soggiorno, permiso de residencia, verblijfsvergunning",
    "account": "Konto, Kontonummer, Konto-Nr, Kto, Kto-Nr, Ktonr, Depot, Depotnummer, Depot-Nr,"
    " Wertpapierdepot, Stammnummer, Portfolionummer, Portfolio-Nr, account number, account no,"
    " account nr, account num, account, acct, a/c, a/c no, acc no, compte, numéro de compte,"
    " compte-titres, dépôt, conto, conto corrente, c/c, conto deposito, numero di conto, rapporto,"
    " cuenta, cuenta corriente, número de cuenta, cta, rekening, rekeningnummer, konta, rachunek,"
    " rachunku, nr konta, nr rachunku, sort code, BLZ, Bankleitzahl, routing number, ABI, CAB,"
    " depozyt, effectenrekening, custody account, safekeeping account, portfolio no,"
    " portfolio number, mandate number, mandate no, Mandatsnummer, Mandatsreferenz",
    "customer": "Kunde, Kunden-Nr, Kundennummer, Kundennr, Kd-Nr, KdNr, Kd, Kunden-ID, Kundin,"
    " Mandant, Mandantennummer, Mitgliedsnummer, Mitglieds-Nr, Partnernummer, Geschäftspartner,"
    " GP-Nr, client number, client no, client id, client ref, client, customer number,"
    " customer no, customer id, customer, cust no, cust id, member number, member id, membership,"
    " investor id, numéro de client, client n°, n° client, code client, identifiant client,"
    " sociétaire, adhérent, cliente, codice cliente, numero cliente, id cliente, cod cliente,"
    " ndg, número de cliente, n° de cliente, socio, klant, klantnummer, klantnr, klant-id,"
    " cliëntnummer, relatienummer, lidnummer, klienta, klient, nr klienta, numer klienta,"
    " id klienta",
    "contract": "Vertrag, Vertragsnummer, Vertrags-Nr, Vertragsnr, VS-Nr,"
    " Versicherungsscheinnummer,"
    " Versicherungsschein, Versicherungsschein-Nr, Police, Policennummer, Policen-Nr, Polizze,"
    " Polizzennummer, Bausparvertrag, Darlehen, Darlehensnummer, Darlehens-Nr, Darlehenskonto,"
    " Kredit, Kreditnummer, Schadennummer, Schaden-Nr, contract number, contract no, contract id,"
    " contract ref, contract, policy number, policy no, policy id, policy, loan number, loan no,"
    " loan, claim number, claim no, mortgage number, agreement number, agreement no, contrat,"
    " numéro de contrat, contrat n°, police d'assurance, numéro de police, police n°, prêt,"
    " sinistre, contratto, numero di contratto, contratto n, polizza, numero di polizza,"
    " mutuo, prestito, sinistro, contrato, número de contrato, póliza, número de póliza,"
    " préstamo, hipoteca, siniestro, contractnummer, contract nr, polis, polisnummer,"
    " lening, leningnummer, hypotheek, schadenummer, umowa, umowy, nr umowy, numer umowy, polisa,"
    " polisy, nr polisy, numer polisy, kredyt, kredytu, pożyczka, pożyczki, szkody",
    "birth": "geboren, geb, geb. am, Geburtsdatum, Geburtstag, Geb-Datum, GebDat, geboren am, born,"
    " birth, date of birth, birth date, birthdate, birthday, dob, d.o.b., né, née, naissance,"
    " date de naissance, né le, née le, anniversaire, nato, nata, nascita, data di nascita,"
    " compleanno, nacido, nacida, nacimiento, fecha de nacimiento, cumpleaños, f. nac, geboren op,"
    " geboortedatum, geboorte, geb.dat, geboortedag, verjaardag, urodzony, urodzona, ur, urodzenia,"
    " data urodzenia, urodzin, urodziny, urodził, urodziła, nascido, nascimento, født, född,"
    " syntynyt, narozen, narodený, született, născut",
    "plate": "Kennzeichen, Kfz-Kennzeichen, Autokennzeichen, Nummernschild, Kontrollschild,"
    " license plate, licence plate, number plate, plate number, plate, plates,"
    " vehicle registration,"
    " registration plate, car registration, reg no, immatriculation, plaque d'immatriculation,"
    " immatriculé, immatriculée, plaque, targa, targato, targata, matrícula, matriculado, kenteken,"
    " nummerplaat, kentekenplaat, rejestracyjny, rejestracyjnym, rejestracyjnego, tablica,"
    " tablice, nr rej",
    "bic": "BIC, SWIFT, SWIFT-BIC, BIC/SWIFT, SWIFT-Code, BIC-Code, bank identifier, code BIC,"
    " codice BIC, código BIC, kod BIC, kod SWIFT",
    "lei": "LEI, LEI-Code, legal entity identifier, code LEI, kod LEI",
    "isin": "ISIN, ISIN-Code, ISIN-Nummer, code ISIN, codice ISIN, código ISIN, kod ISIN",
    "wkn": "WKN, Wertpapierkennnummer, Wertpapierkennziffer, Wertpapier-Kennnummer",
    "valor": "Valor, Valoren, Valorennummer, Valoren-Nr, Valorennr, Valor number, Valorn,"
    " numéro de valeur, numero di valore, Valorensymbol",
    "cusip": "CUSIP, CUSIP-Nummer, CINS",
    "sedol": "SEDOL, SEDOL-Code",
    "mic": "MIC, MIC-Code, market identifier, market identifier code, exchange code, Börsenplatz,"
    " Handelsplatz, code marché, codice mercato",
    "person_id.bg": "ЕГН, EGN, ЛНЧ, LNCh",
    "vat.bg": "ЕИК, EIK, БУЛСТАТ",
    "person_id.hr": "OIB, osobni identifikacijski broj, osobni identifikacijski",
    "tax_id.cy": "ΑΦΤ, TIC, ΑΦΜ, AFM",
    "person_id.cz": "rodné číslo, rodného čísla, r.č., RČ",
    "tax_id.cz": "DIČ, IČO, IČ, DIC, ICO",
    "person_id.dk": "CPR, CPR-nummer, CPR-nr, personnummer",
    "person_id.ee": "isikukood, isikukoodi",
    "person_id.fi": "henkilötunnus, HETU, henkilötunnuksen, sotu, personbeteckning",
    "tax_id.fr": "SPI, numéro SPI, NIF",
    "person_id.fr": "NIR, INSEE, numéro INSEE, sécu, n° sécu, carte vitale",
    "company_id.fr": "SIREN, SIRET, RCS",
    "person_id.de": "Rentenversicherungsnummer, Rentenversicherung, RVNR, RV-Nummer, VSNR",
    "tax_id.gr": "ΑΦΜ, Α.Φ.Μ., AFM",
    "person_id.gr": "ΑΜΚΑ, Α.Μ.Κ.Α., AMKA",
    "person_id.hu": "TAJ, TAJ-szám, TAJ szám, társadalombiztosítási",
    "tax_id.hu": "adóazonosító, adóazonosító jel, adószám, adóazonosítója",
    "person_id.ie": "PPS, PPSN, PPS number, personal public service",
    "person_id.it": "codice fiscale, C.F., cod. fiscale, CF",
    "person_id.lv": "personas kods, personas koda, personas kodu",
    "person_id.lt": "asmens kodas, asmens kodo, a.k.",
    "person_id.lu": "matricule, Matrikel, Matrikelnummer, CNS",
    "person_id.mt": "karta tal-identità, identity card, ID card",
    "person_id.nl": "BSN, burgerservicenummer, sofinummer, onderwijsnummer",
    "person_id.be": "NISS, INSZ, registre national, rijksregister, rijksregisternummer,"
    " numéro national, nationaal nummer, RRN, NN",
    "person_id.pl": "PESEL, numer PESEL, nr PESEL",
    "tax_id.pl": "NIP, nr NIP, numer NIP",
    "company_id.pl": "REGON, nr REGON, numer REGON",
    "person_id.pt": "cartão de cidadão, cartão cidadão, CC, bilhete de identidade, BI, NIC",
    "tax_id.pt": "NIF, contribuinte, NIPC, número de contribuinte",
    "person_id.ro": "CNP, cod numeric personal",
    "tax_id.ro": "CUI, CIF, cod fiscal, cod de identificare fiscală",
    "person_id.sk": "rodné číslo, rodného čísla, r.č., RČ",
    "tax_id.sk": "DIČ, IČ DPH, IČO, DIC",
    "person_id.si": "EMŠO, EMSO",
    "tax_id.si": "davčna številka, davčna, davčne številke, DŠ",
    "person_id.es": "DNI, D.N.I., NIF, N.I.F., NIE, N.I.E., documento nacional de identidad",
    "tax_id.es": "CIF, C.I.F., NIF, N.I.F.",
    "person_id.se": "personnummer, person-nr, pnr, samordningsnummer, personnr",
    "company_id.se": "organisationsnummer, org.nr, orgnr",
    "person_id.ch": "AHV, AHV-Nr, AHV-Nummer, AHVN, AVS, numéro AVS, numero AVS, OASI,"
    " Versichertennummer, NAVS, AHVN13",
    "company_id.ch": "UID, UID-Nr, IDE, IDI, numéro IDE",
    "person_id.gb": "NINO, NI number, NI no, national insurance, national insurance number, N.I.",
    "health_id.gb": "NHS, NHS number, NHS no",
    "tax_id.gb": "UTR, unique taxpayer, taxpayer reference, self assessment",
    "person_id.no": "fødselsnummer, fødselsnr, personnummer, fnr, D-nummer",
    "company_id.no": "organisasjonsnummer, org.nr, orgnr",
    "person_id.is": "kennitala, kennitölu, kt",
    "tax_id.li": "PEID, Personenidentifikationsnummer",
    "person_id.at": "SVNR, SV-Nr, VSNR, Sozialversicherungsnummer, e-card",
    "tax_id.at": "Steuernummer, Abgabenkontonummer, StNr, Finanzamt",
    "tax_id.de": "IdNr, Steuer-ID, Steueridentifikationsnummer, Steuer-IdNr",
    "tax_number.de": "Steuernummer, StNr, St.-Nr, Steuer-Nr",
    NEGATIVE: "order, orders, order no, order number, purchase order, PO, PO number, ticket,"
    " tickets,"
    " ticket id, batch, lot, invoice, invoices, item, article, article number, sku, part,"
    " part number, serial, serial number, build, version, release, shipment, parcel, tracking,"
    " tracking number, delivery, delivery note, job, task, issue, incident, case, case number,"
    " row, line,"
    " transaction id, receipt, quote, coupon, voucher, booking, reservation, product, material,"
    " Bestellung, Bestellnummer, Bestell-Nr, Auftrag, Auftragsnummer, Auftrags-Nr, Rechnung,"
    " Rechnungsnummer, Rechnungs-Nr, Ticket, Ticketnummer, Charge, Chargennummer, Los, Artikel,"
    " Artikelnummer, Artikel-Nr, Seriennummer, Sendung, Sendungsnummer, Paket, Lieferschein,"
    " Lieferscheinnummer, Lieferung, Vorgang, Vorgangsnummer, Vorfall, Aktenzeichen, Beleg,"
    " Belegnummer, Angebot, Material, Materialnummer, Teilenummer, Buchung, Produkt, Bauteil,"
    " commande, bon de commande, lot, article, facture, colis, envoi, livraison, série,"
    " numéro de série, dossier, devis, ordine, ordine n, lotto, articolo, fattura,"
    " spedizione, pacco, bolla, preventivo, ricevuta, seriale, matricola prodotto, segnalazione,"
    " pedido, lote, artículo, factura, envío, paquete, albarán, incidencia, recibo, presupuesto,"
    " número de serie, bestelling, bestelnummer, batch, artikel, factuur, factuurnummer, zending,"
    " pakket, pakbon, serienummer, melding, offerte, zamówienie, zamówienia, zamówieniu,"
    " zgłoszenie, zgłoszenia, partia, partii, artykuł, artykułu, faktura, faktury, przesyłka,"
    " przesyłki, paczka, seryjny, oferta, paragon",
}  # fmt: skip
