"""Which token stands for a field's values is told by its data type and few names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.classify.kinds import kind_and_shape
from douane.model.terms import Shape
from douane.model.token import Kind

PROMISES = {
    "an e-mail field": ("Contact", "Email", "email", Kind.EMAIL, Shape.TEXT),
    "a phone field": ("Contact", "Phone", "Phone", Kind.PHONE, Shape.TEXT),
    "a currency, as described": ("Account", "X__c", "currency", Kind.AMOUNT, Shape.NUMBER),
    "a currency, as defined": ("Account", "X__c", "Currency(16, 2)", Kind.AMOUNT, Shape.NUMBER),
    "a number": ("Account", "X__c", "double", Kind.AMOUNT, Shape.NUMBER),
    "a percentage": ("Account", "X__c", "Percent(5, 2)", Kind.AMOUNT, Shape.NUMBER),
    "a formula of a number": ("A", "X__c", "Formula (Currency)", Kind.AMOUNT, Shape.NUMBER),
    "a date": ("Contact", "Birthdate", "date", Kind.DATE, Shape.DATE),
    "a moment": ("Account", "X__c", "Date/Time", Kind.DATE, Shape.DATE),
    "a reference": ("Account", "OwnerId", "reference", Kind.RECORD, Shape.ID),
    "a look-up, as defined": ("Account", "X__c", "Lookup(User,Group)", Kind.RECORD, Shape.ID),
    "an id": ("Account", "Id", "id", Kind.RECORD, Shape.ID),
    "a checkbox": ("Account", "X__c", "boolean", Kind.TEXT, Shape.BOOLEAN),
    "an address": ("Contact", "MailingAddress", "address", Kind.ADDRESS, Shape.TEXT),
    "a part of an address": ("Account", "BillingStreet", "textarea", Kind.ADDRESS, Shape.TEXT),
    "an organisation's name": ("Account", "Name", "string", Kind.ORG, Shape.TEXT),
    "a person's name": ("Contact", "LastName", "string", Kind.PERSON, Shape.TEXT),
    "a person account's name": ("Account", "LastName", "string", Kind.PERSON, Shape.TEXT),
    "a sender's name": ("EmailMessage", "FromName", "string", Kind.PERSON, Shape.TEXT),
    "recipients in a text field": ("EmailMessage", "ToAddress", "string", Kind.EMAIL, Shape.TEXT),
    "the name of anything else": ("Position__c", "Name", "string", Kind.TEXT, Shape.TEXT),
    "an unknown type": ("Account", "X__c", "hologram", Kind.TEXT, Shape.TEXT),
    "no type": ("Account", "X__c", "", Kind.TEXT, Shape.TEXT),
}


@pytest.mark.parametrize(
    ("object_name", "name", "data_type", "kind", "shape"), PROMISES.values(), ids=PROMISES.keys()
)
def test_promise(object_name: str, name: str, data_type: str, kind: Kind, shape: Shape) -> None:
    assert kind_and_shape(object_name, name, data_type) == (kind, shape)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=40))
def test_any_names_have_a_kind(object_name: str, name: str, data_type: str) -> None:
    kind, shape = kind_and_shape(object_name, name, data_type)

    assert kind in Kind
    assert shape in Shape
