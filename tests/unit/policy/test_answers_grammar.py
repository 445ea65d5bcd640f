"""``[answers]`` and ``[injection]`` are read as strictly as the rest of a policy."""

from datetime import date

import pytest

from douane.model.answer_rules import NO_INJECTION_RULES, NO_RULES, AllowedLink
from douane.model.errors import ConfigError
from douane.model.terms import Level
from douane.policy import parse
from tests.unit.policy.policies import HEAD, rule

GOOD = """\
[answers]
restore_in_code = true
[[answers.link]]
url = "https://help.example.com/fees"
expires = 2027-01-31
[[answers.tool]]
name = "crm_search"
clearance = "restricted"
[injection]
tighten_at = 0.01
refuse_at = 0.001
restore = false
"""


def test_what_a_policy_says_of_answers_is_what_holds() -> None:
    read = parse(HEAD + GOOD + rule(""), "policy.toml")

    assert read.answers.links == (AllowedLink("https://help.example.com/fees", date(2027, 1, 31)),)
    assert read.answers.tools == {"crm_search": Level.RESTRICTED}
    assert read.answers.restore_in_code
    assert (read.injection.tighten_at, read.injection.refuse_at) == (0.01, 0.001)
    assert not read.injection.restore


def test_a_policy_that_says_nothing_of_answers_allows_nothing_in_them() -> None:
    read = parse(HEAD + rule(""), "policy.toml")

    assert (read.answers, read.injection) == (NO_RULES, NO_INJECTION_RULES)
    assert not read.answers.links
    assert not read.answers.tools


def test_what_is_said_of_answers_is_in_the_digest() -> None:
    later = GOOD.replace("2027-01-31", "2027-02-01")

    assert parse(HEAD + GOOD + rule(""), "a").digest != parse(HEAD + later + rule(""), "a").digest


MISTAKES = {
    "a link without TLS": ("https://help", "http://help", "one whole https address"),
    "a link with room for data": ("/fees", "/<any>", "one whole https address"),
    "a link without end": ("expires = 2027-01-31\n", "", "has no expires"),
    "a day in quotes": ("2027-01-31", '"2027-01-31"', "must be a date"),
    "an hour instead of a day": ("2027-01-31", "2027-01-31T00:00:00", "must be a date"),
    "an unknown level": ('"restricted"', '"resticted"', "clearance has no"),
    "a tool without clearance": ('clearance = "restricted"\n', "", "has no clearance"),
    "a rate above one": ("0.01", "1.5", "must be a number"),
    "a rate that is no number": ("0.01", "nan", "must be a number"),
    "an unknown key": ("restore_in_code", "restore_in_cod", "unknown key"),
    "a flag in quotes": ("restore = false", 'restore = "false"', "must be true or false"),
}


@pytest.mark.parametrize(("good", "bad", "what"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_named_with_its_line(good: str, bad: str, what: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse(HEAD + GOOD.replace(good, bad, 1) + rule(""), "policy.toml")

    (problem,) = refused.value.problems
    assert what in str(problem)
    assert str(problem).startswith("policy.toml:")
