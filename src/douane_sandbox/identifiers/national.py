"""Person, tax and VAT numbers of the EU's states, CH, GB, NO, IS and LI, with right check digits.

Written as their offices write them; ``compact`` of a caller may take the separators out.
"""

import random
from collections.abc import Callable
from importlib import import_module
from typing import Final

from stdnum import ean, luhn, verhoeff
from stdnum.fr import nif, nir
from stdnum.it import codicefiscale

from douane_sandbox.identifiers.shapes import day, fill, some, until

Make = Callable[[random.Random], str]

# Detector id, module of python-stdnum that checks it, shape with a date of birth in braces.
_SHAPES: Final = """
tax_id.at at_tin 99 999/9999
person_id.at at.vnr 9999 {dd}{mm}{yy}
person_id.be be.ssn {yy}.{mm}.{dd}-999.99
person_id.bg bg.egn {yy}{mm}{dd}9999
person_id.hr hr.oib 99999999999
tax_id.cy cy.vat 99999999#
person_id.cz cz.rc {yy}{mm}{dd}/9999
tax_id.cz cz.dic 99999999
person_id.dk dk.cpr {dd}{mm}{yy}-9999
person_id.ee ee.ik 3{yy}{mm}{dd}9999
person_id.fi fi.hetu {dd}{mm}{yy}-999*
tax_id.de de.idnr 99 999 999 999
tax_number.de de.stnr 99/999/99999
tax_id.gr gr.vat 999999999
person_id.gr gr.amka {dd}{mm}{yy}99999
person_id.ie ie.pps 9999999##
tax_id.it it.iva 99999999999
person_id.lv lv.pvn {dd}{mm}{yy}-19999
person_id.lt lt.asmens 3{yy}{mm}{dd}9999
person_id.nl nl.bsn 999999999
person_id.pl pl.pesel {yy}{mm}{dd}99999
tax_id.pl pl.nip 999-999-99-99
person_id.pt pt.cc 99999999 9 ZZ9
tax_id.pt pt.nif 299 999 999
person_id.ro ro.cnp 1{yy}{mm}{dd}999999
tax_id.ro ro.cui 99999999
person_id.sk sk.rc {yy}{mm}{dd}/9999
tax_id.sk sk.dph 2999999999
person_id.si si.emso {dd}{mm}{yyy}509999
tax_id.si si.ddv 99999999
person_id.es es.dni 99999999#
tax_id.es es.cif #99999999
person_id.se se.personnummer {yy}{mm}{dd}-9999
company_id.se se.orgnr 556999-9999
company_id.ch ch.uid CHE-999.999.999
health_id.gb gb.nhs 999 999 9999
tax_id.gb gb.utr 99999 99999
person_id.no no.fodselsnummer {dd}{mm}{yy} 99999
company_id.no no.orgnr 999 999 999
person_id.is is_.kennitala {dd}{mm}{yy}-9999
company_id.fr fr.siren 999 999 999
company_id.pl pl.regon 999999999
tax_id.li li.peid 999999
vat.at at.uid ATU99999999
vat.be be.vat BE0999999999
vat.bg bg.vat BG999999999
vat.hr hr.oib HR99999999999
vat.cy cy.vat CY99999999#
vat.cz cz.dic CZ99999999
vat.dk dk.cvr DK99999999
vat.ee ee.kmkr EE999999999
vat.fi fi.alv FI99999999
vat.fr fr.tva FR99999999999
vat.de de.vat DE999999999
vat.gr gr.vat EL999999999
vat.hu hu.anum HU99999999
vat.ie ie.vat IE9999999##
vat.it it.iva IT99999999999
vat.lv lv.pvn LV99999999999
vat.lt lt.pvm LT999999919
vat.lu lu.tva LU99999999
vat.mt mt.vat MT99999999
vat.nl nl.btw NL999999999B99
vat.pl pl.nip PL9999999999
vat.pt pt.nif PT999999999
vat.ro ro.cf RO99999999
vat.sk sk.dph SK9999999999
vat.si si.ddv SI99999999
vat.es es.nif ESA99999999
vat.se se.vat SE999999999901
vat.gb gb.vat GB999999999
vat.ch ch.vat CHE-999.999.999 MWST
vat.no no.mva NO 999 999 999 MVA
"""


def _at_tin(number: str) -> bool:
    digits = [int(digit) for digit in number if digit.isdigit()]
    doubled = (int("0246813579"[digit]) if at % 2 else digit for at, digit in enumerate(digits[:8]))
    return (10 - sum(doubled)) % 10 == digits[8]


