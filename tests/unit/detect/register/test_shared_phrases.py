"""What many people write does not make two documents one, and names with hyphens no formula."""

import pytest

from douane.detect.register.entry import Hashers, forms, make
from douane.detect.register.registered import RegisteredSecrets
from douane_sandbox.logic_samples import document
from tests.unit.detect.register.test_registered_secrets import seeded

KEY = bytes(range(32))
HASHERS = Hashers(KEY)


def test_one_long_phrase_in_common_is_not_enough() -> None:
    phrase = " ".join(document(seeded(31), 3).split()[:16])
    secret = f"{document(seeded(32), 30)} {phrase} {document(seeded(33), 30)}"
    detector = RegisteredSecrets(KEY, (make(HASHERS, "e0", "n", secret),))

    assert detector.scan(f"Hello, {phrase} and that is all.") == []
    assert detector.scan(secret) != []


def test_a_sibling_from_one_template_does_not_stand_for_the_others() -> None:
    template = document(seeded(41), 4)
    several = [f"{template} {document(seeded(50 + each), 40)}" for each in range(8)]
    entries = tuple(make(HASHERS, f"e{at}", "n", text) for at, text in enumerate(several))
    detector = RegisteredSecrets(KEY, entries)

    assert {each.detector for each in detector.scan(several[3])} == {"register.e3"}


@pytest.mark.parametrize("text", ["git-format-patch", "js-flavor-cjs.svg", "APACHE-2-LLVM-EXCEPT"])
def test_a_name_with_hyphens_is_no_formula_that_identifies(text: str) -> None:
    assert forms(text) == []
