"""A value that is cut over neighbouring texts is hidden in each of them, and comes back as one."""

from collections.abc import Sequence
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.connect.llm import chat, embeddings
from douane.detect.borders import REACH
from douane.detect.seam import Detector
from douane.detect.standard import standard_detectors
from douane.model.finding import Slot
from douane.model.terms import Level
from douane.model.token import Kind
from douane.pipeline.inspect import Inspected, inspect
from douane.pipeline.snapshot import TenantView
from douane.policy import compile_plan
from douane.policy.plan import Plan
from douane.protect.tokens import Tokeniser
from tests.simulators.schema import WEALTH
from tests.unit.policy.policies import default_policy, policy, rule

IBAN = "DE89 3704 0044 0532 0130 00"
KEY = "ghp_16C7e42F292c6912E7b5e3c9d2b0a1f4e6e0"
VIEW = TenantView(WEALTH, "1", 0, 0, None, {})
FOUND = "[found]\n" + "".join(f'{kind.lower()} = {{ level = "restricted" }}\n' for kind in Kind)


@lru_cache(None)
def detectors() -> tuple[Detector, ...]:
    return standard_detectors()


@lru_cache(None)
def plan(action: str) -> Plan:
    rules = [rule('levels = ["restricted"]', action=action), rule("", "two", "pass")]
    chosen = policy(*rules, found=FOUND) if action else default_policy()
    return compile_plan(chosen, WEALTH.fields(), Level.INTERNAL, "general")


def cleared(texts: Sequence[str], flow: str = "user", action: str = "") -> Inspected:
    slots = [Slot(f"texts[{number}]", text, flow=flow) for number, text in enumerate(texts)]
    tokeniser = Tokeniser(bytes(32))
    return inspect(slots, "", VIEW, plan(action), detectors(), tokeniser, "app")


def restored(seen: Inspected) -> str:
    text = "".join(seen.texts)
    for entry in seen.entries:
        text = text.replace(entry.token, entry.value)
    return text.replace("[masked]", "")


@pytest.mark.parametrize(
    "texts",
    {
        "behind a blank": ("My account is DE89 3704 0044 ", "0532 0130 00, thanks."),
        "without one": ("My account is DE89 3704", "0044 0532 0130 00, thanks."),
        "within a group": ("My account is DE89 37", "04 0044 0532 0130 00, thanks."),
        "a character a text": tuple(IBAN.replace(" ", "")),
        "over three": ("It is DE89 3704", " 0044 0532", " 0130 00, thanks."),
        "with an empty text between": ("It is DE89 3704 0044 ", "", "0532 0130 00, thanks."),
        "between long texts": (
            "It was so. " * 50 + "DE89 3704 ",
            "0044 0532 0130 00 " + "So. " * 99,
        ),
        "in zero-width disguise": ("It is DE89\u200b 3704 0044 ", "05\u200b32 0130 00, thanks."),
        "in letters spaced out": ("It is D E 8 9 3 7 0 4 0 0 4 4 ", "0 5 3 2 0 1 3 0 0 0 thanks."),
    }.values(),
    ids=lambda texts: texts[0][:30],
)
def test_an_account_number_cut_in_two_leaves_nothing_and_comes_back(texts: Sequence[str]) -> None:
    seen = cleared(texts)
    assert not any(digit.isdigit() for text in seen.texts for digit in text if "_" not in text)
    assert "3704" not in "".join(seen.texts)
    assert "0130" not in "".join(seen.texts)
    assert restored(seen) == "".join(texts)


def test_a_value_that_is_cut_has_the_token_of_the_value_in_one() -> None:
    seen = cleared([f"First {IBAN}.", "Then DE89 3704 0044 ", "0532 0130 00."])
    assert len(seen.entries) == 1
    token = seen.entries[0].token
    assert seen.texts == (f"First {token}.", f"Then {token}", ".")


@pytest.mark.parametrize("at", range(1, len(IBAN)))
def test_it_does_not_matter_where_it_is_cut(at: int) -> None:
    seen = cleared([f"Account {IBAN[:at]}", f"{IBAN[at:]} is mine"])
    (entry,) = seen.entries
    assert seen.texts == (f"Account {entry.token}", " is mine")
    assert entry.value == IBAN


