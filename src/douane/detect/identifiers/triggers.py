"""All that the one scan looks for, surest first: where two readings overlap, the first stands.

Secrets come before everything, because a request that holds one is refused, and what looks
like an address or a token inside one must not hide it.
"""

from typing import Final

from douane.detect.identifiers import labelled
from douane.detect.identifiers.contact import email_address, phone
from douane.detect.identifiers.finance import bic, card, iban, securities, wallet
from douane.detect.identifiers.national import forms, vat
from douane.detect.identifiers.papers import birth_date, mrz
from douane.detect.identifiers.secrets import (
    broken_keys,
    connection,
    issued_keys,
    password,
    private_key,
)
from douane.detect.identifiers.systems import lookalike, network, place, plate, record_id
from douane.detect.identifiers.trigger import Trigger

TRIGGERS: Final[tuple[Trigger, ...]] = (
    private_key.PEM,
    private_key.PUTTY,
    *issued_keys.TRIGGERS,
    *broken_keys.TRIGGERS,
    connection.TRIGGER,
    password.HEADER,
    password.PASSWORD,
    lookalike.TRIGGER,
    mrz.TRIGGER,
    email_address.TRIGGER,
    iban.TRIGGER,
    record_id.LONG,
    securities.LEI,
    securities.ISIN,
    wallet.ETHEREUM,
    wallet.BECH32,
    wallet.BASE58,
    vat.TRIGGER,
    network.V6,
    network.MAC,
    card.TRIGGER,
    password.KEY,
    birth_date.TRIGGER,
    *forms.TRIGGERS,
    bic.TRIGGER,
    bic.SPACED,
    phone.INTERNATIONAL,
    labelled.LABELLED,
    labelled.COMPACT,
    phone.NATIONAL,
    phone.BEFORE,
    network.V4,
    place.DECIMAL,
    place.ANGLES,
    record_id.SHORT,
    plate.TRIGGER,
    securities.MIC,
)
