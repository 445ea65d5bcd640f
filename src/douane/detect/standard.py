"""The detectors that run in every search, without any configuration: the default tier."""

from douane.detect.entities import Entities
from douane.detect.identifiers import Identifiers
from douane.detect.logic.proprietary import ProprietaryLogic
from douane.detect.portfolio import Portfolios
from douane.detect.seam import Detector


def standard_detectors() -> tuple[Detector, ...]:
    """Make them anew; the first time, compiling their patterns takes two to four seconds.

    Returns:
        Detectors in the order in which they are asked.
    """
    return (Identifiers(), Entities(), ProprietaryLogic(), Portfolios())