def _checked(module: str, shape: str) -> Make:
    passes = _at_tin if module == "at_tin" else import_module(f"stdnum.{module}").is_valid

    def make(chance: random.Random) -> str:
        return until(chance, lambda: _dated(chance, shape), passes)

    return make


def _dated(chance: random.Random, shape: str) -> str:
    year, month, of_month = day(chance)
    parts = {"dd": f"{of_month:02}", "mm": f"{month:02}", "yy": f"{year % 100:02}"}
    return fill(chance, shape).format(yyy=f"{year % 1000:03}", **parts)


def _nir(chance: random.Random) -> str:
    year, month, _ = day(chance)
    number = f"{chance.randint(1, 2)}{year % 100:02}{month:02}{chance.randint(1, 95):02}"
    number = number.replace("20", "21") if number[5:7] == "20" else number
    number += f"{chance.randint(1, 500):03}{chance.randint(1, 999):03}"
    return str(nir.format(number + nir.calc_check_digits(number)))


def _codice_fiscale(chance: random.Random) -> str:
    year, month, of_month = day(chance)
    consonants = "BCDFGLMNPRSTVZ"
    number = some(chance, 6, consonants) + f"{year % 100:02}" + "ABCDEHLMPRST"[month - 1]
    number += f"{of_month + chance.choice((0, 40)):02}" + chance.choice("ABCDEFGHL")
    number += f"{chance.randint(100, 999)}"
    return number + str(codicefiscale.calc_check_digit(number))


def _ahv(chance: random.Random) -> str:
    number = "756" + fill(chance, "999999999")
    number += str(ean.calc_check_digit(number))
    return f"{number[:3]}.{number[3:7]}.{number[7:11]}.{number[11:]}"


def _numero_fiscal(chance: random.Random) -> str:
    number = chance.choice("0123") + fill(chance, "999999999")
    number += str(nif.calc_check_digits(number))
    return f"{number[:2]} {number[2:4]} {number[4:7]} {number[7:10]} {number[10:]}"


def _matricule(chance: random.Random) -> str:
    year, month, of_month = day(chance)
    number = f"{year}{month:02}{of_month:02}{chance.randint(0, 999):03}"
    return number + str(luhn.calc_check_digit(number)) + str(verhoeff.calc_check_digit(number))


def _pension(chance: random.Random) -> str:
    year, month, of_month = day(chance)
    area = chance.choice(("02", "04", "08", "12", "15", "17", "24", "38", "50", "65"))
    letter = chance.choice("ABCDEFGHKLMNPRSTW")
    plain = f"{area}{of_month:02}{month:02}{year % 100:02}{ord(letter) - 64:02}"
    plain += f"{chance.randint(0, 99):02}"
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    products = (int(digit) * weight for digit, weight in zip(plain, weights, strict=True))
    check = sum(product // 10 + product % 10 for product in products) % 10
    return f"{plain[:2]} {plain[2:8]} {letter} {plain[10:]}{check}"


def _taj(chance: random.Random) -> str:
    digits = fill(chance, "99999999")
    check = sum(int(digit) * (3, 7)[at % 2] for at, digit in enumerate(digits)) % 10
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}{check}"


def _hungarian_tax(chance: random.Random) -> str:
    while True:
        digits = "8" + fill(chance, "99999999")
        check = sum(int(digit) * at for at, digit in enumerate(digits, 1)) % 11
        if check < 10:  # noqa: PLR2004 - a digit
            return f"{digits}{check}"


def _nino(chance: random.Random) -> str:
    first, second = chance.choice("ABCEGHJKLMNPRSTWXYZ"), chance.choice("ABCEGHJKLMPRSTWXY")
    digits = fill(chance, "99 99 99")
    return f"{first}{second} {digits} {chance.choice('ABCD')}"


def _maltese(chance: random.Random) -> str:
    return f"{fill(chance, '9999999')}{chance.choice('MGAPLHBZ')}"


def _nie(chance: random.Random) -> str:
    passes = import_module("stdnum.es.nie").is_valid
    return until(chance, lambda: chance.choice("XYZ") + fill(chance, "9999999A"), passes)


MAKERS: Final[dict[str, Make]] = {
    **{
        name: _checked(module, shape)
        for name, module, shape in (line.split(maxsplit=2) for line in _SHAPES.strip().splitlines())
    },
    "person_id.fr": _nir,
    "tax_id.fr": _numero_fiscal,
    "person_id.it": _codice_fiscale,
    "person_id.ch": _ahv,
    "person_id.lu": _matricule,
    "person_id.de": _pension,
    "person_id.hu": _taj,
    "tax_id.hu": _hungarian_tax,
    "person_id.gb": _nino,
    "person_id.mt": _maltese,
    "foreigner_id.es": _nie,
}
