"""The master test of this room: two requests with different secrets leave the same text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from douane.model.finding import Finding
from douane.model.terms import Action, Decision
from douane.model.token import Kind
from douane.protect.rewrite import Rewritten, rewrite
from douane.protect.tokens import Tokeniser
from tests.unit.protect.drafts import SENDER, Draft, Leaf, Nested

KEY = bytes(range(32))
HIDING = st.sampled_from([Action.TOKENISE, Action.MASK, Action.DROP, Action.ENCRYPT])

# A shape names its values by number: equal numbers are equal values.
slots = st.tuples(st.integers(0, 4), st.booleans(), HIDING)
shapes = st.recursive(
    st.dictionaries(st.sampled_from("abcdef"), slots | st.none(), max_size=5),
    lambda inner: st.dictionaries(
        st.sampled_from("abcdef"), slots | inner | inner.map(Nested), max_size=4
    ),
    max_leaves=4,
)
texts = st.lists(st.text(min_size=1, max_size=20), min_size=5, max_size=5, unique=True)
numbers = st.lists(st.integers(), min_size=5, max_size=5, unique=True)


def fill(shape: object, words: list[str], amounts: list[int]) -> object:
    if isinstance(shape, dict):
        return {name: fill(part, words, amounts) for name, part in shape.items()}
    if isinstance(shape, Nested):
        return Nested(fill(shape.value, words, amounts))
    if isinstance(shape, tuple):
        number, literal, action = shape
        return Leaf(str(amounts[number]) if literal else words[number], action, literal=literal)
    return shape


def protect(shape: object, words: list[str], amounts: list[int]) -> Rewritten:
    draft = Draft()
    draft.json(fill(shape, words, amounts), " ")
    return rewrite(draft.text, draft.decided, Tokeniser(KEY), SENDER)


@settings(max_examples=300)
@given(shapes, texts, texts, numbers, numbers)
def test_records_with_other_secrets_leave_the_same_text(
    shape: object, ours: list[str], theirs: list[str], one: list[int], two: list[int]
) -> None:
    first, second = protect(shape, ours, one), protect(shape, theirs, two)

    assert (first.text, first.counts) == (second.text, second.counts)


parts = st.lists(st.integers(0, 4) | st.sampled_from([" ", ", ", "and"]), max_size=12)
overlaps = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 4), HIDING), max_size=8)


@settings(max_examples=300)
@given(parts, overlaps, texts, texts)
def test_prose_with_other_secrets_leaves_the_same_text(
    written: list[int | str],
    drawn: list[tuple[int, int, Action]],
    ours: list[str],
    theirs: list[str],
) -> None:
    # Brackets keep joined values apart: two unions are equal only if their parts are.
    one = _prose(written, drawn, [f"<{word.encode().hex()}>" for word in ours])
    two = _prose(written, drawn, [f"<{word.encode().hex()}>" for word in theirs])

    assert one == two


def _prose(written: list[int | str], drawn: list[tuple[int, int, Action]], words: list[str]) -> str:
    pieces = [words[part] if isinstance(part, int) else part for part in written]
    starts = [len("".join(pieces[:number])) for number in range(len(pieces) + 1)]
    text = "".join(pieces)
    # Every secret is found by itself; longer findings may cover or cross some.
    spans = [
        (number, number + 1, Action.TOKENISE)
        for number, part in enumerate(written)
        if isinstance(part, int)
    ]
    spans += [
        (first, min(first + count, len(pieces)), action)
        for first, count, action in drawn
        if first < len(pieces)
    ]
    decided = [
        (
            Finding(starts[a], starts[b], text[starts[a] : starts[b]], Kind.TEXT, "any"),
            Decision(action, ()),
        )
        for a, b, action in spans
    ]
    return rewrite(text, decided, Tokeniser(KEY), SENDER).text
