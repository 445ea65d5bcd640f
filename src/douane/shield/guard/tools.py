"""Which calls of a model go through: no write-down, and no acting on data's behalf.

A tool is a way out that no filter of texts can close: whatever a model saw can be put into an
argument in a way that nobody recognises.  So it is decided by what the conversation holds and
not by what the arguments look like (Bell and LaPadula's *-property, 1973; Debenedetti et al.,
"Defeating Prompt Injections by Design", 2025):

1. Nothing but the user's own short question was said: any tool; the caller knows its own.
2. Data is in it (results of tools, records, pasted text): only tools that policy names, and only
   when their clearance reaches that of the tier, which is the highest level that the model can
   have seen in the clear.
"""

from collections.abc import Mapping

from douane.model.terms import Level


def may_call(
    name: str, declared: Mapping[str, Level], clearance: Level, *, holds_data: bool
) -> bool:
    """Tell whether a call may leave.

    Args:
        name: The tool that the model calls.
        declared: Tools of the policy, with their clearances.
        clearance: That of the tier that answered.
        holds_data: Whether the conversation holds more than the user's own question.
    """
    if not holds_data:
        return True
    own = declared.get(name)
    return own is not None and own >= clearance