@pytest.mark.parametrize(
    ("action", "texts"),
    [
        ("mask", ("Account [masked]", "[masked] is mine")),
        ("drop", ("Account [removed]", "[removed] is mine")),
    ],
)
def test_each_action_is_done_to_each_piece(action: str, texts: tuple[str, ...]) -> None:
    seen = cleared([f"Account {IBAN[:14]}", f"{IBAN[14:]} is mine"], action=action)
    assert seen.texts == texts


def test_a_key_cut_in_two_is_refused_like_one_in_one() -> None:
    assert cleared([f"use {KEY[:17]}", f"{KEY[17:]} for it"]).denied
    assert cleared(["the password:", "hunter2XYZ!!9"]).denied


def test_what_crosses_another_value_is_masked_since_it_could_not_be_restored() -> None:
    seen = cleared(["Ask about Account Name: Muster DE89 3704 0044", " 0532 0130 00 please"])
    assert "3704" not in "".join(seen.texts)
    assert "0130" not in "".join(seen.texts)


def test_two_names_side_by_side_stay_two() -> None:
    seen = cleared(["Anna Schmidt", "Peter Miller"])
    assert [entry.value for entry in seen.entries] == ["Anna Schmidt", "Peter Miller"]


def test_texts_of_no_flow_and_of_other_flows_have_no_border() -> None:
    assert cleared(["DE89 3704 0044 ", "0532 0130 00"], flow="").entries == ()


def test_a_long_value_is_found_behind_the_edge_of_a_window() -> None:
    body = "".join(f"{number:03d}Kx{number * 7919 % 997:03d}Qz" for number in range(90))
    key = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"
    assert len(key) > 4 * REACH
    seen = cleared([f"Look: {key[:90]}", f"{key[90:]} ok"])
    assert seen.denied


@pytest.mark.parametrize(
    ("texts", "hidden"),
    [
        (
            ('{"attributes":{"type":"Account"},"Name":"Zwirn', 'haus Q","AnnualRevenue":4711}'),
            ("Zwirn", "haus Q", "4711"),
        ),
        (("Annual Revenue:", "4711 this year"), ("4711",)),
        (("Account Name,Annual Revenue", "Zwirnhaus Q,4711\nQuilt,815"), ("Zwirn", "4711", "815")),
    ],
    ids=["a record", "a labelled line", "a table below its header"],
)
def test_structure_cut_in_two_gets_the_policy_of_its_fields(
    texts: Sequence[str], hidden: Sequence[str]
) -> None:
    left = "".join(cleared(texts).texts)
    assert not [value for value in hidden if value in left]


def test_a_question_behind_a_table_stays_as_it_is() -> None:
    question = "Please summarise these accounts, and be brief."
    seen = cleared(["Account Name,Annual Revenue,Phone\nZwirnhaus Q,4711,12", question])
    assert seen.texts[1] == question


@settings(max_examples=60)
@given(st.integers(1, len(IBAN) - 1), st.integers(0, 200), st.integers(0, 200))
def test_no_digit_of_it_is_left_however_much_stands_around(
    at: int, before: int, behind: int
) -> None:
    seen = cleared([f"{'so ' * before}{IBAN[:at]}", f"{IBAN[at:]}{' so' * behind}"])
    assert restored(seen) == f"{'so ' * before}{IBAN}{' so' * behind}"
    assert len(seen.entries) == 1


def test_messages_of_one_role_and_parts_of_one_message_are_one_flow() -> None:
    request = chat.parse(
        b"""{"model":"m","messages":[
        {"role":"system","content":"a"},
        {"role":"user","content":[{"type":"text","text":"b"},{"type":"text","text":"c"}]},
        {"role":"assistant","content":"d","refusal":"e"},{"role":"user","content":"f","name":"g"}]}"""
    )
    flows = {slot.text: slot.flow for slot in chat.slots(request)}
    assert flows == {
        "a": "system", "b": "user", "c": "user", "d": "assistant", "e": "", "f": "user", "g": "",
    }  # fmt: skip
    inputs = embeddings.slots(embeddings.parse(b'{"model":"m","input":["a","b"]}'))
    assert {slot.flow for slot in inputs} == {"input"}
