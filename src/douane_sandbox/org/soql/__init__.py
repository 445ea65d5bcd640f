"""SOQL, as much of it as the clients of this org send: words, grammar, evaluation."""

from douane_sandbox.org.soql.ast import Query
from douane_sandbox.org.soql.parser import parse

__all__ = ["Query", "parse"]
