"""What a caller says about a request: purpose, conversation, reader, records.

Said in headers or in the OpenAI ``metadata`` object, never in both: two answers to one
question are refused, because picking one would let a proxy in between change the meaning.
"""

from dataclasses import dataclass
from typing import Final

from douane.gateway.incoming import Incoming
from douane.gateway.parts import Parts
from douane.model.caller import Principal
from douane.model.errors import RequestError
from douane.model.finding import Slot
from douane.model.sheet import Scope
from douane.pipeline.ask import Ask, conversation

PURPOSE: Final = b"x-douane-purpose"
SCOPE: Final = b"x-douane-scope"
READER: Final = b"x-douane-reader"
TIER: Final = b"x-douane-tier"
MAX_SCOPE_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Hints:
    """What was said; empty for what was not.

    Attributes:
        purpose: Why the data is used.
        scope: Name of a conversation, or at ``:restore`` the id of a scope.
        reader: Signed token of the reader.
    """

    purpose: str = ""
    scope: str = ""
    reader: str = ""


def read_hints(
    incoming: Incoming, *, purpose: str | None, scope: str | None, reader: str | None
) -> Hints:
    """Join headers and metadata.

    Raises:
        RequestError: Something is said twice, or is too long (``invalid_value``).
    """
    hints = Hints(
        _one(incoming.header(PURPOSE), purpose, "purpose"),
        _one(incoming.header(SCOPE), scope, "scope"),
        _one(incoming.header(READER), reader, "reader"),
    )
    if len(hints.scope) > MAX_SCOPE_NAME:
        raise RequestError(
            f"a scope's name has at most {MAX_SCOPE_NAME} characters",
            code="invalid_value",
            param="scope",
        )
    return hints


def _one(header: str, member: str | None, name: str) -> str:
    if header and member:
        raise RequestError(
            f"{name} is said in a header and in metadata; say it once",
            code="invalid_value",
            param=f"metadata.{name}",
        )
    return header or member or ""


def ask_of(
    parts: Parts,
    incoming: Incoming,
    principal: Principal,
    hints: Hints,
    *,
    door: str,
    tier: str,
    slots: tuple[Slot, ...],
    records: str = "",
    json_answer: bool = False,
) -> Ask:
    """Return what the pipeline is asked; the answer's headers name the scope.

    Raises:
        AccessError: The reader token is not valid.
        StoreError: The key of the conversation cannot be used.
    """
    reader = parts.gate.reader(principal, hints.reader)
    scope = (
        conversation(parts.means.keyring, principal, hints.scope)
        if hints.scope
        else Scope(principal.tenant, incoming.id, named=False)
    )
    incoming.extra.append((b"x-douane-scope", scope.id.encode()))
    return Ask(
        id=incoming.id,
        at_ms=incoming.at_ms,
        door=door,
        principal=principal,
        tier=tier,
        purpose=hints.purpose,
        scope=scope,
        reader=reader,
        slots=slots,
        records=records,
        json_answer=json_answer,
    )
