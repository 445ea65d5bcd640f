"""Which key may use which tier for which purpose, and what is said when it may not."""

import pytest

from douane.model.caller import Principal
from douane.model.commit import Sync
from douane.model.endpoint import Tier
from douane.model.errors import AccessError, StoreError
from douane.model.terms import Level
from douane.pipeline.snapshot import Snapshot, TenantView, admit
from douane.policy import compile_plan
from tests.simulators.schema import ListedSchema
from tests.unit.policy.policies import default_policy

NOW_MS = 1_790_000_000_000
PURPOSES = ("general", "service_reply")
POLICY = default_policy()
NOTHING = ListedSchema(())


def tier(name: str) -> Tier:
    return Tier(name, ("e",), Level.INTERNAL, frozenset({"DE"}), PURPOSES, Sync.NORMAL)


def snapshot(age_ms: int = 0) -> Snapshot:
    plans = {
        (name, purpose): compile_plan(POLICY, (), Level.INTERNAL, purpose)
        for name in ("own", "other")
        for purpose in PURPOSES
    }
    view = TenantView(NOTHING, "c", NOW_MS - age_ms, 1_000, None, plans)
    tiers = {name: tier(name) for name in ("own", "other")}
    return Snapshot("s", "p", {"acme": view}, tiers, {}, ())


def key(purposes: tuple[str, ...] = (), tenant: str = "acme") -> Principal:
    return Principal("app", tenant, frozenset({"own"}), frozenset(purposes))


def test_a_request_without_a_purpose_gets_the_first_of_its_tier() -> None:
    assert admit(snapshot(), key(), "own", "", NOW_MS).purpose == "general"


REFUSED = {
    "a tier that is not": (key(), "none", "", "unknown_model"),
    "a tier of another key": (key(), "other", "", "unknown_model"),
    "a purpose that the tier has not": (key(), "own", "curiosity", "purpose_not_allowed"),
    "a purpose that the key has not": (
        key(("service_reply",)), "own", "general", "purpose_not_allowed",
    ),
    "no purpose, where the key has not the tier's first": (
        key(("service_reply",)), "own", "", "purpose_not_allowed",
    ),
    "a tenant that is not": (key(tenant="other"), "own", "", "unknown_tenant"),
}  # fmt: skip


@pytest.mark.parametrize(("who", "tier_name", "purpose", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(who: Principal, tier_name: str, purpose: str, code: str) -> None:
    with pytest.raises(AccessError) as refused:
        admit(snapshot(), who, tier_name, purpose, NOW_MS)

    assert refused.value.code == code


def test_a_tier_of_another_key_and_none_are_refused_in_the_same_words() -> None:
    said = set()
    for name in ("none", "other"):
        with pytest.raises(AccessError) as refused:
            admit(snapshot(), key(), name, "", NOW_MS)
        said.add(str(refused.value))

    assert len(said) == 1


@pytest.mark.parametrize("age_ms", [1_001, -1], ids=["too old", "from the future"])
def test_on_the_word_of_such_a_catalogue_nothing_crosses(age_ms: int) -> None:
    with pytest.raises(StoreError) as refused:
        admit(snapshot(age_ms), key(), "own", "", NOW_MS)

    assert refused.value.code == "catalogue_stale"


def test_a_catalogue_counts_to_the_end_of_its_age() -> None:
    assert admit(snapshot(1_000), key(), "own", "", NOW_MS).tier == tier("own")
