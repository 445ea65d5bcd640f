"""Every detector id that a finding may bear, with its kind and what speaks for it.

``docs/identifiers.md`` shows this table, and tests hold the scan to it: no finding has another id,
kind or confidence.
"""

from typing import Final

import msgspec

from douane.detect.identifiers.national.register import NUMBERS, VAT
from douane.detect.identifiers.scan import CHARACTERS_A_PLACE, CROWDED, LEAST_ROOM
from douane.detect.identifiers.secrets import issued_keys
from douane.detect.identifiers.systems.key_prefixes import OBJECTS
from douane.model.token import Kind


class Row(msgspec.Struct, frozen=True, gc=False):
    """One detector, or one a country or issuer.

    Attributes:
        id: Its id; ``*`` stands for a country, an issuer or an object.
        kind: Kind of the token; empty where the text itself says it.
        accepted: What is found.
        confidence: Least and greatest.
    """

    id: str
    kind: Kind | None
    accepted: str
    confidence: tuple[float, float]


ROWS: Final = (
    Row("secret.private_key", Kind.SECRET, "PEM, OpenSSH, PGP, PuTTY: the whole block", (1.0, 1.0)),
    Row(
        "secret.*",
        Kind.SECRET,
        "keys and tokens with an issuer's prefix, JWT, Salesforce sessions; many also where blanks"
        " or line ends break them behind the prefix",
        (0.9, 1.0),
    ),
    Row(
        CROWDED,
        Kind.TEXT,
        f"the rest of a text in which more than {LEAST_ROOM:,} places, and one in"
        f" {CHARACTERS_A_PLACE} characters, would have to be looked at",
        (1.0, 1.0),
    ),
    Row("secret.connection", Kind.SECRET, "a URL that carries a password", (1.0, 1.0)),
    Row(
        "secret.header", Kind.SECRET, "what follows `Bearer` or `Authorization: Basic`", (1.0, 1.0)
    ),
    Row(
        "secret.password",
        Kind.SECRET,
        "what follows a word for *password* in seven languages",
        (0.9, 0.9),
    ),
    Row(
        "secret.key",
        Kind.SECRET,
        "long random text behind *API key*, *client secret*, *token* …",
        (0.9, 0.9),
    ),
    Row(
        "token",
        None,
        "anything that has the form of a Douane token, also inside a word",
        (1.0, 1.0),
    ),
    Row(
        "passport.mrz",
        Kind.IDENTITY,
        "machine-readable zone TD3, check digits right: all its lines",
        (1.0, 1.0),
    ),
    Row("id_card.mrz", Kind.IDENTITY, "the same, TD1 and TD2", (1.0, 1.0)),
    Row("visa.mrz", Kind.IDENTITY, "the same, MRV-A and MRV-B", (1.0, 1.0)),
    Row(
        "email",
        Kind.EMAIL,
        "international addresses too; no list of endings is downloaded",
        (1.0, 1.0),
    ),
    Row(
        "iban",
        Kind.IBAN,
        "89 countries' forms, check digits right; any grouping, any case",
        (1.0, 1.0),
    ),
    Row(
        "record_id",
        Kind.RECORD,
        "Salesforce ids: 18 characters, checksum right; 15 of a known object or behind a word",
        (0.7, 1.0),
    ),
    Row("record_id.*", Kind.RECORD, "the same, of a standard object", (0.7, 1.0)),
    Row("lei", Kind.CODE, "ISO 17442, check digits right", (0.6, 1.0)),
    Row("isin", Kind.CODE, "ISO 6166, check digit right; in groups behind its label", (0.9, 1.0)),
    Row("wallet.btc", Kind.CODE, "base58check, bech32, bech32m", (1.0, 1.0)),
    Row(
        "wallet.eth",
        Kind.CODE,
        "`0x` and 40 hexadecimal digits; the case (EIP-55) is not checked",
        (0.8, 0.8),
    ),
    Row(
        "wallet.other",
        Kind.CODE,
        "Litecoin, Dogecoin, Dash, Tron, Ripple, checksum right",
        (1.0, 1.0),
    ),
    Row(
        "vat.*",
        Kind.CODE,
        "country prefix, length and check digit; a lower-case prefix needs a label",
        (0.8, 1.0),
    ),
    Row(
        "ip.v4",
        Kind.CODE,
        "no version, section or object identifier, none of this machine",
        (0.9, 0.9),
    ),
    Row("ip.v6", Kind.CODE, "RFC 5952 and longer forms, not loopback", (1.0, 1.0)),
    Row("mac", Kind.CODE, "six pairs or three fours, with a letter or colons", (0.9, 0.9)),
    Row(
        "card",
        Kind.CARD,
        "13 to 19 digits of an issuer's range and length, Luhn's digit right",
        (1.0, 1.0),
    ),
    Row(
        "birth_date",
        Kind.IDENTITY,
        "any written form, behind *born*, *geb.*, *né le* … or a star",
        (0.7, 0.9),
    ),
    Row("person_id.*", Kind.IDENTITY, "national person and insurance numbers", (0.7, 1.0)),
    Row("foreigner_id.*", Kind.IDENTITY, "the same for foreigners (NIE)", (0.7, 1.0)),
    Row("health_id.*", Kind.IDENTITY, "NHS numbers", (0.7, 1.0)),
    Row("tax_id.*", Kind.IDENTITY, "tax numbers", (0.7, 1.0)),
    Row(
        "tax_number.*", Kind.IDENTITY, "Germany's older tax numbers, behind their label", (0.7, 1.0)
    ),
    Row("company_id.*", Kind.CODE, "register and enterprise numbers", (0.7, 1.0)),
    Row(
        "bic",
        Kind.CODE,
        "ISO 9362: behind its label, of a well-known bank, or with a branch",
        (0.6, 1.0),
    ),
    Row("cusip", Kind.CODE, "behind its label, check digit right", (0.9, 0.9)),
    Row("sedol", Kind.CODE, "behind its label, check digit right", (0.9, 0.9)),
    Row("wkn", Kind.CODE, "behind its label", (0.9, 0.9)),
    Row("valor", Kind.CODE, "behind its label", (0.9, 0.9)),
    Row("mic", Kind.CODE, "ISO 10383, behind its label", (0.8, 0.8)),
    Row("person_id", Kind.IDENTITY, "at once behind a label, whatever its digits", (0.6, 0.6)),
    Row("tax_id", Kind.IDENTITY, "the same", (0.6, 0.6)),
    Row("passport", Kind.IDENTITY, "the same", (0.6, 0.6)),
    Row(
        "id_card", Kind.IDENTITY, "the same; driving licences and residence permits too", (0.6, 0.6)
    ),
    Row("vat", Kind.CODE, "the same", (0.6, 0.6)),
    Row("company_id", Kind.CODE, "the same", (0.6, 0.6)),
    Row("account", Kind.CODE, "the same; deposits and portfolios too", (0.6, 0.6)),
    Row("customer", Kind.CODE, "the same", (0.6, 0.6)),
    Row("contract", Kind.CODE, "the same; policies, loans and claims too", (0.6, 0.6)),
    Row(
        "phone",
        Kind.PHONE,
        "`+` or `00` with a calling code and length that exist; national forms behind a word",
        (0.7, 0.9),
    ),
    Row(
        "geo",
        Kind.PLACE,
        "pairs of five decimals, of four behind a word; degrees and minutes",
        (0.7, 1.0),
    ),
    Row("plate", Kind.CODE, "behind *Kennzeichen*, *targa*, *licence plate* …", (0.8, 0.8)),
)
_BY_ID: Final = {row.id: row for row in ROWS}


