"""Scores for tests of the budget."""

from douane.model.scoring import Feature, Form, Limits, ScoreModel

WIDTH = 6
NAMES = tuple(f"f{number}" for number in range(WIDTH))
NOW_MS = 1_790_000_000_000


def model(
    limits: Limits | None = None,
    *,
    form: Form = Form.LOGISTIC,
    levers: tuple[str, ...] = (),
    edges: tuple[float, ...] = (0.2, 0.4, 0.6, 0.8),
    noise: float = 0.25,
    names: tuple[str, ...] = NAMES,
) -> ScoreModel:
    """Return a score of six features, each with a spread of its own."""
    features = tuple(
        Feature(name, f"Account.{name}", 1.0 + number) for number, name in enumerate(names)
    )
    labels = tuple("EDCBA"[-len(edges) - 1 :])
    return ScoreModel(
        "credit", "bank", form, "Account", features, edges, labels,
        limits or Limits(directions=3, coarse=1), levers, noise,
    )  # fmt: skip
