"""A token opens for an entitled reader, and every doubt closes it."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.model.caller import Access, Reader
from douane.model.sheet import Entry, Origin
from douane.protect.entitle import MAX_ACCESS_AGE_MS, MAX_CLOCK_SKEW_MS, opened
from douane.protect.sheet import UNFIELDED

NOW_MS = 1_800_000_000_000
ANNA = Reader("user:005A", "005A")
ANNAS = Access(
    "005A", NOW_MS, frozenset({"Account.Name", "Account.Phone"}), frozenset({"001A", "001B"})
)
NAME = Origin("Account.Name", "001A")


def entry(*origins: Origin, sender: str = "user:005B") -> Entry:
    return Entry("PERSON_k7qm2xp0rd", "Berta", literal=False, origins=origins, sender=sender)


def age(ms: int) -> Access:
    return replace(ANNAS, as_of_ms=NOW_MS - ms)


OPENS = {
    "field and record are readable": (entry(NAME), ANNA, ANNAS),
    "all of its origins are readable": (
        entry(NAME, Origin("Account.Phone", "001B")), ANNA, ANNAS,
    ),
    "its record is unknown, the field is readable, and the reader sent it": (
        entry(Origin("Account.Name", ""), sender="user:005A"), ANNA, ANNAS,
    ),
    "it belongs to no field and the reader sent it": (entry(sender="user:005A"), ANNA, ANNAS),
    "what the reader sent needs no access": (entry(sender="user:005A"), ANNA, None),
    "a key opens what it sent": (entry(sender="key:crm"), Reader("key:crm"), None),
    "access is as old as it may be": (entry(NAME), ANNA, age(MAX_ACCESS_AGE_MS)),
    "access is as far in the future as clocks differ": (
        entry(NAME), ANNA, age(-MAX_CLOCK_SKEW_MS),
    ),
}  # fmt: skip

STAYS_CLOSED = {
    "nobody reads": (entry(sender=""), None, ANNAS),
    "the reader has no name": (entry(sender=""), Reader("", "005A"), ANNAS),
    "no access was read": (entry(NAME), ANNA, None),
    "access is another user's": (entry(NAME), Reader("user:005B", "005B"), ANNAS),
    "the reader is no Salesforce user": (entry(NAME), Reader("key:crm"), replace(ANNAS, user="")),
    "access is stale by a millisecond": (entry(NAME), ANNA, age(MAX_ACCESS_AGE_MS + 1)),
    "access is from the future": (entry(NAME), ANNA, age(-MAX_CLOCK_SKEW_MS - 1)),
    "the field is not readable": (entry(Origin("Account.Rating", "001A")), ANNA, ANNAS),
    "the record is not readable": (entry(Origin("Account.Name", "001C")), ANNA, ANNAS),
    "one of its fields is not readable": (
        entry(NAME, Origin("Account.Rating", "001A")), ANNA, ANNAS,
    ),
    "one of its records is not readable": (
        entry(NAME, Origin("Account.Name", "001C")), ANNA, ANNAS,
    ),
    "having sent it does not open a field": (
        entry(Origin("Account.Rating", "001A"), sender="user:005A"), ANNA, ANNAS,
    ),
    "its record is unknown and somebody else sent it": (
        entry(Origin("Account.Name", "")), ANNA, ANNAS,
    ),
    "its record is unknown and its field is not readable": (
        entry(Origin("Account.Rating", ""), sender="user:005A"), ANNA, ANNAS,
    ),
    "it belongs to no field and somebody else sent it": (entry(), ANNA, ANNAS),
    "it also stood outside any field, where somebody else sent it": (
        entry(NAME, UNFIELDED), ANNA, ANNAS,
    ),
    "it belongs to no field and the reader is one of two senders": (
        entry(sender="user:005A\nuser:005B"), ANNA, ANNAS,
    ),
    "a key's reader is not the user of the same name": (
        entry(sender="key:005A"), Reader("user:005A", "005A"), ANNAS,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "reader", "access"), OPENS.values(), ids=OPENS.keys())
def test_opens(one: Entry, reader: Reader, access: Access | None) -> None:
    assert opened([one], reader, access, NOW_MS) == {one.token: one}


@pytest.mark.parametrize(
    ("one", "reader", "access"), STAYS_CLOSED.values(), ids=STAYS_CLOSED.keys()
)
def test_stays_closed(one: Entry, reader: Reader | None, access: Access | None) -> None:
    assert opened([one], reader, access, NOW_MS) == {}


@pytest.mark.parametrize("twin", [entry(), msgspec.structs.replace(entry(NAME), value="Maier")])
def test_a_token_on_two_sheets_opens_only_if_both_do_and_agree(twin: Entry) -> None:
    for sheets in ([entry(NAME), twin], [twin, entry(NAME)], [entry(NAME), twin, entry(NAME)]):
        assert opened(sheets, ANNA, ANNAS, NOW_MS) == {}


def test_one_closed_token_closes_no_other() -> None:
    other = Entry("ORG_k7qm2xp0rd", "Maier AG", literal=False, origins=(NAME,), sender="s")

    assert opened([entry(), other], ANNA, ANNAS, NOW_MS) == {other.token: other}


fields = st.sampled_from(["", "A.a", "A.b"])
records = st.sampled_from(["", "1", "2"])
subjects = st.sampled_from(["user:1", "user:2"])
origins = st.lists(st.builds(Origin, fields, records), max_size=3).map(tuple)
made = st.builds(
    Entry, st.just("TEXT_0000000000"), st.just("x"), st.just(value=False), origins, subjects
)


@given(
    made,
    subjects,
    st.frozensets(fields),
    st.frozensets(records),
    st.integers(NOW_MS - 400_000, NOW_MS + 100_000),
    origins,
)
def test_more_origins_or_less_access_never_opens_more(  # noqa: PLR0917 - all are drawn
    one: Entry,
    subject: str,
    readable: frozenset[str],
    visible: frozenset[str],
    as_of_ms: int,
    more: tuple[Origin, ...],
) -> None:
    reader = Reader(subject, subject[-1])
    access = Access(reader.user, as_of_ms, readable, visible)
    stricter = msgspec.structs.replace(one, origins=(*(one.origins or (UNFIELDED,)), *more))

    wide = opened([one], reader, access, NOW_MS)

    assert set(opened([one], reader, None, NOW_MS)) <= set(wide)
    assert set(opened([stricter], reader, access, NOW_MS)) <= set(wide)
