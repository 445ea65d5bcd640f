"""The connector door keeps Salesforce's contract, as schemathesis reads it.

Two contracts.  The original is Salesforce's file, byte for byte below its notice: whatever it
says, an answer never breaks it.  It names no error and forbids no member, so the checks that
ask for the status codes it lists, or for everything it allows to be accepted, are left out.
The stricter one is made from it here: unknown members are refused, ``parameters`` is a list of
what passes, errors are documented, and an answer holds nothing that is not listed, because
Salesforce refuses answers that do.  It passes every check.
"""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS, load_all_checks

from tests.simulators.endpoint import Script
from tests.simulators.gateway_process import EndpointThread, GatewayProcess

FILE = Path(__file__).parent / "llm-open-connector.yml"
PATH = "/t/default/chat/completions"
EXAMPLES = 40
CARD = "4111 1111 1111 1111"

PASSING = (
    ("top_p", "number", 0, 1),
    ("frequency_penalty", "number", -2, 2),
    ("presence_penalty", "number", -2, 2),
    ("seed", "integer", -(2**63), 2**63 - 1),
)

load_all_checks()
NOT_FOR_THE_ORIGINAL: list[Any] = CHECKS.get_by_names(
    ["status_code_conformance", "positive_data_acceptance", "negative_data_rejection"]
)
GENEROUS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def original() -> dict[str, Any]:
    """Return Salesforce's contract."""
    contract: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return contract


def stricter() -> dict[str, Any]:
    """Return the contract that Douane keeps: more is refused, and refusals are documented."""
    contract = copy.deepcopy(original())
    schemas = contract["components"]["schemas"]
    request = schemas["CreateChatCompletionRequest"]
    request["properties"]["model"] = {"type": "string", "enum": ["default"]}
    request["properties"]["max_tokens"] |= {"minimum": 1, "maximum": 10_000_000}
    request["properties"]["parameters"] = {
        "type": "object",
        "nullable": True,
        "additionalProperties": False,
        "properties": {
            name: {"type": kind, "minimum": least, "maximum": most, "nullable": True}
            for name, kind, least, most in PASSING
        },
    }
    schemas["ChatCompletionRequestMessage"]["properties"]["name"]["nullable"] = True
    answer = schemas["CreateChatCompletionResponse"]
    choice = answer["properties"]["choices"]["items"]
    for schema in (
        request, answer, choice, schemas["ChatCompletionRequestMessage"], schemas["Error"],
        schemas["ChatCompletionResponseMessage"], schemas["CompletionUsage"],
        schemas["ErrorResponse"],
    ):  # fmt: skip
        schema["additionalProperties"] = False
    error = {
        "description": "An error",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorResponse"}}},
    }
    operation = contract["paths"]["/chat/completions"]["post"]
    operation["responses"] |= {str(status): error for status in (400, 401, 403, 404, 405, 415, 503)}
    return contract


ORIGINAL = schemathesis.openapi.from_dict(original())
STRICTER = schemathesis.openapi.from_dict(stricter())


def address(gateway: GatewayProcess) -> str:
    return f"http://127.0.0.1:{gateway.port}/t/default"


@ORIGINAL.parametrize()
@GENEROUS
def test_no_answer_breaks_salesforces_contract(
    case: schemathesis.Case[Any], gateway: GatewayProcess, served: object
) -> None:
    case.call_and_validate(
        base_url=address(gateway),
        headers={"api-key": gateway.key},
        excluded_checks=NOT_FOR_THE_ORIGINAL,
    )


@STRICTER.parametrize()
@GENEROUS
def test_no_request_or_answer_breaks_the_stricter_contract(
    case: schemathesis.Case[Any], gateway: GatewayProcess, served: object
) -> None:
    case.call_and_validate(base_url=address(gateway), headers={"api-key": gateway.key})


def ask(**members: object) -> dict[str, object]:
    return {"model": "default", "messages": [{"role": "user", "content": "hello"}], **members}


def test_an_answer_has_the_listed_members_and_no_other(
    gateway: GatewayProcess, endpoint: EndpointThread
) -> None:
    answer = gateway.ask("POST", PATH, ask(), headers={"api-key": gateway.key})

    assert answer.status == 200
    assert set(answer.json) == {"id", "object", "created", "model", "choices", "usage"}
    assert set(answer.json["choices"][0]) == {"index", "message", "finish_reason"}
    assert set(answer.json["choices"][0]["message"]) == {"role", "content"}
    assert set(answer.json["usage"]) == {"prompt_tokens", "completion_tokens", "total_tokens"}
    assert len(str(answer.json["created"])) == 10  # seconds: milliseconds break Salesforce


def test_several_choices_come_back_as_several(
    gateway: GatewayProcess, endpoint: EndpointThread
) -> None:
    answer = gateway.ask("POST", PATH, ask(n=3))

    assert [choice["index"] for choice in answer.json["choices"]] == [0, 1, 2]


def test_what_policy_refuses_is_an_answer_that_a_filter_ended(
    gateway: GatewayProcess, endpoint: EndpointThread
) -> None:
    body = ask(messages=[{"role": "user", "content": f"charge {CARD}"}])
    answer = gateway.ask("POST", PATH, body)

    assert answer.status == 200
    choice = answer.json["choices"][0]
    assert choice["finish_reason"] == "content_filter"
    assert "policy" in choice["message"]["content"]
    assert "usage" not in answer.json
    assert endpoint.received == []
    assert [entry.code for entry in gateway.entries_of(answer.id, 1)] == ["policy_denied"]


def test_a_tool_that_the_model_calls_unasked_is_left_out(
    gateway: GatewayProcess, endpoint: EndpointThread
) -> None:
    endpoint.script = Script(tool=("run", json.dumps({"x": 1})))
    answer = gateway.ask("POST", PATH, ask())

    assert set(answer.json["choices"][0]["message"]) == {"role", "content"}


@pytest.mark.parametrize("header", ["api-key", "Authorization"])
def test_the_key_may_come_in_either_header(
    gateway: GatewayProcess, endpoint: EndpointThread, header: str
) -> None:
    value = gateway.key if header == "api-key" else f"Bearer {gateway.key}"

    assert gateway.ask("POST", PATH, ask(), key="", headers={header: value}).status == 200
