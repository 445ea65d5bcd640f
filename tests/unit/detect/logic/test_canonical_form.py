"""A formula is the same formula under other names, in another order, at another scale."""

from hypothesis import given
from hypothesis import strategies as st

from douane.detect.logic.canonical import Form, form, same
from douane.detect.logic.formula import runs
from tests.fuzz.expression import target


def canonical(text: str) -> Form:
    made = [each for run in runs(text, 0, len(text)) if (each := form(run)) is not None]
    assert len(made) == 1
    return made[0]


def written(weights: list[int], names: list[str], scale: float = 1.0) -> str:
    terms = [
        f"{weight / 100 * scale:.4g}*{name}" for weight, name in zip(weights, names, strict=True)
    ]
    return "y = " + " + ".join(terms)


WEIGHTS = st.lists(st.integers(11, 999), min_size=3, max_size=8, unique=True)


@given(WEIGHTS, st.randoms(use_true_random=False), st.sampled_from([1.0, 10.0, 2.5, 0.3]))
def test_renaming_reordering_and_rescaling_keep_the_form(
    weights: list[int], chance: object, scale: float
) -> None:
    original = written(weights, [f"factor_{place}" for place in range(len(weights))])
    shuffled = list(weights)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    copy = written(shuffled, [f"q{place}" for place in range(len(weights))], scale)

    assert same(canonical(original), canonical(copy))


def test_rounding_keeps_the_form_and_another_weight_does_not() -> None:
    original = canonical("s = 0.347*a + 0.252*b + 1.183*c + 0.091*d")

    assert same(original, canonical("s = 0.35*a + 0.25*b + 1.18*c + 0.09*d"))
    assert not same(original, canonical("s = 0.35*a + 0.29*b + 1.18*c + 0.09*d"))
    assert not same(original, canonical("s = 0.347*a - 0.252*b + 1.183*c + 0.091*d"))


def test_brackets_division_and_choice_are_read_as_what_they_mean() -> None:
    assert same(
        canonical("y = 2*(1.5*a + 0.7*b) + 3.1*c"),
        canonical("3a + 1.4b + 3.1c".replace("a", "*a").replace("b", "*b").replace("c", "*c")),
    )
    assert same(canonical("y = 35*a/100 + 1.2*b + 0.6*c"), canonical("y = 0.35*q + 0.6*r + 1.2*t"))
    assert same(
        canonical("x = 0.4*b + 3 if a > 2.5 else 7*c"),
        canonical("IF(z>2.5, 3 + 0.4*w, 7*u)"),
    )


def test_hostile_expressions_end_without_a_tree() -> None:
    for text in ("(" * 10_000 + "1*a", "-" * 10_000 + "1*a", "a*(2+" * 10_000, "1^" * 3_000 + "9"):
        target(text.encode())


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(data: bytes) -> None:
    target(data)


def test_a_form_does_not_show_its_numbers() -> None:
    assert "0.3" not in repr(canonical("s = 0.347*a + 0.252*b + 1.183*c"))
