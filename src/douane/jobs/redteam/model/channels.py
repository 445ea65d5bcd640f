"""Every channel by its name: the table that a new trick is added to."""

from collections.abc import Mapping
from typing import Final

from douane.jobs.redteam.model.channel import Channel
from douane.jobs.redteam.model.evasions import LONG, ODD
from douane.jobs.redteam.model.links import LINKS
from douane.jobs.redteam.model.markup import MARKUP
from douane.jobs.redteam.model.other_channels import SPLIT, TEXT, TOOL_CALLS

CHANNELS: Final[Mapping[str, Channel]] = {
    **LINKS, **MARKUP, **LONG, **ODD, **SPLIT, **TOOL_CALLS,
}  # fmt: skip
"""Those of which each attack tries a few; ``TEXT`` is tried in every session of somebody else."""
ALL: Final[Mapping[str, Channel]] = {**CHANNELS, **TEXT}
BREAKERS: Final = (
    "odd-instruction", "odd-cdata", "odd-code-in-label", "html-comment-break", "html-noscript",
    "html-unclosed", "md-code-left",
)  # fmt: skip
"""Those that swallow what follows: they stand last in an answer."""
