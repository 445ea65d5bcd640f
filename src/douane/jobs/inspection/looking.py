"""Look into one text: the stages of a request, without a request.

``pipeline.inspect.look`` finds and decides, as it does for the gateway; ``pipeline.report`` says
which spans would be replaced.
"""

from collections.abc import Callable, Sequence

from douane.detect.seam import Detector, Schema
from douane.model.finding import Slot
from douane.pipeline.inspect import look
from douane.pipeline.report import Reported, labels_of, report
from douane.policy.plan import Plan

Look = Callable[[str], list[Reported]]


def looker(
    plan: Plan,
    detectors: Sequence[Detector],
    schema: Schema | None = None,
    names: Detector | None = None,
) -> Look:
    """Return what looks into a text and returns the spans that the plan acts upon.

    Args:
        plan: What may be done with what.
        detectors: Search free text.
        schema: The fields of an org; None reads no structure.
        names: Finds the org's own values; None when there is no org.
    """
    labels = labels_of(plan, schema)

    def look_into(text: str) -> list[Reported]:
        (seen,) = look((Slot("text", text),), "", schema, names, plan, detectors).texts
        decided = seen.decided
        return report(text, decided, labels) if decided else []

    return look_into
