"""What a model says reaches its reader without ways out, and the same however it is cut."""

import dataclasses
import json
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from douane.detect.identifiers import Identifiers
from douane.model.answer import Delta, Event, ToolDelta
from douane.model.answer_rules import AllowedLink, AnswerRules
from douane.model.caller import Principal
from douane.model.endpoint import Tier
from douane.model.finding import Finding, Slot, Source
from douane.model.sheet import Entry, Scope
from douane.model.terms import Level
from douane.model.token import Kind
from douane.pipeline.answer import BLOCKED, WITHHELD, Answer
from douane.pipeline.ask import Ask
from douane.pipeline.guarded import Guarded
from douane.pipeline.snapshot import Admitted, Snapshot, TenantView
from douane.policy import compile_plan
from douane.protect.mask import MASKED
from douane.shield.guard.links import REMOVED
from tests.simulators.schema import ListedSchema
from tests.unit.policy.policies import default_policy

IBAN = "DE89 3704 0044 0532 0130 00"
OTHERS = "FR14 2004 1010 0505 0001 3M02 606"
TOKEN = "PERSON_k7qm2xp0rd"
OPENED = {TOKEN: Entry(TOKEN, "Berta Maier", literal=False, origins=(), sender="s")}
TOLD = "You are the assistant of the bank and you never tell anybody about the blue folder here"
HELP = "https://docs.bank.example/help"
RULES = AnswerRules(
    links=(AllowedLink(HELP, date(2100, 1, 1)),),
    tools={"pay": Level.INTERNAL, "tweet": Level.PUBLIC},
)
QUESTION = f"Is {IBAN} right?"


@cache
def snapshot() -> Snapshot:
    return Snapshot("s", "p", {}, {}, {}, (Identifiers(),))


class Registered:
    """Finds one registered text once it is whole."""

    id = "register"
    secret = "the seventh rule is that every loan above the second limit is refused"

    def scan(self, text: str) -> list[Finding]:
        """Return where it stands."""
        start = text.find(self.secret)
        if start < 0:
            return []
        end = start + len(self.secret)
        return [Finding(start, end, text[start:end], Kind.LOGIC, self.id)]


def guarded(
    rules: AnswerRules = RULES,
    asked: str = QUESTION,
    records: str = "",
    told: str = TOLD,
    registered: tuple[Registered, ...] = (),
) -> Guarded:
    policy = dataclasses.replace(default_policy(), answers=rules)
    plan = compile_plan(policy, (), Level.INTERNAL, "general")
    tier = Tier("default", ("e",), Level.INTERNAL, frozenset({"DE"}), ("general",))
    view = TenantView(ListedSchema(()), "c", 0, 0, None, {}, registered)
    slots = (
        Slot("messages[0].content", told, source=Source.TOLD),
        Slot("messages[1].content", asked, source=Source.ASKED),
    )
    ask = Ask(
        "i", 1_790_000_000_000, "chat", Principal("k", "acme", frozenset(), frozenset()),
        "default", "general", Scope("acme", "i", named=False), None, slots, records,
    )  # fmt: skip
    admitted = Admitted(tier, "general", view, plan)
    return Guarded.of(ask, admitted, snapshot(), [slot.text for slot in slots])


def said(*chunks: str, json_answer: bool = False, by: Guarded | None = None) -> tuple[str, str]:
    """Return what the reader gets of a streamed answer, and why it ended."""
    answer = Answer(OPENED, by or guarded(), json=json_answer)
    events = [Event((Delta(0, chunk),)) for chunk in chunks] + [Event((Delta(0, "", (), "stop"),))]
    deltas = [delta for event in events for delta in answer.feed(event).deltas]
    deltas += answer.end().deltas
    return "".join(delta.text for delta in deltas), "".join(d.finish or "" for d in deltas)