def row(detector: str) -> Row | None:
    """Return the row that a detector id belongs to; None for an id that nobody bears."""
    return _BY_ID.get(detector) or _BY_ID.get(f"{detector.partition('.')[0]}.*")


def members(pattern: str) -> tuple[str, ...]:
    """Return what ``*`` stands for in an id, sorted."""
    prefix = pattern.removesuffix("*")
    ids = {number.id for number in (*NUMBERS, *VAT.values())}
    ids |= {trigger.id for trigger in issued_keys.TRIGGERS}
    ids |= {f"record_id.{name}" for name in OBJECTS.values()}
    return tuple(sorted(id_.removeprefix(prefix) for id_ in ids if id_.startswith(prefix)))


def table() -> str:
    """Return the table of ``docs/identifiers.md``."""
    lines = ["| detector | kind | found | confidence |", "|---|---|---|---|"]
    for each in ROWS:
        least, most = each.confidence
        sure = f"{least}" if least == most else f"{least} to {most}"
        kind = each.kind.value if each.kind else "its own"
        lines.append(f"| `{each.id}` | {kind} | {each.accepted} | {sure} |")
    for each in ROWS:
        if each.id.endswith("*") and each.id != "record_id.*":
            names = ", ".join(members(each.id))
            lines += ["", f"`{each.id}`: {names}."]
    return "\n".join(lines) + "\n"
