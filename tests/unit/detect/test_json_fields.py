"""JSON in prompts: one row for each promise, then what holds wherever JSON stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.detect.json_scan import MAX_DEPTH
from douane.model.finding import Reading
from tests.unit.detect.shapes import as_string, pairs, read

ID = "001D000000IqhSLIAZ"
ACCOUNT = '"attributes":{"type":"Account"}'
CONTACT = '"attributes":{"type":"Contact"}'
CONTACTS = f'{{"totalSize":1,"done":true,"records":[{{{CONTACT},"LastName":"L"}}]}}'


def described(text: str) -> str:
    return json.dumps({"attributes": {"type": "Account"}, "Description": text})


PROMISES = {
    "a typed object's keys are fields of that type": (
        f'Look: {{{ACCOUNT},"Name":"Ann","AnnualRevenue":5.50}} Thanks',
        [("Account.Name", "Ann"), ("Account.AnnualRevenue", "5.50")],
    ),
    "a key that the catalogue does not know is an unlisted field": (
        f'{{{ACCOUNT},"Secret__c":true}}',
        [("Account.Secret__c", "true")],
    ),
    "so is every key of an object that it does not know": (
        '{"attributes":{"type":"Vault__c"},"Name":"x"}',
        [("Vault__c.Name", "x")],
    ),
    "a key that is no name does not become part of a path": (
        f'{{{ACCOUNT},"Anna Ehlers":1}}',
        [("Account.unnamed", "1")],
    ),
    "nulls and empty strings are no values": (f'{{{ACCOUNT},"Name":null,"Phone":""}}', []),
    "attributes may come last": (f'{{"Name":"Ann",{CONTACT}}}', [("Contact.Name", "Ann")]),
    "an object of two types belongs to both": (
        f'{{{ACCOUNT},{CONTACT},"Name":"Ann"}}',
        [("Account.Name|Contact.Name", "Ann")],
    ),
    "every occurrence of a doubled key counts": (
        f'{{{ACCOUNT},"Name":"Ann","Name":"Bea"}}',
        [("Account.Name", "Ann"), ("Account.Name", "Bea")],
    ),
    "parents are objects of their own type": (
        f'{{{CONTACT},"LastName":"L","Account":{{{ACCOUNT},"Name":"A"}}}}',
        [("Contact.LastName", "L"), ("Account.Name", "A")],
    ),
    "children are objects of their own type, and their count is no field": (
        f'{{{ACCOUNT},"Contacts":{CONTACTS}}}',
        [("Contact.LastName", "L")],
    ),
    "a compound value belongs to its field, leaf by leaf": (
        f'{{{ACCOUNT},"BillingAddress":{{"city":"Ulm","geo":[1,null]}}}}',
        [("Account.BillingAddress", "Ulm"), ("Account.BillingAddress", "1")],
    ),
    "even where a leaf is called like a field": (
        f'{{{ACCOUNT},"Data__c":{{"Website":"w"}}}}',
        [("Account.Data__c", "w")],
    ),
    "a list belongs to its field": (
        f'{{{ACCOUNT},"Tags__c":["a","b"]}}',
        [("Account.Tags__c", "a"), ("Account.Tags__c", "b")],
    ),
    "a path as a key is a field of the parent": (
        f'{{{CONTACT},"Account.Name":"A","Owner.Name":"O"}}',
        [("Account.Name", "A"), ("Contact.Owner.Name", "O")],
    ),
    "strangers in attributes are unlisted": (
        '{"attributes":{"type":"Account","note":"n"}}',
        [("Account.attributes", "n")],
    ),
    "without a type, keys are looked up": (
        '{"Isin__c":"I","marketvalue__c":5}',
        [("Position__c.Isin__c", "I"), ("Position__c.MarketValue__c", "5")],
    ),
    "a name of several objects stays ambiguous": (
        '{"Name":"Ann"}',
        [("Account.Name|Contact.Name", "Ann")],
    ),
    "most of the names say which object it is": (
        '{"Name":"Ann","LastName":"A","Birthdate":"2000-01-01"}',
        [("Contact.Name", "Ann"), ("Contact.LastName", "A"), ("Contact.Birthdate", "2000-01-01")],
    ),
    "what is under a known key belongs to it, whatever it is called": (
        '{"Isin__c":{"Website":"w"},"Hint":{"Website":"w"}}',
        [("Position__c.Isin__c", "w"), ("Account.Website", "w")],
    ),
    "an unknown key beside known ones is unlisted": (
        '{"Isin__c":"I","Hint":"h"}',
        [("Position__c.Isin__c", "I"), ("Position__c.Hint", "h")],
    ),
    "where no key is known, nothing is a field": ('{"role":"user","content":"hello: you"}', []),
    "a string of no field is a text": (
        r'{"role":"user","content":"Last Name: Ehlers\nISIN: X"}',
        [("Contact.LastName", "Ehlers"), ("Position__c.Isin__c", "X")],
    ),
    "a string that is wholly a typed object is read as one": (
        described(f'{{{CONTACT},"Email":"e"}}'),
        [("Contact.Email", "e")],
    ),
    "what is around a typed object in a field's string stays the field's": (
        described(f'[{{{CONTACT},"Email":"e"}},7]'),
        [("Contact.Email", "e"), ("Account.Description", "7")],
    ),
    "a string that merely holds a typed object is both": (
        described(f'see {{{CONTACT},"Email":"e"}}'),
        [("Account.Description", f'see {{{CONTACT},"Email":"e"}}'), ("Contact.Email", "e")],
    ),
    "so is one that holds something behind it": (
        described(f'{{{CONTACT},"Email":"e"}} x'),
        [("Account.Description", f'{{{CONTACT},"Email":"e"}} x'), ("Contact.Email", "e")],
    ),
    "and one that is not well-formed": (
        described(f'{{{CONTACT} x,"Email":"e"}}'),
        [
            ("Account.Description", f'{{{CONTACT} x,"Email":"e"}}'),
            ("Contact.attributes", "x"),
            ("Contact.Email", "e"),
        ],
    ),
    "a string of objects of an unknown type is both": (
        described('{"attributes":{"type":"Ehlers"},"Email":"e"}'),
        [
            ("Account.Description", '{"attributes":{"type":"Ehlers"},"Email":"e"}'),
            ("Ehlers.Email", "e"),
        ],
    ),
    "a type that is no name is hidden": (
        '{"attributes":{"type":"Anna Ehlers"},"Email":"e"}',
        [("unnamed.attributes", "Anna Ehlers"), ("unnamed.Email", "e")],
    ),
    "other JSON in a field's string is its value": (
        described('{"Email":"e"}'),
        [("Account.Description", '{"Email":"e"}')],
    ),
    "a text that is cut off in a string": (
        f'{{{ACCOUNT},"Phone":"1","Name":"Ann Eh',
        [("Account.Phone", "1"), ("Account.Name", "Ann Eh")],
    ),
    "a text that is cut off in an escape": (
        f'{{{ACCOUNT},"Name":"Ann\\',
        [("Account.Name", "Ann")],
    ),
    "a text that is cut off in a number": (
        f'{{"records":[{{{ACCOUNT},"AnnualRevenue":12',
        [("Account.AnnualRevenue", "12")],
    ),
    "a quote that is not escaped hides nothing": (
        f'{{{ACCOUNT},"Name":"Ann "the" boss","Phone":"1"}}',
        [("Account.Name", "Ann "), ("Account.Name", 'the" boss"'), ("Account.Phone", "1")],
    ),
    "a missing value does not take the next key's place": (
        f'{{{ACCOUNT},"Name":,"Phone":"1"}}',
        [("Account.Phone", "1")],
    ),
    "a comma too many does no harm": (f'{{{ACCOUNT},"Name":"Ann",}}', [("Account.Name", "Ann")]),
    "a missing comma does no harm": (
        f'{{{ACCOUNT} "Name":"Ann" "Phone":"1"}}',
        [("Account.Name", "Ann"), ("Account.Phone", "1")],
    ),
    "a bracket of the wrong kind does no harm": (
        f'[{{{ACCOUNT},"Tags__c":["a"}},{{{CONTACT},"Email":"e"}}]',
        [("Account.Tags__c", "a"), ("Contact.Email", "e")],
    ),
    "raw newlines in a string do no harm": (
        f'{{{ACCOUNT},"Name":"A\nB"}}',
        [("Account.Name", "A\nB")],
    ),
    "braces in prose hide nothing": (
        f'Use {{curly}} and {{"odd" braces}}, then {{{ACCOUNT},"Name":"Ann"}}',
        [("Account.Name", "Ann")],
    ),
    "escaped keys are keys": (
        r'{"\u0061ttributes":{"type":"Account"},"N\u0061me":"Ann"}',
        [("Account.Name", "Ann")],
    ),
    "escaped JSON in prose is read": (
        r'He sent {\"attributes\":{\"type\":\"Account\"},\"Name\":\"A \\\"B\\\"\"} to us',
        [("Account.Name", 'A "B"')],
    ),
    "quotes may be written as code points": (
        r'{"x":"{\u0022attributes\u0022:{\u0022type\u0022:\u0022Account\u0022},\u0022Name\u0022:\u0022A\u0022}"}',
        [("Account.Name", "A")],
    ),
    "half of a wide character is spelled out": (
        f'{{{ACCOUNT},"Name":"a\\ud83d"}}',
        [("Account.Name", "a\\ud83d")],
    ),
    "NaN is a value": (f'{{{ACCOUNT},"AnnualRevenue":NaN}}', [("Account.AnnualRevenue", "NaN")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROMISES.values(), ids=PROMISES.keys())
def test_promise(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_records_and_addresses_carry_the_id() -> None:
    url = f"/services/data/v63.0/sobjects/Account/{ID}"
    text = json.dumps({"attributes": {"type": "Account", "url": url}, "Id": ID[:15], "Name": "A"})

    found = read(text)

    assert [(one.fields, one.value) for one in found] == [
        (("Account.Id",), ID),
        (("Account.Id",), ID[:15]),
        (("Account.Name",), "A"),
    ]
    assert {one.record for one in found} == {ID}
    assert text[found[0].end] == '"'


def test_an_address_without_an_id_is_hidden_whole() -> None:
    text = '{"attributes":{"type":"Account","url":"/a/Ann Ehlers/"}}'

    assert pairs(text) == [("Account.Id", "/a/Ann Ehlers/")]


def test_tools_keep_their_schema() -> None:
    schema = '{"type":"object","properties":{"Name":{"type":"string","description":"Phone: 1"}}}'

    assert pairs(schema, Reading.TYPED) == []
    assert pairs(f'{{"Name":1,"x":[{{{ACCOUNT},"Name":"A"}}]}}', Reading.TYPED) == [
        ("Account.Name", "A")
    ]
    assert pairs(as_string(f'{{{ACCOUNT},"Name":"A"}}', 2)[1:-1], Reading.TYPED) == [
        ("Account.Name", "A")
    ]


@pytest.mark.parametrize("opening", ['{"a":', "[", '{"Name":'])
def test_what_is_too_deep_is_hidden_whole(opening: str) -> None:
    text = '{"x":' + opening * (MAX_DEPTH + 1) + f'{{{ACCOUNT},"Name":"A"}}'

    (found,) = read(text)

    assert found.value.endswith('"Name":"A"}')
    assert all(path.endswith((".unnamed", ".Name")) for path in found.fields)


def test_what_is_in_too_many_strings_is_hidden_whole() -> None:
    text = json.dumps({"x": as_string(f'{{{ACCOUNT},"Name":"A"}}', 3)})
    for _ in range(8):
        text = '{"x":"' + text.replace("\\", "\\u005c").replace('"', "\\u0022") + '"}'

    (found,) = read(text)

    assert found.fields == ("Unreadable.unnamed",)


@pytest.mark.parametrize("level", range(5))
def test_spans_and_quotes_fit_the_level(level: int) -> None:
    record = '{"attributes":{"type":"Account"},"Name":"Zoë \\"Z\\" 😀\\n","AnnualRevenue":7}'
    text = "Prose é " + as_string(record, level)

    name, revenue = read(text)

    assert name.value == 'Zoë "Z" 😀\n'
    assert read(text[: name.end] + " Müller" + text[name.end :])[0].value == f"{name.value} Müller"
    assert revenue.place.quote == "\\" * (2**level - 1) + '"'
    assert text[revenue.start : revenue.end] == "7"
    replaced = text[: revenue.start] + revenue.place.quote + "T" + revenue.place.quote
    replaced += text[revenue.end :]
    inner = replaced.removeprefix("Prose é ")
    for _ in range(level):
        inner = json.loads(inner)
    assert json.loads(inner)["AnnualRevenue"] == "T"
    member = text[revenue.place.member_start : revenue.place.member_end]
    quote = revenue.place.quote
    assert member == f"{quote}AnnualRevenue{quote}:7"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Name", "Phone", "a b", "Id", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(value=json_values, level=st.integers(0, 3), ascii_only=st.booleans())
def test_every_leaf_of_a_typed_object_is_found_once(
    value: object, level: int, *, ascii_only: bool
) -> None:
    record = {"attributes": {"type": "Account"}, "Data__c": value}
    text = as_string(
        json.dumps(record, ensure_ascii=ascii_only),
        level,
        lambda inner: json.dumps(inner, ensure_ascii=ascii_only),
    )

    found = read(text)

    assert [one.value for one in found] == list(leaves(value))
    assert all(one.fields == ("Account.Data__c",) for one in found)
    for one in found:
        inner = text[one.start : one.end]
        for _ in range(level + (not one.literal)):
            inner = json.loads(f'"{inner}"')
        assert inner == one.value


def leaves(value: object) -> list[str]:
    if value in (None, "", [], {}) and not isinstance(value, (bool, int)):
        return []
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value if isinstance(value, str) else json.dumps(value)]


@pytest.mark.parametrize(
    "opening", ['say {"', 'say {"so', 'a,"{""so"', '"a{","b"', '{"so" it', '{"a", "b"}']
)
def test_a_brace_and_a_quote_in_prose_do_not_hide_the_json_that_follows(opening: str) -> None:
    record = '{"attributes": {"type": "Account"}, "Name": "Ehlers", "Phone": null}'

    prose = f"{opening}\n\n{record}"

    assert pairs(prose) == pairs(record)
    assert [one.place.container for one in read(prose)] == [
        one.place.container for one in read(record)
    ]
