"""Plans of requests: records, tables, lines and prose in which secrets stand.

A plan says which secret stands where.  Where the policy lets a value pass, or makes a bucket
of it, something public stands instead: there nothing is promised.
"""

import csv
import io
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from hypothesis import strategies as st

from douane.detect.identifiers import Identifiers
from douane.model.terms import Level
from douane.policy import Policy, compile_plan, parse
from douane.policy.plan import Plan
from douane_sandbox.disguise import disguise
from tests.attack.confidential import EACH, HIDING, IDENTIFIERS, SCHEMA, Secret, Secrets, Sort

if TYPE_CHECKING:
    from typing_extensions import TypeIs

ACTIONS: Final = ("drop", "mask", "tokenise")
WORDS: Final = ("so", "the", "desk", "asked", "for", "it", "again,", "ok.", "(see", "über", "Grüße")
PUBLIC_TEXT: Final = "nothing secret"
PUBLIC_NUMBER: Final = 7
_DIGITS: Final = "#digits#"
_NUMBER: Final = re.compile(f'"{_DIGITS}([^"]*)"')

# Fields of each object, and the sorts of value that stand in them.
OBJECTS: Final[Mapping[str, Mapping[str, tuple[Sort, ...]]]] = {
    "Account": {
        "Name": (Sort.TEXT, Sort.WILD),
        "Phone": (Sort.PHONE, Sort.TEXT),
        "Website": (Sort.TEXT,),
        "AnnualRevenue": (Sort.NUMBER,),
        "Description": (Sort.WILD, Sort.TEXT, Sort.IBAN),
        "BillingCity": (Sort.TEXT, Sort.WILD),
        "Secret__c": (Sort.WILD, Sort.NUMBER),
    },
    "Contact": {
        "LastName": (Sort.TEXT, Sort.WILD),
        "Email": (Sort.EMAIL, Sort.TEXT),
        "Birthdate": (Sort.DATE,),
        "Phone": (Sort.PHONE,),
    },
    "Position__c": {
        "Isin__c": (Sort.TEXT, Sort.IBAN),
        "MarketValue__c": (Sort.NUMBER,),
        "Quantity__c": (Sort.NUMBER,),
    },
    "Card__c": {"Number__c": (Sort.CARD, Sort.TEXT)},
}
FORMS: Final = ((",", True), (";", True), ("\t", True), ("|", True), (",", False))
COLUMNS: Final = {
    "Account": ("Account Name", "Annual Revenue", "Billing City", "Description"),
    "Contact": ("Last Name", "Birthdate", "Contact.Email"),
}
LINES: Final = {
    "Account Name": "Account.Name",
    "Annual Revenue": "Account.AnnualRevenue",
    "Last Name": "Contact.LastName",
    "- **Market Value**": "Position__c.MarketValue__c",
}
CELL_FIELD: Final = {
    "Account Name": "Account.Name",
    "Annual Revenue": "Account.AnnualRevenue",
    "Billing City": "Account.BillingCity",
    "Description": "Account.Description",
    "Last Name": "Contact.LastName",
    "Birthdate": "Contact.Birthdate",
    "Contact.Email": "Contact.Email",
}