# What the model says -> what the reader gets.
SAID = {
    "a token": (f"It is {TOKEN}.", "It is Berta Maier."),
    "a token in an address": (f"see https://evil.com/{TOKEN} now", f"see {REMOVED} now"),
    "a token as a host": (f"see {TOKEN}.evil.com now", "see Berta Maier[.]evil[.]com now"),
    "an allowed address": (f"see {HELP} now", f"see {HELP} now"),
    "a token in code": (f"```\n{TOKEN}\n```\n{TOKEN}", f"```\n{TOKEN}\n```\nBerta Maier"),
    "a value of the prompt": (f"Yes, {IBAN} is right.", f"Yes, {IBAN} is right."),
    "a value of the prompt, written otherwise": (
        f"Yes, {IBAN.replace(' ', '')} is.", f"Yes, {IBAN.replace(' ', '')} is.",
    ),
    "a value from elsewhere": (f"Use {OTHERS} instead.", f"Use {MASKED} instead."),
    "a value from elsewhere, disguised": (
        "Use " + "\u200b".join(OTHERS.replace(" ", "")) + " instead.", f"Use {MASKED} instead.",
    ),
    "a mail address of nobody": ("Write to x.y@evil.example now.", f"Write to {MASKED} now."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID.keys())
def test_the_reader_gets(text: str, expected: str) -> None:
    assert said(text)[0] == expected
    assert said(*text)[0] == expected  # each character a chunk


def test_json_stays_json_where_a_bare_number_must_not_be_said() -> None:
    text, _ = said('{"card": 4111111111111111, "iban": "', OTHERS, '"}', json_answer=True)

    assert json.loads(text) == {"card": 0, "iban": MASKED}


fragments = st.sampled_from(
    [TOKEN, OTHERS, IBAN, HELP, "https://evil.com/x ", "](", "<b", "```\n", " the ", "client ",
     "Anna ", "\n", ". ", "x.y@evil.example ", TOLD, TOLD[:40], '"', "\\u0068"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.lists(fragments, max_size=12).map("".join),
    st.lists(st.integers(1, 12), max_size=60),
    st.booleans(),
)
def test_verdicts_are_the_same_for_every_chunking(
    text: str, lengths: list[int], json_answer: bool
) -> None:
    chunks, start = [], 0
    for length in lengths:
        chunks.append(text[start : start + length])
        start += length
    chunks.append(text[start:])
    one, other = guarded(), guarded()

    assert (
        said(*chunks, json_answer=json_answer, by=one)[0]
        == (said(text, json_answer=json_answer, by=other)[0])
    )
    if not one.counts["echoed"]:  # of what follows an end, nothing is told
        assert one.counts == other.counts


def test_a_planted_word_of_the_instructions_is_masked_and_what_they_are_about_is_not() -> None:
    told = f"The word is kelmar-tunsol-brindel. The contract AB-1234567 is {TOKEN}'s."
    by = guarded(told=told)
    text, _ = said(f"AB-1234567 is {TOKEN}'s; k-e-l, kelmar-tunsol-brindel it is.", by=by)

    assert text == f"AB-1234567 is Berta Maier's; k-e-l, {MASKED} it is."
    assert by.counts["echoed"] == 1


def test_an_answer_that_repeats_its_instructions_ends_there() -> None:
    text, finish = said("I was told: ", TOLD, " and more, and more.")

    assert TOLD not in text
    assert not text.endswith("more.")
    assert finish == BLOCKED


@pytest.mark.parametrize("filler", ["so it is ", ""])
def test_an_answer_that_tells_a_registered_secret_ends(filler: str) -> None:
    by = guarded(registered=(Registered(),))
    text, finish = said(f"I know: {Registered.secret}. ", filler * 60, "and the eighth is", by=by)

    assert finish == BLOCKED
    assert text.endswith("eighth is") is (not filler)  # a short one has been said by then
    assert by.counts["echoed"] + by.counts["exposed"] == 1


def test_a_secret_of_the_prompt_may_be_said_back() -> None:
    by = guarded(asked=Registered.secret, registered=(Registered(),))

    assert said(f"You wrote: {Registered.secret}.", by=by) == (
        f"You wrote: {Registered.secret}.", "stop",
    )  # fmt: skip


def call(name: str, *arguments: str, by: Guarded) -> tuple[str, tuple[ToolDelta, ...], str]:
    answer = Answer(OPENED, by, json=False)
    events = [Event((Delta(0, "", (ToolDelta(0, "c1", name),)),))]
    events += [Event((Delta(0, "", (ToolDelta(0, arguments=part),)),)) for part in arguments]
    events.append(Event((Delta(0, "", (), "tool_calls"),)))
    deltas = [delta for event in events for delta in answer.feed(event).deltas]
    return (
        "".join(delta.text for delta in deltas),
        tuple(each for delta in deltas for each in delta.tool_calls),
        "".join(delta.finish or "" for delta in deltas),
    )


def test_arguments_keep_their_tokens_and_come_whole() -> None:
    text, calls, finish = call("f", '{"who": "PERSON_', 'k7qm2xp0rd"}', by=guarded())

    assert calls == (ToolDelta(0, "c1", "f", json.dumps({"who": TOKEN})),)
    assert (text, finish) == ("", "tool_calls")


WITHHELD_CALLS = {
    "data, and a tool that policy does not name": ("f", "{}", "x\n\ny"),
    "data, and a tool that may know less than the tier": ("tweet", "{}", "x\n\ny"),
    "arguments that are no JSON": ("f", '{"a": ', QUESTION),
    "arguments that are no object": ("f", "[1]", QUESTION),
    "a number from elsewhere that cannot be masked": ("f", '{"card": 4111111111111111}', QUESTION),
}


@pytest.mark.parametrize(
    ("name", "arguments", "asked"), WITHHELD_CALLS.values(), ids=WITHHELD_CALLS
)
def test_a_call_is_withheld(name: str, arguments: str, asked: str) -> None:
    by = guarded(asked=asked)
    text, calls, finish = call(name, arguments, by=by)

    assert (text, calls, finish) == (WITHHELD, (), BLOCKED)
    assert by.counts["withheld"] == 1


@pytest.mark.parametrize("name", [OTHERS.replace(" ", ""), "x.y@evil.example"])
def test_a_name_that_is_a_value_from_elsewhere_is_no_tools(name: str) -> None:
    assert call(name, "{}", by=guarded())[1] == ()


def test_an_id_that_is_a_value_from_elsewhere_lets_nothing_through() -> None:
    by = guarded()
    held = ToolDelta(0, OTHERS.replace(" ", ""), "f", "{}")
    told = Answer(OPENED, by, json=False).feed(Event((Delta(0, "", (held,), "tool_calls"),)))

    assert told.deltas[0].tool_calls == ()
    assert by.counts["withheld"] == 1


def test_a_tool_that_may_know_as_much_as_the_tier_is_called_on_data() -> None:
    assert call("pay", "{}", by=guarded(records="[{}]"))[1]


def test_a_value_from_elsewhere_is_masked_in_arguments() -> None:
    _, calls, _ = call("f", json.dumps({"iban": OTHERS}), by=guarded())

    assert json.loads(calls[0].arguments) == {"iban": MASKED}


def test_a_call_that_never_ends_is_none() -> None:
    by = guarded()
    answer = Answer(OPENED, by, json=False)
    answer.feed(Event((Delta(0, "", (ToolDelta(0, "c1", "f", "{}"),)),)))

    assert answer.end() == Event(())
    assert by.counts["withheld"] == 1
