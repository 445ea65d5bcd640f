"""Find values that are known: the org's own, and those of the records at hand.

``ExactIndex`` (``at_hand``) is the small one that is made for each request.  ``KnownValues``
(``known_values``) looks for the values of a whole org, in all their spellings, in an ``Image``
(``image``) that holds keyed hashes and no value; ``build`` makes one.  It needs numpy, which
takes 16 MiB of a process, so it is imported by whoever needs it and not from here.

How a value is written: ``person``, ``company``, ``street``, ``number`` give ``Phrase``s, and
``phrases`` chooses between them; ``spelling`` and ``folding`` say when two letters are one.
"""

from douane.detect.exact.at_hand import ExactIndex
from douane.detect.exact.entry import Known, Suppressed, Why

__all__ = ["ExactIndex", "Known", "Suppressed", "Why"]
