"""Which numbers the states give, how long they are, and who checks them.

python-stdnum does the arithmetic, and is imported once, module by module; nothing of it that
reads a file or reaches a network is called.  Three numbers that it does not know, and one that
it looks up in a file, are checked in ``own_checks``.

Sources: python-stdnum's documentation of each module; the European Commission's *TIN on the
web*; ISO 3166-1 for the countries.
"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Final

import msgspec

from douane.detect.identifiers.national import own_checks

Check = Callable[[str], bool]


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number that a state gives.

    Attributes:
        id: Detector id, such as ``person_id.pl``.
        topics: Labels that may name it: its own id, its group, and groups that stand for it.
        form: What it is once separators are gone, in capitals.
        check: Tells whether one of that form can have been given.
    """

    id: str
    topics: frozenset[str]
    form: re.Pattern[str]
    check: Check


# Many states know one number for both, and people call it by either name.
_GROUPS: Final = {
    "person_id": ("person", "tax", "id_card"),
    "foreigner_id": ("person", "tax", "id_card", "person_id.es"),
    "health_id": ("person",),
    "tax_id": ("tax", "vat", "company", "person"),
    "tax_number": ("tax",),
    "company_id": ("company", "tax", "vat"),
}
# Without a check digit, a general label is too little.
_OWN_LABEL_ONLY: Final = frozenset({"tax_id.li", "company_id.is", "tax_number.de"})
# Detector id, module of stdnum (or a function of own_checks), form.
_NUMBERS: Final = r"""
tax_id.at own:austrian_tax \d{9}
person_id.at at.vnr \d{10}
person_id.be be.ssn \d{11}
person_id.bg bg.egn \d{10}
person_id.bg bg.pnf \d{10}
person_id.hr hr.oib \d{11}
tax_id.cy cy.vat \d{8}[A-Z]
person_id.cz cz.rc \d{9,10}
tax_id.cz cz.dic \d{8,10}
person_id.dk dk.cpr \d{10}
company_id.dk dk.cvr \d{8}
person_id.ee ee.ik \d{11}
company_id.ee ee.kmkr \d{9}
person_id.fi fi.hetu \d{6}[-+ABCDEFYXWVU]?\d{3}[0-9A-Z]
company_id.fi fi.alv \d{8}
tax_id.fr fr.nif \d{13}
person_id.fr fr.nir [12347]\d{4}(?:\d\d|2[AB])\d{8}
company_id.fr fr.siren \d{9}
company_id.fr fr.siret \d{14}
company_id.fr fr.tva [0-9A-HJ-NP-Z]{2}\d{9}
tax_id.de de.idnr \d{11}
tax_number.de de.stnr \d{10,13}
person_id.de own:german_pension \d{8}[A-Z]\d{3}
company_id.de de.vat \d{9}
tax_id.gr gr.vat \d{9}
person_id.gr gr.amka \d{11}
person_id.hu own:hungarian_insurance \d{9}
tax_id.hu own:hungarian_tax 8\d{9}
company_id.hu hu.anum \d{8}
person_id.ie ie.pps \d{7}[A-W][A-ITWX]?
person_id.it it.codicefiscale [A-Z]{6}[0-9L-V]{2}[A-Z][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z]
tax_id.it it.iva \d{11}
person_id.lv lv.pvn \d{11}
person_id.lt lt.asmens \d{11}
company_id.lt lt.pvm \d{9}|\d{12}
person_id.lu own:luxembourgish \d{13}
company_id.lu lu.tva \d{8}
person_id.mt own:maltese \d{3,7}[MGAPLHBZ]
company_id.mt mt.vat \d{8}
person_id.nl nl.bsn \d{8,9}
person_id.pl pl.pesel \d{11}
tax_id.pl pl.nip \d{10}
company_id.pl pl.regon \d{9}|\d{14}
person_id.pt pt.cc \d{9}[A-Z0-9]{2}\d
tax_id.pt pt.nif \d{9}
person_id.ro ro.cnp \d{13}
tax_id.ro ro.cui \d{5,10}
person_id.sk sk.rc \d{9,10}
tax_id.sk sk.dph \d{10}
person_id.si si.emso \d{13}
tax_id.si si.ddv \d{8}
company_id.si si.maticna \d{7}(?:[0-9A-Z]\d\d)?
person_id.es es.dni \d{8}[A-Z]
foreigner_id.es es.nie [XYZ]\d{7}[A-Z]
tax_id.es es.cif [A-HJNP-SUVW]\d{7}[0-9A-J]
tax_id.es es.nif [KLM]\d{7}[A-Z]
person_id.se se.personnummer (?:\d\d)?\d{6}[-+]?\d{4}
company_id.se se.orgnr \d{10}
person_id.ch ch.ssn 756\d{10}
company_id.ch ch.uid CHE\d{9}
person_id.gb own:british_insurance [A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z]\d{6}[A-D]?
health_id.gb gb.nhs \d{10}
tax_id.gb gb.utr K?\d{10}
company_id.gb gb.vat \d{9}|\d{12}
person_id.no no.fodselsnummer \d{11}
company_id.no no.orgnr \d{9}
person_id.is is_.kennitala \d{10}
company_id.is is_.vsk \d{5,6}
tax_id.li li.peid \d{4,12}
company_id.be be.vat 0?\d{9}
company_id.ro ro.cf \d{2,10}
"""
# Country prefix, module, form behind the prefix.
_VAT: Final = r"""
AT at.uid U\d{8}
BE be.vat [01]?\d{9}
BG bg.vat \d{9,10}
HR hr.oib \d{11}
CY cy.vat \d{8}[A-Z]
CZ cz.dic \d{8,10}
DK dk.cvr \d{8}
EE ee.kmkr \d{9}
FI fi.alv \d{8}
FR fr.tva [0-9A-HJ-NP-Z]{2}\d{9}
MC fr.tva [0-9A-HJ-NP-Z]{2}\d{9}
DE de.vat \d{9}
EL gr.vat \d{8,9}
GR gr.vat \d{8,9}
HU hu.anum \d{8}
IE ie.vat \d[0-9A-Z+*]\d{5}[A-Z]{1,2}
IT it.iva \d{11}
LV lv.pvn \d{11}
LT lt.pvm \d{9}(?:\d{3})?
LU lu.tva \d{8}
MT mt.vat \d{8}
NL nl.btw \d{9}B\d\d
PL pl.nip \d{10}
PT pt.nif \d{9}
RO ro.cf \d{2,13}
SK sk.dph \d{10}
SI si.ddv \d{8}
ES es.nif [0-9A-Z]\d{7}[0-9A-Z]
SE se.vat \d{10}01
GB gb.vat \d{9}(?:\d{3})?|GD[0-4]\d\d|HA[5-9]\d\d
XI gb.vat \d{9}(?:\d{3})?
CHE ch.vat \d{9}(?:MWST|TVA|IVA|TPV)
NO no.mva \d{9}(?:MVA)?
"""


def _check(name: str) -> Check:
    if name.startswith("own:"):
        return getattr(own_checks, name.removeprefix("own:"))  # type: ignore[no-any-return]
    return import_module(f"stdnum.{name}").is_valid  # type: ignore[no-any-return]


def _number(line: str) -> Number:
    id_, check, form = line.split(maxsplit=2)
    groups = () if id_ in _OWN_LABEL_ONLY else _GROUPS[id_.partition(".")[0]]
    topics = frozenset({id_, *groups})
    return Number(id_, topics, re.compile(form, re.ASCII), _check(check))


NUMBERS: Final = tuple(_number(line) for line in _NUMBERS.strip().splitlines())
VAT: Final = {
    prefix: Number(
        f"vat.{'gr' if prefix == 'EL' else prefix[:2].lower()}",
        frozenset({"vat", "tax", "company"}),
        re.compile(form, re.ASCII),
        _check(check),
    )
    for prefix, check, form in (line.split(maxsplit=2) for line in _VAT.strip().splitlines())
}


def by_id(id_: str) -> tuple[Number, ...]:
    """Return the numbers that go by a detector id; some states changed theirs."""
    return tuple(number for number in NUMBERS if number.id == id_)
