"""Read ``[answers]`` and ``[injection]``: what may be in an answer, and when less may.

What is absent is refused: without this table no address stands in any answer, and no tool is
called once data has entered a conversation.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from douane.model.answer_rules import (
    LONGEST_LINK,
    NO_INJECTION_RULES,
    AllowedLink,
    AnswerRules,
    InjectionRules,
)
from douane.model.terms import Level
from douane.policy.conditions import LEVELS
from douane.written import Reader

ANSWERS: Final = "answers"
INJECTION: Final = "injection"
INJECTION_KEYS: Final = ("tighten_at", "refuse_at", "restore")
ANSWERS_KEYS: Final = ("restore_in_code", "link", "tool")
LINK_KEYS: Final = ("url", "expires")
TOOL_KEYS: Final = ("name", "clearance")
_URL: Final = re.compile(r"""https://[^\s"<>`|^{}\\/?#@]+(?:[/?#][^\s"<>`|^{}\\]*)?""")


def read_answers(reader: Reader, top: Mapping[str, object]) -> AnswerRules:
    """Return what the table says; its problems stay with the reader."""
    table = reader.table(top.get(ANSWERS, {}), (ANSWERS,), ANSWERS_KEYS)
    return AnswerRules(
        links=_links(reader, table),
        tools=MappingProxyType(_tools(reader, table)),
        restore_in_code=reader.flag(table, (ANSWERS,), "restore_in_code") is True,
    )


def read_injection(reader: Reader, top: Mapping[str, object]) -> InjectionRules:
    """Return what becomes of suspicious requests; its problems stay with the reader."""
    path = (INJECTION,)
    table = reader.table(top.get(INJECTION, {}), path, INJECTION_KEYS)
    usual = NO_INJECTION_RULES
    return InjectionRules(
        tighten_at=reader.number(table, path, "tighten_at", usual.tighten_at, 0.0, 1.0),
        refuse_at=reader.number(table, path, "refuse_at", usual.refuse_at, 0.0, 1.0),
        restore=reader.flag(table, path, "restore") is not False,
    )


def _links(reader: Reader, table: Mapping[str, object]) -> tuple[AllowedLink, ...]:
    links: list[AllowedLink] = []
    for path, entry in reader.tables(table, (ANSWERS,), "link", LINK_KEYS):
        reader.required(entry, path, *LINK_KEYS)
        url = reader.text(entry, path, "url")
        if url and (len(url) > LONGEST_LINK or not _URL.fullmatch(url)):
            reader.problem(
                (*path, "url"),
                f"a link is one whole https address of at most {LONGEST_LINK} characters",
                'Write it as it may stand in an answer: "https://help.example.com/fees".',
            )
        expires = entry.get("expires")
        if isinstance(expires, datetime) or not isinstance(expires, date):
            if expires is not None:
                reader.problem(
                    (*path, "expires"), "expires must be a date", "Write it as 2027-01-31."
                )
            continue
        links.append(AllowedLink(url, expires))
    return tuple(links)


def _tools(reader: Reader, table: Mapping[str, object]) -> dict[str, Level]:
    tools: dict[str, Level] = {}
    for path, entry in reader.tables(table, (ANSWERS,), "tool", TOOL_KEYS):
        reader.required(entry, path, *TOOL_KEYS)
        name = reader.name(entry, path, "name", tools)
        clearance = reader.word(entry, path, "clearance", LEVELS)
        if name and clearance is not None:
            tools[name] = clearance
    return tools
