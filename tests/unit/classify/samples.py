"""A small org as Salesforce would describe it, and a way to make any catalogue."""

from collections.abc import Mapping, Sequence
from importlib import resources

from hypothesis import strategies as st

from douane.classify import (
    EMPTY,
    STANDARD_OVERLAY,
    Basis,
    Catalogue,
    Entity,
    Listing,
    Overlay,
    Relationship,
    build,
)
from douane.model.terms import Field, Label, Level, Shape
from douane.model.token import Kind

TAKEN_AT_MS = 1_700_000_000_000
Row = Mapping[str, object]


def described(name: str, label: str, *fields: Row) -> Row:
    return {"name": name, "label": label, "fields": list(fields), "custom": False}


def a_field(name: str, label: str, data_type: str = "string", **more: object) -> Row:
    return {"name": name, "label": label, "type": data_type, **more}


def row(name: str, level: object = None, groups: object = None, **more: object) -> Row:
    return {
        "attributes": {"type": "FieldDefinition"},
        "QualifiedApiName": name,
        "SecurityClassification": level,
        "ComplianceGroup": groups,
        **more,
    }


DESCRIBES: Sequence[Row] = (
    described(
        "Account",
        "Account",
        a_field("Id", "Account ID", "id"),
        a_field("Name", "Account Name"),
        a_field("AnnualRevenue", "Annual Revenue", "currency"),
        a_field("Website", "Website", "url"),
        a_field("Hidden__c", "Hidden"),
        a_field("OwnerId", "Owner ID", "reference", relationshipName="Owner", referenceTo=["User"]),
    ),
    described(
        "Contact",
        "Contact",
        a_field("Id", "Contact ID", "id"),
        a_field("Name", "Full Name"),
        a_field("Email", "Email", "email"),
    ),
    described("User", "User", a_field("Name", "Full Name"), a_field("Email", "Email", "email")),
)
DEFINITIONS: Mapping[str, Sequence[Row]] = {
    "Account": (
        row("Id"),
        row("Name", "Confidential", "PII;GDPR"),
        row("AnnualRevenue", "Restricted"),
        row("Website", "Public"),
        row("OwnerId", "Internal"),
    ),
    "Contact": (row("Id"), row("Name", "Confidential", "PII"), row("Email", "Geheim", "PII")),
    "User": (row("Name", "Internal"), row("Email", "Internal")),
}


def org(overlay: Overlay = EMPTY, taken_at_ms: int = TAKEN_AT_MS) -> Catalogue:
    return build("acme", DESCRIBES, DEFINITIONS, overlay, overlay.labels, taken_at_ms)


def standard_text() -> str:
    return resources.files("douane.classify").joinpath(STANDARD_OVERLAY).read_text("utf-8")


words = st.text(st.sampled_from("abcXYZ_ äß0.:\u3000"), min_size=1, max_size=8)
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,6}", fullmatch=True)
labels = st.builds(
    Label,
    level=st.sampled_from(Level),
    categories=st.frozensets(st.sampled_from(["PII", "GDPR", "portfolio"])),
    purposes=st.none() | st.frozensets(st.sampled_from(["service_reply", "scoring_explain"])),
)


def _entity(name: str, caption: str, fields: list[tuple[object, ...]]) -> Entity:
    listings = tuple(
        Listing(Field(name, *inner), basis)  # type: ignore[arg-type]
        for *inner, basis in fields
    )
    return Entity(name, caption, listings, (Relationship("Owner", ("User", "Group")),))


_fields = st.lists(
    st.tuples(
        names,
        words,
        labels,
        st.sampled_from(Kind),
        st.sampled_from(Shape),
        st.sampled_from(Basis),
    ),
    max_size=4,
    unique_by=lambda one: one[0],
)
entities = st.lists(
    st.builds(_entity, names, words, _fields), max_size=4, unique_by=lambda e: e.name
)
catalogues = st.builds(
    Catalogue,
    tenant=st.sampled_from(["acme", "globex"]),
    taken_at_ms=st.integers(0, 2**53),
    entities=entities.map(tuple),
)
