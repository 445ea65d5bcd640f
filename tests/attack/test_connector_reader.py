"""The connector names no user: its answers keep their tokens, unless the tier names a reader."""

import json
from dataclasses import replace

import pytest

from tests.attack.parties import ACCOUNT, ACME, ANNA, APP, FIELDS, PRINCIPALS, RECORD
from tests.simulators.border import TIER, Border, open_border
from tests.unit.policy.policies import default_policy

CONNECTOR = f"/t/{TIER}/chat/completions"
IBAN = "DE89370400440532013000"


async def said(border: Border) -> str:
    """Return what the model says that repeats its prompt."""
    text = f"Pay {IBAN}. {json.dumps(ACCOUNT)}"
    body = {"model": TIER, "messages": [{"role": "user", "content": text}]}
    reply = await border.post(CONNECTOR, body, APP)
    assert reply.status == 200
    return reply.said()


async def test_without_a_reader_every_token_stays() -> None:
    async with open_border(PRINCIPALS, default_policy()) as border:
        border.rights.grant(ACME, ANNA, FIELDS, {RECORD})
        answer = await said(border)

    assert "IBAN_" in answer
    assert IBAN not in answer
    assert str(ACCOUNT["Phone"]) not in answer


@pytest.mark.parametrize("may_read", [True, False])
async def test_a_tiers_reader_opens_what_they_may_read(*, may_read: bool) -> None:
    async with open_border(PRINCIPALS, default_policy()) as border:
        tier = replace(border.tier, service_reader=ANNA)
        border.snapshot = replace(border.snapshot, tiers={TIER: tier})
        if may_read:
            border.rights.grant(ACME, ANNA, FIELDS, {RECORD})
        answer = await said(border)

    assert (str(ACCOUNT["Phone"]) in answer) is may_read
