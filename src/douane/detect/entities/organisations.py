"""Organisations: whatever bears a legal form, and names around a word such as *Bank*.

A legal form ends a name (``Nordwind Handel GmbH & Co. KG``); it is read from there to the left,
as long as words are capitalised, or join such words.  A head word (*Stiftung*, *University of*)
needs a word beside it that is not ordinary: *Investment Bank* is none, *Bank Sarasin* is one.
"""

import re
from typing import Final

from douane.detect.entities.letters import CAPITAL, LETTER
from douane.detect.entities.words import (
    ANY_NAME,
    ANY_PLACE,
    FAMILY,
    FAMILY_TOO,
    GIVEN,
    GIVEN_TOO,
    ORDINARY,
    look_up,
)
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_FORMS: Final = (
    "GmbH|gGmbH|mbH|AG|KG|KGaA|OHG|UG|GbR|SE|e\\.V\\.|eG|e\\.G\\.|eGen|Ges\\.m\\.b\\.H\\."
    "|Genossenschaft|S(?:à|a)rl|SARL|S\\.à r\\.l\\.|S\\.A\\.R\\.L\\.|SAS|SASU|S\\.A\\.S\\.|SA"
    "|S\\.A\\.|SNC|SCI|SCA|EURL|ASBL"
    "|S\\.p\\.A\\.|SpA|Srl|SRL|S\\.r\\.l\\.|S\\.R\\.L\\.|S\\.n\\.c\\.|S\\.a\\.s\\.|S\\.C\\."
    "|S\\.L\\.U?\\.?|SLU|SL|S\\.L\\.L\\.|S\\.Coop\\."
    "|B\\.V\\.|BV|N\\.V\\.|NV|V\\.O\\.F\\.|VOF|C\\.V\\.|BVBA|Sp\\. ?z ?o\\. ?o\\."
    "|sp\\. ?z ?o\\. ?o\\.|S\\.A\\.|[Ss]p\\. ?j\\.|Sp\\. ?k\\."
    "|Ltd|Limited|LTD|PLC|plc|Plc|LLP|LLC|L\\.L\\.C\\.|Inc|INC|Incorporated|Corp|Corporation"
    "|CORP|LP|L\\.P\\.|Co\\.|and Sons|& Sons|and Partners|& Partners|und Partner|& Partner"
    "|& Söhne|& Co|et Fils|& Fils|et Associés|& Associés|y Asociados|e Figli|& Figli"
    "|AB|A/S|ApS|AS|ASA|Oy|Oyj|d\\.o\\.o\\.|s\\.r\\.o\\.|a\\.s\\.|Kft\\.?|Zrt\\.?"
)
_LOWER_FORMS: Final = "gmbh|ltd|llc|plc|inc|corp|bv|s\\.p\\.a\\.|s\\.r\\.l\\.|sarl|b\\.v\\."
_BEHIND: Final = re.compile(
    r"\.?(?: ?& ?Co\.?(?: ?KG(?:aA)?| OHG)?| KGaA)?"
    rf"(?:,? (?:Holding|International|Group|{_FORMS})(?![\w]))?"
)
_WINDOW: Final = 90
_PART: Final = (
    rf"(?:{CAPITAL}[\w'’.+-]*+|{LETTER}*+{CAPITAL}[\w'’-]*+|\d[\w-]*+{CAPITAL}?[\w-]*+|&|\+)"
)
_JOINT: Final = r"(?:und|and|et|e|y|en|i|of|de|du|di|della|del)"
_RUN: Final = re.compile(rf"{_PART}(?:(?: {_JOINT}){{0,2}},? {_PART}){{0,7}},?$")
_LOWER_RUN: Final = re.compile(rf"{LETTER}[\w'’-]*(?: {LETTER}[\w'’-]*){{0,2}}$")
GENERIC: Final = frozenset(
    "Firma Gesellschaft Unternehmen Kunde Kundin Kunden Mandant Mandantin Lieferant Partner Die Der"
    " Das Den Dem Des Ein Eine Einer Bei Mit Von Für Zur Zum Im In An Am Auf Und Oder Wir Ihre"
    " Unsere The A An At By From With For To On Of Our Your Client Customer Company Supplier"
    " Vendor And Is"
    " La Le Les Un Une Société Entreprise Chez Avec Pour Par De Du Des Et Cliente Il Lo Gli Una La"
    " Società Azienda Presso Con Per Da El Los Las Una Empresa Compañía Sociedad Cliente Para Y"
    " Het Een Bedrijf Klant Voor Met Bij Door Van Spółka Firma Klient Dla Z W O Do Od Przez"
    " Sehr Dear Bitte Please Betreff Subject Re Fw Fwd We I You It This That As If When While Mein"
    " Rechnung Vertrag Invoice Contract Facture Fattura Factura Factuur Faktura Umowa"
    " Contrat".split()
)
_HEADS: Final = (
    "Bank|Bankhaus|Sparkasse|Volksbank|Raiffeisenbank|Stiftung|Kanzlei|Verlag|Versicherung"
    "|Versicherungen|Klinik|Klinikum|Spital|Krankenhaus|Universität|Hochschule|Treuhand|Holding"
    "|Gruppe|Verein"
    "|Établissements|Etablissements|Éts|Ets|Banque|Fondation|Cabinet|Université|Hôpital|Assurances|Mutuelle|Crédit|Caisse"
    "|Banca|Banco|Fondazione|Studio|Università|Ospedale|Assicurazioni|Fundación|Universidad"
    "|Seguros|Grupo|Groupe|Gruppo|Groep|Grupa|Caja|Bufete|Despacho"
    "|Stichting|Verzekeringen|Universiteit|Ziekenhuis|Kancelaria|Fundacja|Uniwersytet|Szpital"
    "|Towarzystwo"
    "|University|Foundation|Institute|College|Hospital|Capital|Partners|Holdings|Insurance"
    "|Consulting|Solutions|Technologies|Systems|Ventures|Advisors|Associates|Trust|Group"
    "|Industries|Enterprises|Logistics|Pharma|Pharmaceuticals|Labs|Analytics|Software|Networks"
    "|Energy|Media|Motors|Airlines|Council|Society|Association|Federation|Ministry|Agency"
    "|Research|Services|Company|Corporation|Health|Mutual|Asset Management|Wealth Management"
    "|Center|Centre"
)
_MORE_HEADS: Final = re.compile(rf"(?: (?:and |& )?(?:{_HEADS})\b){{1,3}}")
_OF: Final = re.compile(
    rf" ?(?:of|für|der|de|des|di|del|della|degli|van|voor|dla) (?:the |la |las |el "
    rf"|l')?(?:St\. ?|[A-Z]\. )?{CAPITAL}[\w'’-]*+(?: (?:and |de )?{CAPITAL}[\w'’-]*+){{0,3}}"
)
_RIGHT: Final = re.compile(rf"(?: {CAPITAL}[\w'’-]*+){{1,3}}")
_WORDS: Final = re.compile(r"[^\W_][\w'’-]*")


