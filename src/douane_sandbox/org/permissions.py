"""What each user may read: field-level security and record access.

Field-level security is written as what is hidden, because that is the short list; an object
that is not readable hides all of its fields.
"""

from dataclasses import dataclass
from typing import Final

from douane_sandbox.ids import record_id
from douane_sandbox.people import ADVISER, ASSISTANT, INTEGRATION


@dataclass(frozen=True, slots=True)
class PermissionSet:
    """What one role hides.

    Attributes:
        id: Id of the permission set, ``0PS…``.
        name: API name, the role.
        objects: Objects that it cannot read.
        fields: Paths that it cannot read.
        read_only: It cannot write anything.
        owners: User ids whose records it sees; None for all records.
    """

    id: str
    name: str
    objects: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    read_only: bool = False
    owners: frozenset[str] | None = None


_SECRETS: Final = frozenset(
    {
        "ScoringModel__c.Formula__c",
        "ScoringModel__c.Threshold__c",
        "ScoringModel__c.Method__c",
        "TradingSignal__c.Rationale__c",
    }
)
_MONEY: Final = frozenset(
    {
        "Account.AnnualRevenue",
        "Account.TotalAssets__c",
        "Account.Iban__c",
        "Account.TaxNumber__c",
        "Account.AdviserNote__c",
        "Contact.PassportNumber__c",
        "Contact.Birthdate",
        "Case.InternalNote__c",
        "Opportunity.Amount",
        "FinancialAccount__c.Iban__c",
        "FinancialAccount__c.Balance__c",
        "FinancialAccount__c.MarketValue__c",
        "Lead.EstimatedWealth__c",
    }
)

SETS: Final = {
    ADVISER.id: PermissionSet(
        record_id("0PS", 1),
        ADVISER.role,
        fields=_SECRETS,
        owners=frozenset({ADVISER.id}),
    ),
    ASSISTANT.id: PermissionSet(
        record_id("0PS", 2),
        ASSISTANT.role,
        objects=frozenset({"Position__c", "ScoringModel__c", "TradingSignal__c"}),
        fields=_MONEY,
        read_only=True,
        owners=frozenset({ADVISER.id, ASSISTANT.id}),
    ),
    INTEGRATION.id: PermissionSet(
        record_id("0PS", 3),
        INTEGRATION.role,
        fields=frozenset({"Contact.PassportNumber__c"}),
    ),
}
"""By user id; who is not in it may read nothing."""
