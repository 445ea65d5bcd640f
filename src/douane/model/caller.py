"""Who asks, for whom the answer is, and what that reader may see in Salesforce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """The holder of an API key.

    Attributes:
        id: Name in the configuration; written to the log.
        tenant: Legal entity and org.
        tiers: Tiers that it may use.
        purposes: Purposes that it may name; empty means those of the tier.
        service_reader: Salesforce user id that stands for this key where no reader token is
            sent; empty for none.
        scores: Protected scores that it may ask for.
        what_ifs: Those of them that it may also ask what-ifs of.
    """

    id: str
    tenant: str
    tiers: frozenset[str]
    purposes: frozenset[str] = frozenset()
    service_reader: str = ""
    scores: frozenset[str] = frozenset()
    what_ifs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """A verified subject for whom tokens may be opened.

    Attributes:
        subject: ``user:<salesforce user id>`` or ``key:<principal id>``.
        user: Salesforce user id; empty for a key without one: such a reader opens only what
            it sent itself and what belongs to no field.
    """

    subject: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """What one user may read in Salesforce, as of one moment.

    Attributes:
        user: Salesforce user id.
        as_of_ms: When it was read, UTC milliseconds; older than five minutes counts as none.
        fields: Paths of readable fields.
        records: Ids of readable records.
    """

    user: str
    as_of_ms: int
    fields: frozenset[str]
    records: frozenset[str]
