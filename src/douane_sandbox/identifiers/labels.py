"""What people write before an identifier, in seven languages and the country's own."""

from typing import Final

LANGUAGES: Final = ("de", "fr", "it", "es", "nl", "pl", "en")

_GENERIC: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "tax_id": {
        "de": ("Steuernummer", "Steuer-ID"), "fr": ("numéro fiscal", "n° fiscal"),
        "it": ("codice fiscale",), "es": ("NIF", "número de identificación fiscal"),
        "nl": ("fiscaal nummer", "belastingnummer"),
        "pl": ("NIP", "numer identyfikacji podatkowej"),
        "en": ("tax ID", "tax number", "TIN"),
    },
    "person_id": {
        "de": ("Sozialversicherungsnummer", "Personenkennzahl"),
        "fr": ("numéro de sécurité sociale", "numéro national"),
        "it": ("codice fiscale", "numero di identificazione personale"),
        "es": ("número de identidad", "DNI"), "nl": ("burgerservicenummer", "rijksregisternummer"),
        "pl": ("PESEL", "numer identyfikacyjny"),
        "en": ("national ID", "social security number", "personal identification number"),
    },
    "vat": {
        "de": ("USt-IdNr.", "Umsatzsteuer-ID"), "fr": ("numéro de TVA", "TVA intracommunautaire"),
        "it": ("partita IVA", "P. IVA"), "es": ("NIF-IVA", "número de IVA"),
        "nl": ("btw-nummer", "btw-id"), "pl": ("NIP UE", "numer VAT"),
        "en": ("VAT number", "VAT ID"),
    },
    "passport": {
        "de": ("Reisepass Nr.", "Passnummer"), "fr": ("passeport n°", "numéro de passeport"),
        "it": ("passaporto n.", "numero di passaporto"),
        "es": ("pasaporte n.º", "número de pasaporte"),
        "nl": ("paspoort nr.", "paspoortnummer"), "pl": ("paszport nr", "numer paszportu"),
        "en": ("passport no.", "passport number"),
    },
    "id_card": {
        "de": ("Personalausweis Nr.", "Ausweisnummer"), "fr": ("carte d'identité n°",),
        "it": ("carta d'identità n.",), "es": ("documento de identidad",),
        "nl": ("identiteitskaart nr.",), "pl": ("dowód osobisty nr", "numer dowodu osobistego"),
        "en": ("identity card no.", "ID card number"),
    },
    "account": {
        "de": ("Kontonummer", "Depot-Nr."), "fr": ("numéro de compte", "compte n°"),
        "it": ("numero di conto", "conto n."), "es": ("número de cuenta", "cuenta n.º"),
        "nl": ("rekeningnummer", "rekening nr."), "pl": ("numer konta", "numer rachunku"),
        "en": ("account number", "account no."),
    },
    "customer": {
        "de": ("Kundennummer", "Kunden-Nr."), "fr": ("numéro de client", "client n°"),
        "it": ("codice cliente", "numero cliente"), "es": ("número de cliente", "cliente n.º"),
        "nl": ("klantnummer", "klant nr."), "pl": ("numer klienta", "klient nr"),
        "en": ("customer number", "client no."),
    },
    "contract": {
        "de": ("Vertragsnummer", "Vertrag Nr."), "fr": ("numéro de contrat", "contrat n°"),
        "it": ("contratto n.", "numero di contratto"), "es": ("número de contrato",),
        "nl": ("contractnummer",), "pl": ("numer umowy", "umowa nr"), "en": ("contract no.",),
    },
    "policy": {
        "de": ("Versicherungsscheinnummer", "Policennummer"), "fr": ("police n°",),
        "it": ("polizza n.",), "es": ("póliza n.º",), "nl": ("polisnummer",),
        "pl": ("numer polisy", "polisa nr"), "en": ("policy number", "policy no."),
    },
    "birth_date": {
        "de": ("geboren am", "Geburtsdatum:"), "fr": ("né le", "date de naissance :"),
        "it": ("nato il", "data di nascita:"), "es": ("nacido el", "fecha de nacimiento:"),
        "nl": ("geboren op", "geboortedatum:"), "pl": ("urodzony", "data urodzenia:"),
        "en": ("born on", "date of birth:"),
    },
    "plate": {
        "de": ("Kennzeichen",), "fr": ("immatriculation",), "it": ("targa",), "es": ("matrícula",),
        "nl": ("kenteken",), "pl": ("numer rejestracyjny",), "en": ("licence plate",),
    },
    "secret.password": {
        "de": ("Passwort:", "das Passwort lautet"), "fr": ("mot de passe :",),
        "it": ("password:", "la password è"), "es": ("contraseña:", "la contraseña es"),
        "nl": ("wachtwoord:", "het wachtwoord is"), "pl": ("hasło:", "hasło to"),
        "en": ("password:", "the password is"),
    },
}  # fmt: skip
_ALIKE: Final = {
    "iban": "IBAN", "bic": "BIC", "lei": "LEI", "isin": "ISIN", "cusip": "CUSIP", "sedol": "SEDOL",
    "wkn": "WKN", "valor": "Valor", "mic": "MIC",
}  # fmt: skip
NATIONAL: Final[dict[str, tuple[str, ...]]] = {
    "tax_id.at": ("Steuernummer", "Abgabenkontonummer"),
    "person_id.at": ("SVNR", "Sozialversicherungsnummer"),
    "person_id.be": ("rijksregisternummer", "numéro de registre national", "NISS"),
    "person_id.bg": ("ЕГН", "EGN"), "person_id.hr": ("OIB", "osobni identifikacijski broj"),
    "tax_id.cy": ("ΑΦΤ", "TIC"), "person_id.cz": ("rodné číslo", "r. č."),
    "tax_id.cz": ("IČO", "DIČ"),
    "person_id.dk": ("CPR-nummer", "CPR-nr."), "person_id.ee": ("isikukood",),
    "person_id.fi": ("henkilötunnus", "HETU"), "tax_id.fr": ("numéro fiscal", "SPI"),
    "person_id.fr": ("numéro de sécurité sociale", "NIR", "n° SS"),
    "company_id.fr": ("SIREN", "RCS"),
    "tax_id.de": ("Steuer-ID", "IdNr.", "steuerliche Identifikationsnummer"),
    "tax_number.de": ("Steuernummer", "St.-Nr."),
    "person_id.de": ("Rentenversicherungsnummer", "SV-Nummer"),
    "tax_id.gr": ("ΑΦΜ", "AFM"), "person_id.gr": ("ΑΜΚΑ", "AMKA"),  # noqa: RUF001 - Greek
    "person_id.hu": ("TAJ-szám", "TAJ"), "tax_id.hu": ("adóazonosító jel",),
    "person_id.ie": ("PPS number", "PPSN"), "person_id.it": ("codice fiscale", "C.F."),
    "tax_id.it": ("partita IVA", "codice fiscale"), "person_id.lv": ("personas kods",),
    "person_id.lt": ("asmens kodas",), "person_id.lu": ("matricule",),
    "person_id.mt": ("ID card number",), "person_id.nl": ("BSN", "burgerservicenummer"),
    "person_id.pl": ("PESEL",), "tax_id.pl": ("NIP",), "company_id.pl": ("REGON",),
    "person_id.pt": ("cartão de cidadão",), "tax_id.pt": ("NIF", "contribuinte"),
    "person_id.ro": ("CNP",), "tax_id.ro": ("CUI", "CIF"), "person_id.sk": ("rodné číslo",),
    "tax_id.sk": ("DIČ",), "person_id.si": ("EMŠO",), "tax_id.si": ("davčna številka",),
    "person_id.es": ("DNI",), "foreigner_id.es": ("NIE",), "tax_id.es": ("CIF", "NIF"),
    "person_id.se": ("personnummer",), "company_id.se": ("organisationsnummer",),
    "person_id.ch": ("AHV-Nr.", "numéro AVS", "numero AVS"), "company_id.ch": ("UID",),
    "person_id.gb": ("National Insurance number", "NINO"), "health_id.gb": ("NHS number",),
    "tax_id.gb": ("UTR", "Unique Taxpayer Reference"), "person_id.no": ("fødselsnummer",),
    "company_id.no": ("organisasjonsnummer",), "person_id.is": ("kennitala",),
    "tax_id.li": ("PEID",),
}  # fmt: skip
NEUTRAL: Final[dict[str, tuple[str, ...]]] = {
    "de": ("Bestellnummer", "Ticket", "Charge", "Artikelnummer", "Auftrag", "Sendung"),
    "fr": ("commande", "ticket", "lot", "article", "facture", "colis"),
    "it": ("ordine", "ticket", "lotto", "articolo", "fattura", "spedizione"),
    "es": ("pedido", "ticket", "lote", "artículo", "factura", "envío"),
    "nl": ("bestelling", "ticket", "batch", "artikel", "factuur", "zending"),
    "pl": ("zamówienie", "zgłoszenie", "partia", "artykuł", "faktura", "przesyłka"),
    "en": ("order", "ticket", "batch", "item", "invoice", "shipment"),
}
"""Words before numbers that are nobody's: what stands behind them ought not to be found."""


def labels(kind: str, language: str) -> tuple[str, ...]:
    """Return what may stand before an identifier of a kind, most usual first; maybe nothing."""
    own = NATIONAL.get(kind, ()) or ((_ALIKE[kind],) if kind in _ALIKE else ())
    return own or _GENERIC.get(kind, _GENERIC.get(kind.partition(".")[0], {})).get(language, ())
