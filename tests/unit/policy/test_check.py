"""Policy against catalogue: names that one of them does not know."""

from douane.model.terms import Field, Label, Level
from douane.policy import against
from tests.unit.policy.policies import policy, rule

NAME = Field("Account", "Name", "", Label(Level.INTERNAL, frozenset({"Pii"})))


def test_what_fits_together_has_no_problems() -> None:
    rules = policy(
        rule('fields = ["account.NAME", "Account.*", "*.Name", "found.iban", "found.*"]')
    )

    assert against(rules, [NAME]) == ()


def test_a_pattern_that_matches_no_field_is_named_with_its_line() -> None:
    rules = policy(rule('fields = ["Account.Nmae", "Lead.*", "*.Name"]'))

    found = [str(problem) for problem in against(rules, [NAME])]
    assert len(found) == 2
    assert all(text.startswith(rules.rules[0].where) for text in found)
    assert "account.nmae" in found[0]
    assert "lead.*" in found[1]


def test_an_undeclared_category_is_named_once_with_its_fields() -> None:
    fields = [
        Field("Account", name, "", Label(Level.INTERNAL, frozenset({"secrte"}))) for name in "AB"
    ]

    (problem,) = against(policy(rule("")), fields)
    assert problem.where == "Account.A"
    assert "'secrte' of 2 fields" in problem.what
    assert "Did you mean 'secret'?" in problem.fix


def test_an_undeclared_purpose_of_a_field_is_named() -> None:
    field = Field("Account", "A", "", Label(Level.INTERNAL, purposes=frozenset({"generla"})))

    (problem,) = against(policy(rule("")), [field])
    assert "'generla' of 1 field" in problem.what
    assert "Did you mean 'general'?" in problem.fix


def test_a_catalogue_without_fields_matches_no_pattern() -> None:
    assert len(against(policy(rule('fields = ["*.Name"]')), [])) == 1