def _known_part(word: str) -> bool:
    """Say whether a word is one that a name of an organisation would share with no heading."""
    bits = look_up(word.capitalize() if word.isupper() and len(word) > 3 else word)
    return not bits & ORDINARY or (bool(bits & (ANY_NAME | ANY_PLACE)) and word not in GENERIC)


def _left(text: str, end: int) -> int:
    """Return where the run of name words that ends before ``end`` begins; ``end`` for none."""
    first = max(0, end - _WINDOW)
    window = text[first:end]
    for cut in ("\n", "\x00", "\t", ";", ":", "(", '"', "!", "?"):
        at = window.rfind(cut)
        if at >= 0:
            first, window = first + at + 1, window[at + 1 :]
    start = end
    at = len(window)
    words = 0
    # Word by word to the left; each step looks at one word, so the work is bounded.
    while words < 8:
        stripped = window[:at].rstrip(" ," if not words else " ")
        begin = stripped.rfind(" ") + 1
        word = stripped[begin:]
        if not word or len(window[:at]) - len(stripped) > 2:
            break
        capital = word[0].isupper() or word[0].isdigit() or word in ("&", "+")
        if (word[-1] == "." and len(word) > 4) or (word[-1] == "," and words):
            break
        if capital:
            start, words = first + begin, words + 1
        elif not re.fullmatch(_JOINT, word) or (
            words == 0 and word not in ("und", "and", "et", "e", "y", "en", "i")
        ):
            break
        at = begin
    return start


