"""Free text as advisers and clients write it: it names people, numbers and positions.

Each text is a template.  ``{name} {first} {last}`` the client, ``{iban} {email} {phone}``
theirs, ``{number}`` a financial account, ``{instrument} {isin} {quantity} {value}`` one of its
positions, ``{amount}`` a sum, ``{adviser}`` who looks after them.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Phrases:
    """Templates of one language.

    Attributes:
        subjects: Subjects of cases, tasks and e-mails.
        notes: What an adviser writes down.
        mails: What a client writes.
        steps: Next steps of an opportunity.
    """

    subjects: tuple[str, ...]
    notes: tuple[str, ...]
    mails: tuple[str, ...]
    steps: tuple[str, ...]


PHRASES: Final = {
    "German": Phrases(
        (
            "Überweisung nicht ausgeführt",
            "Depotübertrag {number}",
            "Frage zur Steuerbescheinigung",
            "Rückruf {last} erbeten",
        ),
        (
            "{name} hat angerufen ({phone}): die Überweisung über {amount} vom Konto {iban} fehlt. "
            "Bitte Valuta prüfen und per E-Mail an {email} bestätigen.",
            "Gespräch mit {first} {last} im Depot {number}: möchte {quantity} Stück {instrument} "
            "({isin}) verkaufen, derzeit {value}. Risikobereitschaft gesunken, Haus wird verkauft.",
            "Kundin/Kunde {last}: Scheidung läuft, Vollmacht des Ehepartners für {iban} widerrufen. "
            "Nichts am Telefon bestätigen, nur über {phone}.",
        ),
        (
            "Sehr geehrte Frau {adviser},\n\nbitte überweisen Sie {amount} von {iban} und verkaufen "
            "Sie die Hälfte meiner Position {instrument}. Erreichbar bin ich unter {phone}.\n\n"
            "Mit freundlichen Grüßen\n{name}\n{email}",
            "Guten Tag,\n\nin meinem Auszug zu {number} steht {instrument} ({isin}) mit {value}. "
            "Das stimmt nicht, ich halte {quantity} Stück.\n\nBeste Grüße\n{first} {last}",
        ),
        ("Angebot bis Freitag an {email}", "Termin mit {name} zum Mandat {number}"),
    ),
    "French": Phrases(
        (
            "Virement non exécuté",
            "Transfert de titres {number}",
            "Question sur l'attestation fiscale",
            "Rappeler {last}",
        ),
        (
            "{name} a appelé ({phone}) : le virement de {amount} depuis {iban} n'est pas arrivé. "
            "Vérifier la date de valeur et confirmer à {email}.",
            "Entretien avec {first} {last}, compte-titres {number} : souhaite vendre {quantity} parts "
            "de {instrument} ({isin}), soit {value}. Héritage en cours, tolérance au risque en baisse.",
            "Cliente/client {last} : procuration sur {iban} révoquée après la séparation. Ne rien "
            "confirmer par téléphone hors du {phone}.",
        ),
        (
            "Bonjour,\n\nmerci de virer {amount} depuis {iban} et de céder la moitié de ma ligne "
            "{instrument}. Je suis joignable au {phone}.\n\nCordialement,\n{name}\n{email}",
            "Madame {adviser},\n\nmon relevé {number} indique {instrument} ({isin}) pour {value}. "
            "C'est inexact, j'en détiens {quantity}.\n\nBien à vous,\n{first} {last}",
        ),
        ("Envoyer l'offre à {email} avant vendredi", "Rendez-vous avec {name}, mandat {number}"),
    ),
    "Italian": Phrases(
        (
            "Bonifico non eseguito",
            "Trasferimento titoli {number}",
            "Domanda sulla certificazione fiscale",
            "Richiamare {last}",
        ),
        (
            "{name} ha telefonato ({phone}): il bonifico di {amount} dal conto {iban} non risulta. "
            "Verificare la valuta e confermare a {email}.",
            "Colloquio con {first} {last}, dossier {number}: vuole vendere {quantity} quote di "
            "{instrument} ({isin}), oggi {value}. Propensione al rischio diminuita per malattia.",
        ),
        (
            "Buongiorno,\n\nvi prego di trasferire {amount} da {iban} e di vendere metà della "
            "posizione {instrument}. Mi trovate al {phone}.\n\nCordiali saluti\n{name}\n{email}",
            "Gentile dott.ssa {adviser},\n\nnell'estratto {number} vedo {instrument} ({isin}) a "
            "{value}. Non è corretto, ne possiedo {quantity}.\n\nDistinti saluti\n{first} {last}",
        ),
        ("Offerta entro venerdì a {email}", "Incontro con {name}, mandato {number}"),
    ),
    "Spanish": Phrases(
        (
            "Transferencia no ejecutada",
            "Traspaso de valores {number}",
            "Consulta sobre el certificado fiscal",
            "Llamar a {last}",
        ),
        (
            "{name} llamó ({phone}): falta la transferencia de {amount} desde {iban}. Comprobar la "
            "fecha valor y confirmar a {email}.",
            "Reunión con {first} {last}, cartera {number}: quiere vender {quantity} títulos de "
            "{instrument} ({isin}), hoy {value}. Menor tolerancia al riesgo tras la jubilación.",
        ),
        (
            "Buenos días:\n\nles ruego transferir {amount} desde {iban} y vender la mitad de mi "
            "posición en {instrument}. Pueden localizarme en el {phone}.\n\nUn saludo,\n{name}\n"
            "{email}",
            "Estimada Sra. {adviser}:\n\nmi extracto {number} muestra {instrument} ({isin}) por "
            "{value}. No es correcto, tengo {quantity}.\n\nAtentamente,\n{first} {last}",
        ),
        ("Enviar la oferta a {email} antes del viernes", "Cita con {name}, mandato {number}"),
    ),
    "Dutch": Phrases(
        (
            "Overboeking niet uitgevoerd",
            "Effectenoverdracht {number}",
            "Vraag over het fiscaal overzicht",
            "{last} terugbellen",
        ),
        (
            "{name} belde ({phone}): de overboeking van {amount} vanaf {iban} ontbreekt. Valutadatum "
            "nagaan en bevestigen aan {email}.",
            "Gesprek met {first} {last}, depot {number}: wil {quantity} stuks {instrument} ({isin}) "
            "verkopen, nu {value}. Risicobereidheid lager door verkoop van de zaak.",
        ),
        (
            "Goedemorgen,\n\ngraag {amount} overmaken vanaf {iban} en de helft van mijn positie "
            "{instrument} verkopen. U bereikt mij op {phone}.\n\nMet vriendelijke groet,\n{name}\n"
            "{email}",
            "Beste mevrouw {adviser},\n\nop mijn overzicht {number} staat {instrument} ({isin}) voor "
            "{value}. Dat klopt niet, ik heb {quantity} stuks.\n\nGroet,\n{first} {last}",
        ),
        ("Voorstel voor vrijdag naar {email}", "Afspraak met {name}, mandaat {number}"),
    ),
    "Polish": Phrases(
        (
            "Przelew nie został wykonany",
            "Przeniesienie papierów {number}",
            "Pytanie o informację podatkową",
            "Oddzwonić: {last}",
        ),
        (
            "Telefon: {name} ({phone}) – brak przelewu {amount} z rachunku {iban}. Sprawdzić datę "
            "waluty i potwierdzić na {email}.",
            "Rozmowa, {first} {last}, portfel {number}: chce sprzedać {quantity} szt. {instrument} "
            "({isin}), obecnie {value}. Mniejsza skłonność do ryzyka po sprzedaży firmy.",
        ),
        (
            "Dzień dobry,\n\nproszę przelać {amount} z {iban} i sprzedać połowę mojej pozycji "
            "{instrument}. Jestem pod numerem {phone}.\n\nZ poważaniem\n{name}\n{email}",
            "Szanowna Pani {adviser},\n\nna wyciągu {number} widzę {instrument} ({isin}) za {value}. "
            "To nieprawda, mam {quantity} szt.\n\nPozdrawiam\n{first} {last}",
        ),
        ("Oferta do piątku na {email}", "Spotkanie: {name}, mandat {number}"),
    ),
    "English": Phrases(
        (
            "Transfer not executed",
            "Securities transfer {number}",
            "Question about the tax certificate",
            "Call {last} back",
        ),
        (
            "{name} called ({phone}): the transfer of {amount} from {iban} is missing. Check the "
            "value date and confirm to {email}.",
            "Meeting with {first} {last}, portfolio {number}: wants to sell {quantity} units of "
            "{instrument} ({isin}), now {value}. Lower appetite for risk after selling the business.",
        ),
        (
            "Dear Ms {adviser},\n\nplease transfer {amount} from {iban} and sell half of my position "
            "in {instrument}. You can reach me on {phone}.\n\nKind regards\n{name}\n{email}",
            "Hello,\n\nmy statement for {number} shows {instrument} ({isin}) at {value}. That is "
            "wrong, I hold {quantity} units.\n\nBest wishes\n{first} {last}",
        ),
        ("Send the offer to {email} by Friday", "Meet {name} about mandate {number}"),
    ),
}
"""Templates by language."""
