"""The org and the three users who log in to it: constants for tests and the demo.

Ids do not depend on the seed, so a test can name them without asking the org.
"""

from dataclasses import dataclass
from typing import Final

from douane_sandbox.ids import record_id

ORG_ID: Final = record_id("00D", 1)
ORG_NAME: Final = "Alpenquell Privatbank (stand-in)"


@dataclass(frozen=True, slots=True)
class Person:
    """A user who can log in.

    Attributes:
        id: 18-character Salesforce user id.
        username: Login name.
        first: Given name.
        last: Family name.
        role: What it is for, in a word; also the name of its permission set.
    """

    id: str
    username: str
    first: str
    last: str
    role: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


ADVISER: Final = Person(
    record_id("005", 1), "anna.keller@alpenquell.example", "Anna", "Keller", "adviser"
)
"""Sees her own clients and nearly all of their fields; no formulas, no signal rationales."""

ASSISTANT: Final = Person(
    record_id("005", 2), "luc.moreau@alpenquell.example", "Luc", "Moreau", "assistant"
)
"""Sees the adviser's clients without money, numbers of identity papers and IBANs."""

INTEGRATION: Final = Person(
    record_id("005", 3), "integration@alpenquell.example", "Integration", "User", "integration"
)
"""Sees every record and every field but ``Contact.PassportNumber__c``."""

PEOPLE: Final = (ADVISER, ASSISTANT, INTEGRATION)

SHOWCASE_ACCOUNT: Final = record_id("001", 1)
"""The adviser's first client, in German; has contacts, cases, accounts and positions."""

FOREIGN_ACCOUNT: Final = record_id("001", 2)
"""The first client of another adviser: ADVISER and ASSISTANT may not see it."""