def _trim(text: str, start: int, end: int) -> int:
    """Step over the generic words that a run begins with."""
    while start < end:
        match = _WORDS.match(text, start, end)
        if match is None or match[0] not in GENERIC:
            break
        behind = match.end()
        while behind < end and text[behind] in " ,&":
            behind += 1
        start = behind
    return start


_ABBREVIATED: Final = frozenset({"Ltd", "LTD", "Inc", "INC", "Corp", "CORP", "& Co"})


def with_form(text: str, end: int) -> Hit | None:
    """Read the organisation whose legal form ends here."""
    form = text.rfind(" ", max(0, end - 14), end - 1)
    form = max(form, text.rfind(",", max(0, end - 14), end - 1))
    line = text[max(0, end - 18) : end]
    match = _FORM_AT_END.search(line)
    if match is None:
        return None
    form = end - len(match[0])
    start = _left(text, form)
    start = _trim(text, start, form)
    if start >= form - 1:
        return None
    behind = _BEHIND.match(text, end)
    last = end if behind is None else behind.end()
    # "Nordwind GmbH." ends a sentence; the full stop of "Ltd." is its own.
    if last == end + 1 and text[end] == "." and match[0] not in _ABBREVIATED:
        last = end
    return Hit(start, last, Kind.ORG, 0.9)


_FORM_AT_END: Final = re.compile(rf"(?:{_FORMS}|{_LOWER_FORMS})$")


def with_lower_form(text: str, end: int) -> Hit | None:
    """Read an organisation in a text without capitals: up to two words before the form."""
    match = _FORM_AT_END.search(text[max(0, end - 18) : end])
    if match is None:
        return None
    form = end - len(match[0])
    run = _LOWER_RUN.search(text[max(0, form - 50) : form].rstrip(" ,"))
    if run is None:
        return None
    words = run[0].split(" ")
    kept: list[str] = []
    for word in reversed(words):
        bits = look_up(word.capitalize())
        if kept and bits & ORDINARY and not bits & ANY_NAME:
            break
        if word.capitalize() in GENERIC:
            break
        kept.insert(0, word)
    if not kept:
        return None
    start = text.rfind(" ".join(kept), max(0, form - 50), form)
    return Hit(start, end, Kind.ORG, 0.6)


def around_head(text: str, end: int) -> Hit | None:
    """Read an organisation around a head word that ends here."""
    head = end
    while head and (text[head - 1].isalpha()):
        head -= 1
    start = _trim(text, _left(text, head), head)
    last = end
    more = _MORE_HEADS.match(text, end)
    if more is not None:
        end = last = more.end()
    behind = _OF.match(text, end) or (_RIGHT.match(text, end) if start == head else None)
    if behind is not None:
        last = behind.end()
    if start == head and last == end:
        return None
    if _NUMBERED.match(text, last):
        return None  # "National Insurance number" is what stands before one
    words = _WORDS.findall(text[start:head] + " " + text[end:last])
    sure = start == head and text[head:end] in _SURE_HEADS
    if not sure and not any(_known_part(word) for word in words if word[0].isupper()):
        return None
    return Hit(start, last, Kind.ORG, 0.6)


