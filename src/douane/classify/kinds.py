"""Which kind of token stands for a field's values, and what generalising them would mean.

Told by the data type, as ``describe`` writes it (``currency``) or as ``FieldDefinition`` does
(``Currency(16, 2)``), and by the names of the few standard fields that hold the name of a
person or an organisation.  Salesforce does not say that a text is an IBAN; the overlay can.

Sources:
    Types of describe: SOAP API Developer Guide, Field Types.
    Compound fields: Object Reference for the Salesforce Platform, Compound Fields.
"""

import re
from typing import Final

from douane.model.terms import Shape
from douane.model.token import Kind

_TEXT: Final = (Kind.TEXT, Shape.TEXT)
_EMAIL: Final = (Kind.EMAIL, Shape.TEXT)
_PHONE: Final = (Kind.PHONE, Shape.TEXT)
_NUMBER: Final = (Kind.AMOUNT, Shape.NUMBER)
_DATE: Final = (Kind.DATE, Shape.DATE)
_ID: Final = (Kind.RECORD, Shape.ID)
_ADDRESS: Final = (Kind.ADDRESS, Shape.TEXT)
_BOOLEAN: Final = (Kind.TEXT, Shape.BOOLEAN)

_BY_TYPE: Final = {
    "email": _EMAIL,
    "phone": _PHONE,
    "fax": _PHONE,
    "currency": _NUMBER,
    "number": _NUMBER,
    "double": _NUMBER,
    "int": _NUMBER,
    "long": _NUMBER,
    "percent": _NUMBER,
    "date": _DATE,
    "datetime": _DATE,
    "date/time": _DATE,
    "id": _ID,
    "reference": _ID,
    "lookup": _ID,
    "master-detail": _ID,
    "hierarchy": _ID,
    "boolean": _BOOLEAN,
    "checkbox": _BOOLEAN,
    "address": _ADDRESS,
    "location": _ADDRESS,
    "geolocation": _ADDRESS,
}

_PERSON_FIELDS: Final = frozenset({"Name", "FirstName", "MiddleName", "LastName"})
_NAMES: Final = {
    ("Account", "Name"): Kind.ORG,
    ("Lead", "Company"): Kind.ORG,
    ("User", "CompanyName"): Kind.ORG,
    ("EmailMessage", "FromName"): Kind.PERSON,
    **{
        (person, name): Kind.PERSON
        for person in ("Contact", "Lead", "User", "Individual")
        for name in _PERSON_FIELDS
    },
    # A person account keeps its person's names on the Account.
    **{("Account", name): Kind.PERSON for name in _PERSON_FIELDS - {"Name"}},
}
_EMAILS: Final = frozenset(
    ("EmailMessage", name) for name in ("FromAddress", "ToAddress", "CcAddress", "BccAddress")
)
_ADDRESS_PART: Final = re.compile(
    "(?:Billing|Shipping|Mailing|Other|PersonMailing|PersonOther)?"
    "(?:Street|City|State|PostalCode|Country|Address)"
)
_INNER: Final = re.compile(r"formula \(([^)]*)\)")


def kind_and_shape(object_name: str, name: str, data_type: str) -> tuple[Kind, Shape]:
    """Return the kind of token and the shape of a field's values.

    Args:
        object_name: API name of the object.
        name: API name of the field.
        data_type: ``type`` of describe or ``DataType`` of FieldDefinition; may be empty.

    Returns:
        Both; an unknown type is text, of which nothing is left when it is generalised.
    """
    told = _BY_TYPE.get(_base(data_type), _TEXT)
    if told is not _TEXT:
        return told
    kind = _NAMES.get((object_name, name))
    if kind is not None:
        return kind, Shape.TEXT
    if (object_name, name) in _EMAILS:
        return _EMAIL
    return _ADDRESS if _ADDRESS_PART.fullmatch(name) else _TEXT


def _base(data_type: str) -> str:
    lowered = data_type.strip().lower()
    inner = _INNER.fullmatch(lowered)
    if inner is not None:
        return inner[1]
    return lowered.partition("(")[0].strip()
