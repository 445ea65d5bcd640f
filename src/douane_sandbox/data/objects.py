"""The objects of the wealth manager, with classifications as incomplete as in real orgs.

Levels are Salesforce's defaults, plus the org's own ``StrictlyConfidential``; groups are its
defaults, plus the org's own ``BankSecrecy``.  A dash means that nobody classified the field.
"""

from typing import Final

from douane_sandbox.data.schema import FieldSpec, ObjectSpec

LANGUAGES: Final = ("German", "French", "Italian", "Spanish", "Dutch", "Polish", "English")
CURRENCIES: Final = ("EUR", "CHF", "PLN", "GBP", "USD")

# One field a row: name | type | caption | level | groups | what the type needs: the length of a
# text, Target:Relation of a reference, the entries of a picklist.
_SYSTEM: Final = """
Id                 | id        | Record ID          | -        | -    |
IsDeleted          | boolean   | Deleted            | -        | -    |
"""
_AUDIT: Final = """
OwnerId            | reference | Owner ID           | Internal | -    | User:Owner
CreatedDate        | datetime  | Created Date       | -        | -    |
CreatedById        | reference | Created By ID      | -        | -    | User:CreatedBy
LastModifiedDate   | datetime  | Last Modified Date | -        | -    |
SystemModstamp     | datetime  | System Modstamp    | -        | -    |
"""

