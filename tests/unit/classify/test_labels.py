"""What Salesforce says of a field: whatever is not known counts as the most sensitive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from douane.classify import LabelMap, read_label, stricter
from douane.model.errors import ConfigError
from douane.model.terms import Label, Level
from tests.unit.classify.samples import labels

ORG = LabelMap({"Streng vertraulich": Level.RESTRICTED}, {"FINMA": "FINMA", "BDSG": "GDPR"})
TOP = Level.MISSION_CRITICAL

PROMISES = {
    "each standard level is read": ("Confidential", None, Level.CONFIDENTIAL, set()),
    "the API value of the highest level is read": ("MissionCritical", None, TOP, set()),
    "its caption is read too": ("Mission Critical", None, TOP, set()),
    "letter case and blanks do not matter": (" iNternal ", None, Level.INTERNAL, set()),
    "a level of the org is mapped": ("Streng vertraulich", None, Level.RESTRICTED, set()),
    "a blank level is mission critical": (None, None, TOP, set()),
    "an empty level is mission critical": ("  ", None, TOP, set()),
    "an unknown level is mission critical": ("Geheim", None, TOP, set()),
    "a level that is no text is mission critical": (3, None, TOP, set()),
    "groups are separated by semicolons": ("Public", "PII; GDPR;", Level.PUBLIC, {"PII", "GDPR"}),
    "groups of a blank level are kept": (None, "PII", TOP, {"PII"}),
    "groups of an unknown level are kept": ("Geheim", "PII", TOP, {"PII"}),
    "two words for personal data are one": ("Public", "PersonalInfo", Level.PUBLIC, {"PII"}),
    "a group of the org is mapped": ("Public", "BDSG;FINMA", Level.PUBLIC, {"GDPR", "FINMA"}),
    "an unknown group is kept and mission critical": ("Public", "PII;MAR", TOP, {"PII", "MAR"}),
    "groups that are no text are mission critical": ("Public", ["PII"], TOP, set()),
}


@pytest.mark.parametrize(
    ("security", "groups", "level", "categories"), PROMISES.values(), ids=PROMISES.keys()
)
def test_promise(security: object, groups: object, level: Level, categories: set[str]) -> None:
    assert read_label(security, groups, ORG) == Label(level, frozenset(categories))


anything = st.none() | st.integers() | st.text() | st.lists(st.text()) | st.floats()


@given(security=anything, groups=anything)
def test_anything_is_a_label_and_never_too_mild(security: object, groups: object) -> None:
    label = read_label(security, groups)

    known = {"public": 0, "internal": 1, "confidential": 2, "restricted": 3}
    expected = known.get(security.strip().casefold(), 4) if isinstance(security, str) else 4
    assert label.level >= expected


@given(one=labels, other=labels)
def test_the_stricter_label_forbids_what_either_forbids(one: Label, other: Label) -> None:
    both = stricter(one, other)

    assert both.level == max(one.level, other.level)
    assert both.categories == one.categories | other.categories
    for purpose in ("service_reply", "scoring_explain", "other"):
        allowed = [x.purposes is None or purpose in x.purposes for x in (one, other)]
        assert (both.purposes is None or purpose in both.purposes) == all(allowed)


def test_a_standard_level_may_be_raised() -> None:
    assert read_label("Public", None, LabelMap({"public": Level.INTERNAL})).level is Level.INTERNAL


def test_a_standard_level_is_never_lowered() -> None:
    with pytest.raises(ConfigError, match="cannot count as less"):
        LabelMap({"restricted": Level.PUBLIC})


def test_one_value_has_one_meaning() -> None:
    with pytest.raises(ConfigError, match="means two things"):
        LabelMap(groups={"FINMA": "GDPR", "finma ": "PII"})