# Ways of writing that leave an identifier what it is, whatever stands beside it.
WAYS: Final = (
    "full-width", "zero-width", "bidi controls", "soft hyphens", "zalgo", "HTML decimal",
    "percent", "percent twice", "base64", "base64 twice", "hexadecimal", "base64 of full-width",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disguised:
    """An identifier in prose that is written so that a plain search passes it by."""

    secret: Secret
    way: str


Prose = tuple[str | Secret | Disguised, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A record as JSON: what stands in its fields, and its children.

    A field holds a secret, None, or prose; prose stands there only where the field passes.
    """

    type: str
    members: tuple[tuple[str, Secret | Prose | None], ...]
    children: tuple["Thing", ...] = ()
    named: bool = True


@dataclass(frozen=True, slots=True)
class Style:
    """How JSON is written: ``depth`` is the number of strings that it stands in."""

    ascii: bool
    indent: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: names of columns, and the secret in each cell of each row.

    Where only the cells that need it are quoted, quotes are part of the value, so such a table
    has secrets of its own.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Secret, ...], ...]
    separator: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Labelled lines."""

    lines: tuple[tuple[str, Secret], ...]


Part = Prose | tuple[Thing, Style] | Table | Lines


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a request, part by part."""

    parts: tuple[Part, ...]


def _secret(*sorts: Sort) -> st.SearchStrategy[Secret]:
    return st.sampled_from([(sort, each) for sort in sorts for each in range(EACH)])


PROSE_SORTS: Final = tuple(sort for sort in Sort if sort is not Sort.CELL)
disguised = st.builds(Disguised, _secret(*IDENTIFIERS), st.sampled_from(WAYS))
proses: st.SearchStrategy[Prose] = st.lists(
    st.sampled_from(WORDS) | _secret(*PROSE_SORTS) | disguised, min_size=1, max_size=6
).map(tuple)
styles = st.builds(
    Style, st.booleans(), st.sampled_from((None, None, 1)), st.sampled_from((0, 0, 0, 1, 2))
)


@st.composite
def things(draw: st.DrawFn, *, depth: int = 1, named: bool = True) -> Thing:
    """Draw a record."""
    kind = draw(st.sampled_from(sorted(OBJECTS)))
    fields = OBJECTS[kind]
    chosen = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=4, unique=True))
    members = tuple(
        (name, draw(st.none() | _secret(*fields[name]) | _secret(*fields[name]) | proses))
        for name in chosen
    )
    children: tuple[Thing, ...] = ()
    if depth and draw(st.integers(0, 3)) == 0:
        children = tuple(draw(st.lists(things(depth=depth - 1), min_size=1, max_size=2)))
    return Thing(kind, members, children, named)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table."""
    columns = COLUMNS[draw(st.sampled_from(sorted(COLUMNS)))]
    separator, quoted = draw(st.sampled_from(FORMS))
    row = st.tuples(*(_secret(*_cell_sorts(column, quoted=quoted)) for column in columns))
    return Table(columns, tuple(draw(st.lists(row, min_size=1, max_size=2))), separator, quoted)


def _cell_sorts(column: str, *, quoted: bool) -> tuple[Sort, ...]:
    sorts = _sorts(CELL_FIELD[column])
    if not quoted and Sort.TEXT in sorts:
        return (Sort.CELL,)
    return tuple(sort for sort in sorts if sort is not Sort.WILD)


def _sorts(path: str) -> tuple[Sort, ...]:
    kind, _, name = path.partition(".")
    return OBJECTS[kind][name]


@st.composite
def labelled_lines(draw: st.DrawFn) -> Lines:
    """Draw labelled lines."""
    labels = draw(st.lists(st.sampled_from(sorted(LINES)), min_size=1, max_size=3, unique=True))
    return Lines(
        tuple(
            (
                label,
                draw(_secret(*(each for each in _sorts(LINES[label]) if each is not Sort.WILD))),
            )
            for label in labels
        )
    )


texts = st.builds(
    Text,
    st.lists(
        proses | proses | st.tuples(things(), styles) | tables() | labelled_lines(),
        min_size=1, max_size=4,
    ).map(tuple),
)  # fmt: skip


def dumps(value: object, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """Return JSON in which numbers stand digit for digit."""
    return _NUMBER.sub(r"\1", json.dumps(value, ensure_ascii=ascii_only, indent=indent))


class Writer:
    """Writes planned texts with one set of values.

    Args:
        plan: The decisions of the policy: where it hides nothing, something public stands.
        values: The values.
        planned: Everything of the request, to know which secrets stand in its fields.
    """

    def __init__(self, plan: Plan, values: Secrets, planned: Sequence[Text | Thing]) -> None:
        self._plan = plan
        self._values = values
        self._known = {
            secret for secret, path in _places(planned) if plan.field(path).action in HIDING
        } | {(sort, each) for sort in IDENTIFIERS for each in range(EACH) if _found(plan, sort)}

    def text(self, text: Text) -> str:
        """Return one text of the request."""
        return "\n\n".join(self._part(part) for part in text.parts)

    def record(self, thing: Thing) -> dict[str, Any]:
        """Return a record as JSON would be read."""
        written: dict[str, Any] = {"attributes": {"type": thing.type}} if thing.named else {}
        for name, member in thing.members:
            written[name] = self._member(f"{thing.type}.{name}", member)
        if thing.children:
            children = [self.record(child) for child in thing.children]
            written["Children"] = {"totalSize": len(children), "done": True, "records": children}
        return written

    def prose(self, prose: Prose) -> str:
        """Return prose."""
        return " ".join(map(self._in_prose, prose))

    def _part(self, part: Part) -> str:
        match part:
            case Table():
                return self._table(part)
            case Lines(lines):
                return "\n".join(
                    f"{label}: {self._at(secret, LINES[label])}" for label, secret in lines
                )
            case (Thing() as thing, Style() as style):
                return self._json(thing, style)
            case _:
                return self.prose(part)

    def _json(self, thing: Thing, style: Style) -> str:
        text = dumps(self.record(thing), ascii_only=style.ascii, indent=style.indent)
        for _ in range(style.depth):
            text = json.dumps({"payload": text}, ensure_ascii=style.ascii)
        return text

    def _table(self, table: Table) -> str:
        rows = [
            [
                self._at(secret, CELL_FIELD[name])
                for name, secret in zip(table.columns, row, strict=True)
            ]
            for row in table.rows
        ]
        if table.separator == "|":
            lines = [table.columns, ["---"] * len(table.columns), *rows]
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
        page = io.StringIO()
        quoting: Literal[0, 1] = csv.QUOTE_ALL if table.quoted else csv.QUOTE_MINIMAL
        writer = csv.writer(page, delimiter=table.separator, lineterminator="\n", quoting=quoting)
        writer.writerows([table.columns, *rows])
        return page.getvalue().rstrip("\n")

    def _member(self, path: str, member: Secret | Prose | None) -> object:
        if member is None:
            return None
        if _is_secret(member):
            hidden = self._at(member, path)
            return _DIGITS + hidden if member[0] is Sort.NUMBER else hidden
        passes = self._plan.field(path).action not in HIDING
        return self.prose(member) if passes else PUBLIC_TEXT

    def _at(self, secret: Secret, path: str) -> str:
        if self._plan.field(path).action in HIDING:
            return self._values[secret]
        return str(PUBLIC_NUMBER) if secret[0] is Sort.NUMBER else PUBLIC_TEXT

    def _in_prose(self, part: str | Secret | Disguised) -> str:
        if isinstance(part, str):
            return part
        if not isinstance(part, Disguised):
            return self._values[part] if part in self._known else PUBLIC_TEXT
        if part.secret not in self._known:
            return PUBLIC_TEXT
        value = self._values[part.secret]
        return disguise(part.way, value, 0, len(value), random.Random(part.way))[0]  # noqa: S311 - the same each time


def _is_secret(member: object) -> "TypeIs[Secret]":
    return isinstance(member, tuple) and isinstance(member[0], Sort)


def _places(planned: Iterable[Text | Thing]) -> Iterator[tuple[Secret, str]]:
    """Yield every secret that stands in a field, with the field."""
    for each in planned:
        if isinstance(each, Thing):
            for name, member in each.members:
                if _is_secret(member):
                    yield member, f"{each.type}.{name}"
            yield from _places(each.children)
            continue
        for part in each.parts:
            match part:
                case Table(columns, rows):
                    for row in rows:
                        yield from zip(row, map(CELL_FIELD.__getitem__, columns), strict=True)
                case Lines(lines):
                    yield from ((secret, LINES[label]) for label, secret in lines)
                case (Thing() as thing, Style()):
                    yield from _places((thing,))
                case _:
                    pass  # prose


_SEEN: Final = Identifiers()
_SAMPLES: Final = {
    Sort.IBAN: "DE89370400440532013000",
    Sort.EMAIL: "xabc@firm.example",
    Sort.PHONE: "+49 30 12345678",
    Sort.CARD: "4111111111111111",
}


def _found(plan: Plan, sort: Sort) -> bool:
    """Tell whether the policy hides such an identifier in free text."""
    (finding,) = _SEEN.scan(_SAMPLES[sort])
    return plan.found(finding.kind, finding.detector).action in HIDING


actions = st.sampled_from(ACTIONS)


@st.composite
def policies(draw: st.DrawFn) -> tuple[Policy, Plan]:
    """Draw a policy that drops, masks and tokenises by level, category and kind."""
    levels = {level: draw(actions) for level in ("confidential", "restricted", "mission_critical")}
    levels["internal"] = draw(st.sampled_from((*ACTIONS, "pass")))
    categories = {name: draw(actions) for name in ("PII", "portfolio") if draw(st.booleans())}
    kinds = {kind: draw(actions) for kind in ("iban", "card", "number") if draw(st.booleans())}
    found = draw(st.sampled_from(("internal", "restricted")))
    return policy(tuple(levels.items()), tuple(categories.items()), tuple(kinds.items()), found)


@lru_cache(None)
def policy(
    levels: tuple[tuple[str, str], ...],
    categories: tuple[tuple[str, str], ...],
    kinds: tuple[tuple[str, str], ...],
    found: str,
) -> tuple[Policy, Plan]:
    """Return a policy of the real grammar, and the plan by which to know what it hides."""
    rules = [(f"level-{name}", action, f'levels = ["{name}"]') for name, action in levels]
    rules += [(f"category-{name}", each, f'categories = ["{name}"]') for name, each in categories]
    rules += [(f"kind-{name}", action, _CONDITIONS[name]) for name, action in kinds]
    rules.append(("within-clearance", "pass", "above_clearance = false"))
    text = _HEAD + "".join(f'{kind} = {{ level = "{found}" }}\n' for kind in _KINDS)
    for name, action, condition in rules:
        name = name.lower().replace("_", "-")  # noqa: PLW2901 - as ids are spelled
        text += f'[[rule]]\nid = "{name}"\nsource = "test"\naction = "{action}"\n{condition}\n'
    made = parse(text, "policy.toml")
    return made, compile_plan(made, SCHEMA.fields(), Level.INTERNAL, "general")


_CONDITIONS: Final = {
    "iban": 'kinds = ["iban"]',
    "card": 'kinds = ["card"]',
    "number": 'shapes = ["number"]',
}
_KINDS: Final = ("email", "phone", "iban", "card")
_HEAD: Final = """\
version = 1
[purposes]
general.description = "Anything"
[categories]
PII.description = "Data about a person"
portfolio.description = "What a client holds"
[found]
"""
