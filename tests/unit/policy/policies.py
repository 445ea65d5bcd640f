"""Small policies, and the default one as a shell would read it."""

from importlib import resources

from douane.policy import DEFAULT_POLICY, Policy, parse

HEAD = """\
version = 1
[purposes]
general.description = "Anything"
explain.description = "Explain a score"
[categories]
PII.description = "Data about a person"
secret.description = "What nobody may see"
"""


def rule(body: str, name: str = "one", action: str = "mask") -> str:
    return f'[[rule]]\nid = "{name}"\nsource = "test"\naction = "{action}"\n{body}\n'


def policy(*rules: str, found: str = "") -> Policy:
    return parse("\n".join((HEAD, found, *rules)), "policy.toml")


def default_text() -> str:
    return (resources.files("douane.policy") / DEFAULT_POLICY).read_text("utf-8")


def default_policy() -> Policy:
    return parse(default_text(), DEFAULT_POLICY)
