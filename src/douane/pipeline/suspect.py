"""How much a request looks as if somebody hid orders in it, and what policy makes of that.

Asked only where the answer could matter: somebody else's words are in the request, or it offers
tools, or policy would refuse.  One voice among others: what it does not hear is stopped by what
an answer cannot do.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from douane.detect.disguise.views import views
from douane.model.answer_rules import InjectionRules
from douane.model.errors import Refusal
from douane.model.finding import Slot, Source
from douane.shield.injection import Injection

_HEARD: Final = frozenset({Source.ASKED, Source.DATA})
NOBODY: Final = 1.0


def question(
    slots: Sequence[Slot],
    texts: Sequence[str],
    injection: Injection | None,
    rules: InjectionRules,
) -> Callable[[], float] | None:
    """Return the work that finds the request's rate, or None where nobody needs to know.

    Args:
        slots: Where the texts come from.
        texts: What is about to leave, one for each slot.
        injection: The score.
        rules: The policy.
    """
    sources = {slot.source for slot in slots}
    offers = any(slot.path.startswith("tools[") for slot in slots)
    matters = Source.DATA in sources or offers or rules.refuse_at > 0 or not rules.restore
    if injection is None or not matters:
        return None
    heard = [
        text for slot, text in zip(slots, texts, strict=True) if slot.source in _HEARD and text
    ]
    return partial(_rate, heard, injection)


def judge(rate: float, rules: InjectionRules) -> bool:
    """Return whether the answer to a request of this rate may do less.

    Raises:
        Refusal: Policy refuses it (``injection_suspected``).
    """
    # Written so that NaN counts as suspicious.
    if rules.refuse_at > 0 and not rate > rules.refuse_at:
        raise Refusal(
            "this request looks as if it held hidden orders, which policy refuses; send the "
            "question without what others wrote",
            code="injection_suspected",
        )
    return not rate > rules.tighten_at


def _rate(texts: Sequence[str], injection: Injection) -> float:
    return min((injection.score(views(text)).rate for text in texts), default=NOBODY)
