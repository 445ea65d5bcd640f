"""No two tenants, readers or conversations ever learn of each other."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attack.conftest import Stage
from tests.attack.parties import (
    ACCOUNT,
    ACME,
    ANNA,
    APP,
    BORIS,
    DESK,
    FIELDS,
    OTHER,
    RECORD,
    RIVAL,
    TOKENS,
    protect,
    reader,
    restore,
)
from tests.simulators.border import TIER, Border
from tests.simulators.endpoint import Script, always, echo_last

CHAT = "/v1/chat/completions"


def tokens(written: object) -> set[str]:
    return set(re.findall(TOKENS, json.dumps(written)))


async def said(
    border: Border, text: str, key: str, headers: dict[str, str] | None = None, scope: str = ""
) -> str:
    body: dict[str, Any] = {"model": TIER, "messages": [{"role": "user", "content": text}]}
    if scope:
        body["metadata"] = {"scope": scope}
    reply = await border.post(CHAT, body, key, headers)
    assert reply.status == 200, reply.body
    return reply.said()


def sent(border: Border) -> str:
    content: str = json.loads(border.endpoint.bodies[-1])["messages"][-1]["content"]
    return content


@settings(max_examples=200)
@given(
    st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=3), st.text("ab", max_size=3)
)
def test_scopes_never_share_a_token(stage: Stage, names: list[str], conversation: str) -> None:
    border, run = stage
    border.renew()
    records = [{**ACCOUNT, "Name": name} for name in names]
    asked = [
        protect(border, records, APP),
        protect(border, records, APP),
        protect(border, records, DESK),
        protect(border, records, OTHER),
        protect(border, records, APP, f"c{conversation}"),
        protect(border, records, APP, f"d{conversation}"),
        protect(border, records, DESK, f"c{conversation}"),
        protect(border, records, OTHER, f"c{conversation}"),
    ]

    answers = [run(each) for each in asked]

    assert len({scope for scope, _ in answers}) == len(asked)
    seen: set[str] = set()
    for _, written in answers:
        assert tokens(written)
        assert not seen & tokens(written)
        seen |= tokens(written)


async def test_a_conversation_keeps_its_tokens_and_no_other_has_them(border: Border) -> None:
    _, first = await protect(border, key=APP, scope="monday")
    _, again = await protect(border, key=APP, scope="monday")

    assert first == again


@pytest.mark.parametrize(
    ("key", "scope"),
    [(OTHER, ""), (DESK, ""), (APP, ""), (APP, "tuesday"), (DESK, "monday"), (OTHER, "monday")],
)
async def test_anothers_token_in_a_prompt_is_inert(border: Border, key: str, scope: str) -> None:
    tenant = RIVAL if key == OTHER else ACME
    border.rights.grant(RIVAL, ANNA, FIELDS, {RECORD})
    _, theirs = await protect(border, key=APP, scope="monday")
    border.endpoint.script = Script(lambda body: f"{theirs['Name']} {echo_last(body)}")

    answer = await said(
        border, f"Who is {theirs['Name']}?", key, reader(border, ANNA, tenant), scope
    )

    assert theirs["Name"] not in sent(border)  # what looks like a token is itself replaced
    assert re.search(TOKENS, sent(border)) is not None
    assert answer == f"{theirs['Name']} Who is {theirs['Name']}?"


@pytest.mark.parametrize("key", [APP, DESK, OTHER])
async def test_a_model_that_guesses_tokens_gives_nothing(border: Border, key: str) -> None:
    _, theirs = await protect(border, key=APP)
    border.endpoint.script = Script(always(json.dumps(theirs)))

    answer = await said(border, "Hello", key, reader(border, ANNA, RIVAL if key == OTHER else ACME))

    assert json.loads(answer) == theirs


async def test_each_reader_sees_only_what_is_theirs(border: Border) -> None:
    border.rights.grant(ACME, BORIS, {"Account.Phone"}, {RECORD})
    scope, away = await protect(border)

    for_anna = await restore(border, scope, away, reader(border, ANNA))
    for_boris = await restore(border, scope, away, reader(border, BORIS))

    assert for_anna.json()["records"] == ACCOUNT
    assert for_boris.json()["records"] == {**away, "Phone": ACCOUNT["Phone"]}


async def test_what_belongs_to_no_field_opens_only_for_its_sender(border: Border) -> None:
    border.rights.grant(ACME, BORIS, FIELDS, {RECORD})
    text = "Write to max@firm.de."
    conversation = "shared"

    to_anna = await said(border, text, APP, reader(border, ANNA), conversation)
    token = re.findall(TOKENS, sent(border))[0]
    border.endpoint.script = Script(always(f"Ask {token}."))
    to_boris = await said(border, "Whom?", APP, reader(border, BORIS), conversation)
    to_nobody = await said(border, "Whom?", APP, None, conversation)
    again = await said(border, "Whom?", APP, reader(border, ANNA), conversation)

    assert to_anna == text
    assert to_boris == to_nobody == f"Ask {token}."
    assert again == "Ask max@firm.de."


async def test_a_value_that_two_readers_sent_opens_for_neither_in_one_conversation(
    border: Border,
) -> None:
    await said(border, "I am max@firm.de", APP, reader(border, ANNA), "both")
    token = re.findall(TOKENS, sent(border))[0]

    to_boris = await said(border, "Is it max@firm.de?", APP, reader(border, BORIS), "both")

    assert token in sent(border)
    assert to_boris == f"Is it {token}?"


async def test_a_tenants_reader_is_nobody_at_anothers_key(border: Border) -> None:
    border.rights.grant(RIVAL, ANNA, FIELDS, {RECORD})
    scope, away = await protect(border)

    with_own_reader = await restore(border, scope, away, reader(border, ANNA, RIVAL), OTHER)
    with_their_reader = await restore(border, scope, away, reader(border, ANNA, ACME), OTHER)

    assert with_own_reader.json()["records"] == away
    assert with_their_reader.json()["error"]["code"] == "reader_invalid"


@settings(max_examples=200)
@given(st.text(min_size=5, max_size=20), st.text(min_size=5, max_size=20))
def test_what_a_tenant_sends_changes_nothing_for_another(stage: Stage, one: str, two: str) -> None:
    border, run = stage

    def seen_by_rival(name: str) -> bytes:
        border.renew()
        border.endpoint.script = Script(always("ok"))
        run(protect(border, {**ACCOUNT, "Name": name}, APP, "monday"))
        run(said(border, json.dumps(ACCOUNT), OTHER, scope="monday"))
        return border.endpoint.bodies[-1]

    assert seen_by_rival(one) == seen_by_rival(two)
