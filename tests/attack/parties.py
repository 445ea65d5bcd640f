"""Two tenants, three keys, two readers: who tries to see what is not theirs."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from douane.detect.identifiers.systems.record_id import canonical
from douane.model.caller import Principal
from douane.model.token import TOKEN_PATTERN
from tests.simulators.border import TIER, Border, Reply, open_border
from tests.simulators.schema import WEALTH
from tests.unit.policy.policies import default_policy

ACME, RIVAL = "acme", "rival"
APP, DESK, OTHER = "key-app", "key-desk", "key-other"
ANNA, BORIS = "005Anna", "005Boris"
RECORD: Final = canonical("0011i00000ABCDE")
TOKENS: Final = TOKEN_PATTERN
FIELDS: Final = frozenset(field.path for field in WEALTH.fields())
ACCOUNT: Final[dict[str, Any]] = {
    "attributes": {"type": "Account"},
    "Id": RECORD,
    "Name": 'Müller "Mike" & Söhne',
    "Phone": "+49 30 901820",
}
PRINCIPALS: Final = {
    APP: Principal("app", ACME, frozenset({TIER})),
    DESK: Principal("desk", ACME, frozenset({TIER})),
    OTHER: Principal("other", RIVAL, frozenset({TIER})),
}


@asynccontextmanager
async def parties() -> AsyncIterator[Border]:
    """Open a border at which Anna may read everything of the account, and nobody else does."""
    async with open_border(PRINCIPALS, default_policy()) as border:
        border.rights.grant(ACME, ANNA, FIELDS, {RECORD})
        yield border


def reader(border: Border, user: str, tenant: str = ACME, **changed: object) -> dict[str, str]:
    """Return the header that names a reader."""
    return {"x-douane-reader": border.providers[tenant].token(user, **changed)}


async def protect(
    border: Border, records: object = ACCOUNT, key: str = APP, scope: str = "",
    headers: Mapping[str, str] | None = None,
) -> tuple[str, Any]:  # fmt: skip
    """Return the scope and the protected record or records."""
    several = records if isinstance(records, list) else [records]
    body: dict[str, Any] = {"tier": TIER, "records": several}
    if scope:
        body["scope"] = scope
    reply = await border.post("/v1/records:protect", body, key, headers)
    assert reply.status == 200, reply.body
    answer = reply.json()
    return answer["scope"], answer["records"] if several is records else answer["records"][0]


async def restore(
    border: Border, scope: str, records: object, headers: Mapping[str, str] | None = None,
    key: str = APP,
) -> Reply:  # fmt: skip
    """Ask for records to be restored."""
    body = {"scope": scope, "records": records}
    return await border.post("/v1/records:restore", body, key, headers)
