"""All texts of training, calibration and measurement, in one order for one seed."""

from pathlib import Path
from random import Random
from typing import Final

from douane.detect.disguise.views import views
from injection_training import sources
from injection_training.attacks import attacks
from injection_training.benign import Ordinary
from injection_training.rows import Text

SEED: Final = 11


def corpus(sets: Path, mirror: Path) -> list[Text]:
    """Return every text.

    Args:
        sets: Directory of the labelled sets.
        mirror: Directory of the repositories that ``NOTICE.md`` names.
    """
    ordinary = Ordinary(SEED)
    made = [*ordinary.crm(1500), *ordinary.words(8), *ordinary.forms(150)]
    made += [
        Text(view, attack=False, source="crm", group="disguised")
        for text in ordinary.disguised(6)
        for view in views(text.text)
    ]
    made += attacks(Random(SEED), 6, ordinary)
    apart = Ordinary(SEED + 1)
    held_out = [*apart.crm(900), *apart.words(3), *apart.forms(60), *apart.disguised(4)]
    made += [
        Text("\x00".join(views(text.text)), attack=False, source="crm-held-out", group=text.group)
        for text in held_out
    ]
    return [*sources.labelled(sets), *sources.benign(mirror), *made]