_ACCOUNT: Final = """
Name               | string    | Account Name       | Confidential | PII;GDPR         | 255
Type               | picklist  | Account Type       | Internal     | -                | Household,Company,Foundation
Industry           | picklist  | Industry           | Public       | -                | Banking,Manufacturing,Retail,Private
Phone              | phone     | Account Phone      | Confidential | PII;GDPR         | 40
Website            | url       | Website            | Public       | -                | 255
AnnualRevenue      | currency  | Annual Revenue     | Restricted   | -                |
NumberOfEmployees  | int       | Employees          | Public       | -                |
Description        | textarea  | Account Description | -           | -                | 32000
BillingStreet      | textarea  | Billing Street     | Confidential | PII;GDPR         | 255
BillingCity        | string    | Billing City       | Internal     | GDPR             | 40
BillingPostalCode  | string    | Billing Zip/Postal Code | Internal | GDPR            | 20
BillingCountry     | string    | Billing Country    | Public       | -                | 80
Segment__c         | picklist  | Client Segment     | Internal     | -                | Core,Affluent,HNWI,UHNWI
RiskProfile__c     | picklist  | Risk Profile       | Restricted   | GDPR             | Defensive,Balanced,Growth,Speculative
TotalAssets__c     | currency  | Total Assets       | Restricted   | PII;BankSecrecy  |
Iban__c            | string    | Reference IBAN     | Restricted   | PII;PCI          | 34
TaxNumber__c       | string    | Tax Number         | StrictlyConfidential | PII;GDPR | 40
Language__c        | picklist  | Language           | Public       | -                | {languages}
KycStatus__c       | picklist  | KYC Status         | Confidential | -                | Open,Complete,Review
AdviserNote__c     | textarea  | Adviser Note       | -            | -                | 32768
"""
_CONTACT: Final = """
AccountId          | reference | Account ID         | Internal     | -                | Account:Account
Salutation         | picklist  | Salutation         | Internal     | GDPR             | Mr.,Ms.,Dr.
FirstName          | string    | First Name         | Confidential | PII;GDPR         | 40
LastName           | string    | Last Name          | Confidential | PII;GDPR         | 80
Name               | string    | Full Name          | Confidential | PII;GDPR         | 121
Email              | email     | Email              | Confidential | PII;GDPR         | 80
Phone              | phone     | Business Phone     | Confidential | PII;GDPR         | 40
MobilePhone        | phone     | Mobile Phone       | Confidential | PII;GDPR         | 40
Birthdate          | date      | Birthdate          | Restricted   | PII;GDPR         |
Title              | string    | Title              | Internal     | -                | 128
MailingStreet      | textarea  | Mailing Street     | Confidential | PII;GDPR         | 255
MailingCity        | string    | Mailing City       | Internal     | GDPR             | 40
MailingPostalCode  | string    | Mailing Zip/Postal Code | Internal | GDPR            | 20
MailingCountry     | string    | Mailing Country    | Public       | -                | 80
Language__c        | picklist  | Language           | Public       | -                | {languages}
PassportNumber__c  | string    | Passport Number    | StrictlyConfidential | PII;GDPR | 20
Description        | textarea  | Contact Description | -           | -                | 32000
"""
_LEAD: Final = """
FirstName          | string    | First Name         | Confidential | PII;GDPR         | 40
LastName           | string    | Last Name          | Confidential | PII;GDPR         | 80
Name               | string    | Full Name          | Confidential | PII;GDPR         | 121
Company            | string    | Company            | Internal     | -                | 255
Email              | email     | Email              | Confidential | PII;GDPR         | 80
Phone              | phone     | Phone              | Confidential | PII;GDPR         | 40
City               | string    | City               | Internal     | GDPR             | 40
Country            | string    | Country            | Public       | -                | 80
Status             | picklist  | Lead Status        | Public       | -                | Open,Contacted,Qualified
LeadSource         | picklist  | Lead Source        | Public       | -                | Web,Referral,Event
EstimatedWealth__c | currency  | Estimated Wealth   | Restricted   | -                |
Description        | textarea  | Description        | -            | -                | 32000
"""
_CASE: Final = """
CaseNumber         | string    | Case Number        | Public       | -                | 30
AccountId          | reference | Account ID         | Internal     | -                | Account:Account
ContactId          | reference | Contact ID         | Internal     | -                | Contact:Contact
Subject            | string    | Subject            | Confidential | -                | 255
Description        | textarea  | Description        | -            | -                | 32000
Status             | picklist  | Status             | Public       | -                | New,Working,Escalated,Closed
Priority           | picklist  | Priority           | Public       | -                | Low,Medium,High
Origin             | picklist  | Case Origin        | Public       | -                | Phone,Email,Web
IsClosed           | boolean   | Closed             | Public       | -                |
ClosedDate         | datetime  | Closed Date        | -            | -                |
InternalNote__c    | textarea  | Internal Note      | Restricted   | BankSecrecy      | 32768
"""
_OPPORTUNITY: Final = """
AccountId          | reference | Account ID         | Internal     | -                | Account:Account
Name               | string    | Opportunity Name   | Confidential | -                | 120
StageName          | picklist  | Stage              | Internal     | -                | Prospecting,Proposal,Closed Won,Closed Lost
Amount             | currency  | Amount             | Restricted   | -                |
Probability        | percent   | Probability (%)    | Internal     | -                |
CloseDate          | date      | Close Date         | Internal     | -                |
NextStep           | string    | Next Step          | -            | -                | 255
IsClosed           | boolean   | Closed             | Public       | -                |
IsWon              | boolean   | Won                | Public       | -                |
Description        | textarea  | Description        | -            | -                | 32000
"""
_TASK: Final = """
Subject            | string    | Subject            | Confidential | -                | 255
Description        | textarea  | Comments           | -            | -                | 32000
Status             | picklist  | Status             | Public       | -                | Not Started,In Progress,Completed
Priority           | picklist  | Priority           | Public       | -                | Normal,High
ActivityDate       | date      | Due Date Only      | Internal     | -                |
WhoId              | reference | Name ID            | Internal     | -                | Contact,Lead:Who
WhatId             | reference | Related To ID      | Internal     | -                | Account,Opportunity,Case:What
"""
_EMAIL: Final = """
ParentId           | reference | Case ID            | Internal     | -                | Case:Parent
Subject            | string    | Subject            | Confidential | -                | 3000
TextBody           | textarea  | Text Body          | -            | -                | 131072
FromName           | string    | From Name          | Confidential | PII;GDPR         | 1000
FromAddress        | email     | From Address       | Confidential | PII;GDPR         | 1000
ToAddress          | string    | To Address         | Confidential | PII;GDPR         | 4000
MessageDate        | datetime  | Message Date       | Internal     | -                |
Incoming           | boolean   | Is Incoming        | Public       | -                |
Status             | picklist  | Status             | Public       | -                | New,Read,Replied,Sent
"""
_USER: Final = """
Username           | string    | Username           | Internal     | -                | 80
FirstName          | string    | First Name         | Internal     | PII              | 40
LastName           | string    | Last Name          | Internal     | PII              | 80
Name               | string    | Full Name          | Internal     | PII              | 121
Email              | email     | Email              | Internal     | PII              | 128
Alias              | string    | Alias              | -            | -                | 8
Department         | string    | Department         | Internal     | -                | 80
IsActive           | boolean   | Active             | Public       | -                |
UserType           | picklist  | User Type          | -            | -                | Standard
LanguageLocaleKey  | picklist  | Language           | Public       | -                | de,fr,it,es,nl,pl,en_US
ProfileId          | reference | Profile ID         | -            | -                | Profile:Profile
CreatedDate        | datetime  | Created Date       | -            | -                |
SystemModstamp     | datetime  | System Modstamp    | -            | -                |
"""
_FINANCIAL: Final = """
Name               | string    | Account Number     | Confidential | PII              | 80
Account__c         | reference | Client             | Internal     | -                | Account:Account__r
Iban__c            | string    | IBAN               | Restricted   | PII;PCI          | 34
Currency__c        | picklist  | Currency           | Public       | -                | {currencies}
Balance__c         | currency  | Cash Balance       | Restricted   | PII;BankSecrecy  |
MarketValue__c     | currency  | Market Value       | Restricted   | BankSecrecy      |
Mandate__c         | picklist  | Mandate            | Confidential | -                | Execution Only,Advisory,Discretionary
Custodian__c       | string    | Custodian          | Internal     | -                | 120
OpenedOn__c        | date      | Opened On          | -            | -                |
Status__c          | picklist  | Status             | Public       | -                | Open,Dormant,Closed
"""
_POSITION: Final = """
Name               | string    | Position Number    | Internal     | -                | 80
FinancialAccount__c | reference | Financial Account | Internal     | -                | FinancialAccount__c:FinancialAccount__r
Instrument__c      | string    | Instrument         | Restricted   | BankSecrecy      | 120
Isin__c            | string    | ISIN               | Restricted   | BankSecrecy      | 12
AssetClass__c      | picklist  | Asset Class        | Confidential | -                | Equity,Bond,Fund,Structured
Quantity__c        | double    | Quantity           | Restricted   | BankSecrecy      |
Price__c           | double    | Price              | Internal     | -                |
MarketValue__c     | currency  | Market Value       | Restricted   | BankSecrecy      |
CostBasis__c       | currency  | Cost Basis         | -            | -                |
Weight__c          | percent   | Weight (%)         | Restricted   | -                |
Currency__c        | picklist  | Currency           | Public       | -                | {currencies}
"""
_SCORING: Final = """
Name               | string    | Model Name         | Internal     | -                | 80
Version__c         | string    | Version            | Internal     | -                | 20
Formula__c         | textarea  | Formula            | MissionCritical | -             | 32768
Threshold__c       | double    | Threshold          | MissionCritical | -             |
Active__c          | boolean   | Active             | Public       | -                |
Method__c          | textarea  | Method Note        | -            | -                | 32768
"""
_SIGNAL: Final = """
Name               | string    | Signal Number      | Internal     | -                | 80
ScoringModel__c    | reference | Scoring Model      | Internal     | -                | ScoringModel__c:ScoringModel__r
Isin__c            | string    | ISIN               | StrictlyConfidential | -        | 12
Instrument__c      | string    | Instrument         | StrictlyConfidential | -        | 120
Side__c            | picklist  | Side               | MissionCritical | -             | Buy,Sell,Hold
Strength__c        | double    | Strength           | MissionCritical | -             |
Rationale__c       | textarea  | Rationale          | MissionCritical | -             | 32768
GeneratedAt__c     | datetime  | Generated At       | Restricted   | -                |
HorizonDays__c     | int       | Horizon (Days)     | -            | -                |
"""


