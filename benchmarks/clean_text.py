"""Business sentences without any name, in seven languages: 48 each, by template."""

from itertools import product
from typing import Final

_TEMPLATES: Final = {
    "de": ("{} wurde geprüft; {} liegt bei.", ("Der Vertrag", "Die Rechnung", "Das Darlehen",
           "Die Überweisung", "Der Jahresbericht", "Die Vollmacht", "Das Angebot", "Die Mahnung"),
           ("die Anlage", "der Zahlungsplan", "die Bestätigung der Bank", "das Protokoll der Sitzung", "der Entwurf des Schreibens", "die Liste der Buchungen")),
    "en": ("{} was reviewed and {} is attached.", ("The Contract", "Your invoice",
           "The Annual Report",
           "The loan agreement", "Our Quarterly Review", "The payment order", "The Risk Policy",
           "The proposal"),
           ("the Summary", "a payment plan", "the Minutes of the Board Meeting", "the draft letter",
            "the list of transactions", "the Terms and Conditions")),
    "fr": ("{} a été vérifié ; {} est en pièce jointe.", ("Le contrat", "Le Rapport annuel",
           "Le virement", "Le dossier de crédit", "Le relevé de compte", "Le devis",
           "Le Conseil de Surveillance", "Le bilan"),
           ("la facture", "le plan de paiement", "le procès-verbal de la réunion",
            "le projet de lettre", "la liste des opérations", "la copie du mandat")),
    "it": ("{} è stato verificato; {} è in allegato.", ("Il contratto", "Il Bilancio di Esercizio",
           "Il bonifico", "Il mutuo", "Il preventivo", "Il verbale", "Il Comitato Rischi",
           "Il modulo"),
           ("la fattura", "il piano di pagamento", "la delibera del Consiglio", "la bozza della lettera",
            "l'elenco delle operazioni", "la copia della procura")),
    "es": ("{} se ha revisado; {} va adjunto.", ("El contrato", "El Informe Anual", "El préstamo",
           "El presupuesto", "El extracto", "El Comité de Riesgos", "El recibo", "El poder"),
           ("la factura", "el plan de pagos", "el acta de la reunión", "el borrador de la carta",
            "la lista de operaciones", "la copia del mandato")),
    "nl": ("{} is beoordeeld; {} is bijgevoegd.", ("De overeenkomst", "Het Jaarverslag",
           "De overboeking", "Het dossier", "De offerte", "De machtiging", "Het rekeningoverzicht",
           "De Raad van Bestuur"),
           ("de factuur", "het betalingsplan", "het verslag van de vergadering",
            "het concept van de brief", "de lijst met transacties", "de kopie van de volmacht")),
    "pl": ("{} została sprawdzona; {} w załączniku.", ("Umowa", "Faktura", "Oferta", "Dyspozycja",
           "Rada Nadzorcza", "Polityka Ryzyka", "Wpłata", "Reklamacja"),
           ("plan spłat", "protokół z posiedzenia", "projekt pisma", "lista operacji",
            "potwierdzenie przelewu", "kopia pełnomocnictwa")),
}  # fmt: skip

SENTENCES: Final = {
    language: tuple(frame.format(*parts) for parts in product(first, second))
    for language, (frame, first, second) in _TEMPLATES.items()
}
