"""A schema made of a plain list of fields, for tests that need no catalogue."""

from collections.abc import Iterable

from douane.model.terms import UNCLASSIFIED, Field, Label, Level, Shape
from douane.model.token import Kind


class ListedSchema:
    """Answers like a catalogue that holds exactly these fields."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._fields = {(field.object, field.name): field for field in fields}
        self._named: dict[str, tuple[Field, ...]] = {}
        for field in self._fields.values():
            for name in {
                field.name.casefold(),
                field.path.casefold(),
                field.caption.casefold(),
                f"{field.object} {field.caption}".casefold(),
            }:
                self._named[name] = (*self._named.get(name, ()), field)

    def field(self, object_name: str, name: str, /) -> Field | None:
        return self._fields.get((object_name, name))

    def lookup(self, object_name: str, name: str, /) -> Field:
        found = self._fields.get((object_name, name))
        return found or Field(object_name, name, name, UNCLASSIFIED, listed=False)

    def named(self, name_or_caption: str, /) -> tuple[Field, ...]:
        return self._named.get(name_or_caption.casefold(), ())

    def fields(self) -> Iterable[Field]:
        return self._fields.values()

    def objects(self) -> frozenset[str]:
        return frozenset(object_name for object_name, _ in self._fields)


def _field(path: str, caption: str, kind: Kind, level: Level, shape: Shape = Shape.TEXT) -> Field:
    object_name, _, name = path.partition(".")
    return Field(object_name, name, caption, Label(level), kind, shape)


WEALTH = ListedSchema(
    [
        _field("Account.Id", "Account ID", Kind.RECORD, Level.INTERNAL, Shape.ID),
        _field("Account.Name", "Account Name", Kind.ORG, Level.CONFIDENTIAL),
        _field("Account.Phone", "Phone", Kind.PHONE, Level.CONFIDENTIAL),
        _field("Account.Website", "Website", Kind.TEXT, Level.PUBLIC),
        _field("Account.Industry", "Industry", Kind.TEXT, Level.PUBLIC),
        _field(
            "Account.AnnualRevenue", "Annual Revenue", Kind.AMOUNT, Level.RESTRICTED, Shape.NUMBER
        ),
        _field("Account.Description", "Description", Kind.TEXT, Level.CONFIDENTIAL),
        _field("Account.BillingAddress", "Billing Address", Kind.ADDRESS, Level.CONFIDENTIAL),
        _field("Account.BillingCity", "Billing City", Kind.ADDRESS, Level.INTERNAL),
        _field("Contact.Id", "Contact ID", Kind.RECORD, Level.INTERNAL, Shape.ID),
        _field("Contact.Name", "Full Name", Kind.PERSON, Level.CONFIDENTIAL),
        _field("Contact.LastName", "Last Name", Kind.PERSON, Level.CONFIDENTIAL),
        _field("Contact.Phone", "Business Phone", Kind.PHONE, Level.CONFIDENTIAL),
        _field("Contact.Email", "Email", Kind.EMAIL, Level.CONFIDENTIAL),
        _field("Contact.Birthdate", "Birthdate", Kind.DATE, Level.RESTRICTED, Shape.DATE),
        _field("Lead.Email", "Email", Kind.EMAIL, Level.CONFIDENTIAL),
        _field("Position__c.Id", "Record ID", Kind.RECORD, Level.INTERNAL, Shape.ID),
        _field("Position__c.Isin__c", "ISIN", Kind.CODE, Level.RESTRICTED),
        _field(
            "Position__c.MarketValue__c",
            "Market Value",
            Kind.AMOUNT,
            Level.MISSION_CRITICAL,
            Shape.NUMBER,
        ),
        _field("Position__c.Quantity__c", "Quantity", Kind.AMOUNT, Level.RESTRICTED, Shape.NUMBER),
    ]
)