_NUMBERED: Final = re.compile(r"(?i) (?:numbers?|nummer|no|nr|id)\b")
_PARTNERS: Final = re.compile(
    rf"({CAPITAL}[\w'’-]*+), ({CAPITAL}[\w'’-]*+),? (?:and|und|et|e|y|en|i|&) ({CAPITAL}[\w'’-]*+)"
)


def of_partners(text: str, end: int) -> Hit | None:
    """Read a firm named after three partners, ``Graham, Ochoa and Vasquez``, from its *and*."""
    first = max(0, end - 60)
    first = max(first, text.rfind("\x00", first, end) + 1, text.rfind("\n", first, end) + 1)
    for match in _PARTNERS.finditer(text, first, end + 30):
        if not match.start(3) < end + 1 <= match.end(3):
            continue
        classes = [look_up(name) for name in match.groups()]
        named = all(bits & (FAMILY | FAMILY_TOO) for bits in classes)
        if named and any(not bits & (GIVEN | GIVEN_TOO) for bits in classes):
            return Hit(match.start(), match.end(), Kind.ORG, 0.6)
    return None


# Whatever follows these is a name, although each of its words may be ordinary.
_SURE_HEADS: Final = frozenset(
    "Établissements Etablissements Éts Ets Groupe Grupo Gruppo Groep Grupa Stichting".split()
)
_HEAD: Final = re.compile(rf"(?<!\w)(?:{_HEADS})(?!\w)")


def before_name(text: str, end: int) -> Hit | None:
    """Read an organisation whose head word stands right before what ends here."""
    ends = [match.end() for match in _HEAD.finditer(text, max(0, end - 40), end)]
    return around_head(text, ends[-1]) if ends else None


TRIGGERS: Final = (
    Trigger(
        "org.partners",
        (
            (
                b"[\\w\\x80-\\xff], [A-Z\\xc3-\\xc5][\\w\\x80-\\xff'-]*,?"
                b" (?:and|und|et|e|y|en|i"
                b"|&) [A-Z]"
            ),
        ),
        of_partners,
    ),
    Trigger(
        "org.legal_form",
        (b"[\\w.'&)\\x80-\\xff] ?,? (?:" + _FORMS.encode() + b")(?:[^\\w\\x80-\\xff]|$)",),
        lambda text, end: with_form(text, _back(text, end)),
    ),
    Trigger(
        "org.legal_form",
        (b"[a-z],? (?:" + _LOWER_FORMS.encode() + b")(?:[^\\w\\x80-\\xff]|$)",),
        lambda text, end: with_lower_form(text, _back(text, end)),
    ),
    Trigger(
        "org.head",
        (
            # A head word alone, as *der Bank*, is not worth a look.
            b"[A-Z\\xc3-\\xc5][\\w\\x80-\\xff'&.-]* (?:" + _HEADS.encode() + b")\\b",
        ),
        around_head,
    ),
    Trigger(
        "org.head",
        (
            b"\\b(?:" + _HEADS.encode() + b") (?:[A-Z]|[\\xc3-\\xc5][\\x80-\\xbf]"
            b"|of |f\\xc3\\xbcr |der |de |des |di |del|van |voor |dla )",
            # No border of a word stands before a byte of more than seven bits.
            b"\\xc3\\x89(?:tablissement|t)s (?:[A-Z]|[\\xc3-\\xc5][\\x80-\\xbf])",
        ),
        before_name,
    ),
)


def _back(text: str, end: int) -> int:
    """Step back over the character behind the form."""
    at = end
    while at > 0 and end - at < 3 and not (text[at - 1].isalnum() or text[at - 1] == "."):
        at -= 1
    if text[at - 1] == "." and _FORM_AT_END.search(text[max(0, at - 18) : at]) is None:
        at -= 1
    return at
