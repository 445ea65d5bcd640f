"""The detectors that run in every search, without any configuration: the default tier."""

from typing import Final

from douane.detect.disguise.search import search
from douane.detect.entities import Entities
from douane.detect.identifiers import Identifiers
from douane.detect.logic.proprietary import ProprietaryLogic
from douane.detect.portfolio import Portfolios
from douane.detect.seam import Detector

# A text that every detector looks at closely, with a name, a holding and a disguise.
_FIRST: Final = (
    "Anna Meyer aus Hamburg, Konto DE89 3704 0044 0532 0130 0O, 100 Nestlé CH0038863350.\n"
)


def standard_detectors() -> tuple[Detector, ...]:
    """Make them anew; the first time, compiling their patterns takes two to four seconds.

    Returns:
        Detectors in the order in which they are asked.
    """
    detectors: tuple[Detector, ...] = (Identifiers(), Entities(), ProprietaryLogic(), Portfolios())
    # What is unpacked or compiled when it is first needed would keep the first request waiting.
    search(_FIRST, detectors)
    return detectors