def _field(row: str) -> FieldSpec:
    name, kind, caption, level, groups, rest = (cell.strip() for cell in row.split("|"))
    rest = rest.format(languages=",".join(LANGUAGES), currencies=",".join(CURRENCIES))
    reference, picklist = kind == "reference", kind == "picklist"
    targets, _, relation = rest.partition(":") if reference else ("", "", "")
    length = 18 if reference or kind == "id" else 255 if picklist else int(rest or 0)
    return FieldSpec(
        name,
        kind,
        caption,
        level=None if level == "-" else level,
        groups=None if groups == "-" else groups,
        length=length,
        to=tuple(targets.split(",")) if reference else (),
        relation=relation,
        values=tuple(rest.split(",")) if picklist else (),
    )


def _object(  # noqa: PLR0913 -- a table with one row an object
    name: str,
    prefix: str,
    labels: str,
    table: str,
    *,
    parent: str = "",
    public: bool = False,
) -> ObjectSpec:
    label, plural = labels.split(",")
    audit = "" if name == "User" else _AUDIT
    rows = (_SYSTEM if name != "User" else _SYSTEM.split("\n")[1]) + table + audit
    fields = tuple(_field(row) for row in rows.splitlines() if row)
    return ObjectSpec(name, prefix, label, plural, fields, parent=parent, public=public)


OBJECTS: Final = {
    spec.name: spec
    for spec in (
        _object("Account", "001", "Account,Accounts", _ACCOUNT),
        _object("Contact", "003", "Contact,Contacts", _CONTACT, parent="AccountId"),
        _object("Lead", "00Q", "Lead,Leads", _LEAD),
        _object("Case", "500", "Case,Cases", _CASE, parent="AccountId"),
        _object("Opportunity", "006", "Opportunity,Opportunities", _OPPORTUNITY, parent="AccountId"),
        _object("Task", "00T", "Task,Tasks", _TASK, parent="WhatId"),
        _object("EmailMessage", "02s", "Email Message,Email Messages", _EMAIL, parent="ParentId"),
        _object("User", "005", "User,Users", _USER, public=True),
        _object(
            "FinancialAccount__c", "a00", "Financial Account,Financial Accounts", _FINANCIAL,
            parent="Account__c",
        ),
        _object("Position__c", "a01", "Position,Positions", _POSITION, parent="FinancialAccount__c"),
        _object("ScoringModel__c", "a02", "Scoring Model,Scoring Models", _SCORING, public=True),
        _object("TradingSignal__c", "a03", "Trading Signal,Trading Signals", _SIGNAL, public=True),
    )
}  # fmt: skip
"""Stored objects by API name."""
