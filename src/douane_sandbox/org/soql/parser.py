"""Read a SELECT: one function a rule of the grammar.

query     = SELECT (COUNT "()" | FIELDS "(" group ")" | path {"," path}) FROM name
            [WHERE condition] [ORDER BY key {"," key}] [LIMIT n] [OFFSET n]
condition = unary {AND unary} | unary {OR unary}        a mix needs parentheses, as in Salesforce
unary     = NOT unary | "(" condition ")" | path op literal | path [NOT] IN "(" literal {","} ")"
"""

from datetime import UTC, datetime
from typing import Final

from douane_sandbox.org.error import OrgError, malformed
from douane_sandbox.org.soql.ast import (
    All,
    AnyOf,
    Compare,
    Condition,
    Date,
    Literal,
    Member,
    Not,
    Order,
    Query,
)
from douane_sandbox.org.soql.lexer import Word, unquote, words

MAX_DEPTH: Final = 40
MAX_FIELDS_LIMIT: Final = 200
_OPERATORS: Final = frozenset({"=", "!=", "<>", "<", ">", "<=", ">="})
_GROUPS: Final = frozenset({"ALL", "STANDARD", "CUSTOM"})
_RESERVED: Final = frozenset(
    {"FROM", "WHERE", "ORDER", "LIMIT", "OFFSET", "AND", "OR", "NOT", "IN"}
)


def parse(text: str) -> Query:
    """Return the query that the text says.

    Raises:
        OrgError: MALFORMED_QUERY, with the position of the word that does not fit.
    """
    return _Parser(words(text)).query()


class _Parser:
    def __init__(self, found: list[Word]) -> None:
        self._words = found
        self._next = 0
        self._depth = 0

    def query(self) -> Query:
        self._expect("SELECT")
        paths, count, group = self._selection()
        self._expect("FROM")
        name = self._name()
        where = self._condition() if self._take("WHERE") else None
        order = self._order() if self._take("ORDER") else ()
        limit = self._whole() if self._take("LIMIT") else None
        offset = self._whole() if self._take("OFFSET") else 0
        if self._peek().kind != "end":
            raise self._unexpected()
        if group in {"ALL", "CUSTOM"} and (limit is None or limit > MAX_FIELDS_LIMIT):
            raise malformed(f"FIELDS({group}) must have a LIMIT of at most {MAX_FIELDS_LIMIT}")
        return Query(paths, count, group, name, where, order, limit, offset)

    def _selection(self) -> tuple[tuple[str, ...], bool, str]:
        first = self._name()
        if first.upper() == "COUNT" and self._take("("):
            self._expect(")")
            return (), True, ""
        if first.upper() == "FIELDS" and self._take("("):
            group = self._name().upper()
            if group not in _GROUPS:
                raise malformed("FIELDS takes ALL, STANDARD or CUSTOM")
            self._expect(")")
            return (), False, group
        if self._peek().says("("):
            raise malformed(f"the function at position {self._peek().position} is not known here")
        paths = [first]
        while self._take(","):
            if self._peek().says("("):
                raise malformed("subqueries in SELECT are not known here")
            paths.append(self._name())
        seen = [path.lower() for path in paths]
        for path in seen:
            if seen.count(path) > 1:
                raise malformed(f"duplicate field selected: {path}")
        return tuple(paths), False, ""

    def _condition(self) -> Condition:
        parts = [self._unary()]
        for keyword, join in (("AND", All), ("OR", AnyOf)):
            while self._take(keyword):
                parts.append(self._unary())
            if len(parts) > 1:
                # What joins a mix of the two is left over, and unexpected to the caller.
                return join(tuple(parts))
        return parts[0]

    def _unary(self) -> Condition:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise malformed(f"conditions are nested deeper than {MAX_DEPTH}")
        try:
            if self._take("NOT"):
                return Not(self._unary())
            if self._take("("):
                inner = self._condition()
                self._expect(")")
                return inner
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Condition:
        path = self._name()
        if self._take("NOT"):
            self._expect("IN")
            return Member(path, self._list(), negated=True)
        if self._take("IN"):
            return Member(path, self._list())
        word = self._advance()
        if word.says("LIKE"):
            pattern = self._literal()
            if not isinstance(pattern, str):
                raise malformed("LIKE needs a string")
            return Compare(path, "LIKE", pattern)
        if word.kind != "op" or word.text not in _OPERATORS:
            raise self._unexpected(word)
        value = self._literal()
        if word.text not in {"=", "!=", "<>"} and (value is None or isinstance(value, bool)):
            raise malformed(f"operator {word.text} does not take null or a boolean")
        return Compare(path, "!=" if word.text == "<>" else word.text, value)

    def _list(self) -> tuple[Literal, ...]:
        self._expect("(")
        if self._peek().says("SELECT"):
            raise malformed("subqueries in WHERE are not known here")
        values = [self._literal()]
        while self._take(","):
            values.append(self._literal())
        self._expect(")")
        return tuple(values)

    def _literal(self) -> Literal:
        word = self._advance()
        match word.kind:
            case "string":
                return unquote(word.text)
            case "number":
                return float(word.text) if "." in word.text else int(word.text)
            case "date" | "datetime":
                return _date(word)
            case "name" if word.text.lower() in {"true", "false", "null"}:
                return {"true": True, "false": False, "null": None}[word.text.lower()]
            case _:
                raise self._unexpected(word)

    def _order(self) -> tuple[Order, ...]:
        self._expect("BY")
        keys = [self._key()]
        while self._take(","):
            keys.append(self._key())
        return tuple(keys)

    def _key(self) -> Order:
        path = self._name()
        descending = self._take("DESC")
        if not descending:
            self._take("ASC")
        if self._take("NULLS"):
            if not self._take("LAST"):
                self._expect("FIRST")
                return Order(path, descending)
            return Order(path, descending, nulls_last=True)
        return Order(path, descending)

    def _whole(self) -> int:
        word = self._advance()
        if word.kind != "number" or not word.text.isdigit() or len(word.text) > 9:  # noqa: PLR2004
            raise self._unexpected(word)
        return int(word.text)

    def _name(self) -> str:
        word = self._advance()
        if word.kind != "name" or word.text.upper() in _RESERVED:
            raise self._unexpected(word)
        return word.text

    def _peek(self) -> Word:
        return self._words[self._next]

    def _advance(self) -> Word:
        word = self._words[self._next]
        if word.kind != "end":
            self._next += 1
        return word

    def _take(self, keyword: str) -> bool:
        if self._peek().says(keyword):
            self._next += 1
            return True
        return False

    def _expect(self, keyword: str) -> None:
        if not self._take(keyword):
            raise self._unexpected(self._peek(), f", expected {keyword}")

    def _unexpected(self, word: Word | None = None, hint: str = "") -> OrgError:
        place = (word or self._peek()).position + 1
        kind = (word or self._peek()).kind
        return malformed(f"unexpected token ({kind}) at row 1, column {place}{hint}")


def _date(word: Word) -> Date:
    try:
        moment = datetime.fromisoformat(word.text)
    except ValueError:
        raise malformed(f"no such date at position {word.position + 1}") from None
    if word.kind == "date":
        return Date(word.text)
    try:
        return Date(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000"))
    except OverflowError:
        raise malformed(f"no such date at position {word.position + 1}") from None
