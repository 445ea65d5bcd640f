"""What happens around clients: cases with their e-mails, tasks, opportunities; and leads."""

from typing import Final

from douane_sandbox.data.client import Client, email, phone
from douane_sandbox.data.locales import Locale
from douane_sandbox.data.notes import PHRASES, Phrases
from douane_sandbox.data.schema import Record
from douane_sandbox.data.tables import Tables

_STAGES: Final = ("Prospecting", "Proposal", "Closed Won", "Closed Lost")
_BANK: Final = "service@alpenquell.example"


def make_work(tables: Tables, client: Client) -> None:
    """Add the cases, e-mails, tasks and opportunities of one client, at least one of each."""
    rng = tables.rng
    for _ in range(rng.choice((1, 1, 2))):
        case = _case(tables, client)
        for _ in range(rng.choice((1, 1, 2))):
            _mail(tables, client, case)
    for _ in range(rng.choice((1, 1, 2))):
        _task(tables, client)
    _opportunity(tables, client)


def _phrases(client: Client) -> Phrases:
    return PHRASES[client.locale.language]


def _case(tables: Tables, client: Client) -> Record:
    rng, facts = tables.rng, client.facts(tables)
    status = rng.choice(("New", "Working", "Escalated", "Closed"))
    return tables.add(
        "Case",
        {
            "CaseNumber": f"{tables.serial('Case'):08d}",
            "AccountId": client.account["Id"],
            "ContactId": rng.choice(client.contacts)["Id"],
            "Subject": rng.choice(_phrases(client).subjects).format(**facts),
            "Description": rng.choice(_phrases(client).notes).format(**facts),
            "Status": status,
            "Priority": rng.choice(("Low", "Medium", "High")),
            "Origin": rng.choice(("Phone", "Email", "Web")),
            "IsClosed": status == "Closed",
            "ClosedDate": tables.moment() if status == "Closed" else None,
            "InternalNote__c": rng.choice(_phrases(client).notes).format(**client.facts(tables)),
            "OwnerId": client.account["OwnerId"],
        },
    )


def _mail(tables: Tables, client: Client, case: Record) -> None:
    rng, facts = tables.rng, client.facts(tables)
    tables.add(
        "EmailMessage",
        {
            "ParentId": case["Id"],
            "Subject": case["Subject"],
            "TextBody": rng.choice(_phrases(client).mails).format(**facts),
            "FromName": facts["name"],
            "FromAddress": facts["email"],
            "ToAddress": _BANK,
            "MessageDate": tables.moment(),
            "Incoming": True,
            "Status": rng.choice(("New", "Read", "Replied")),
            "OwnerId": client.account["OwnerId"],
        },
    )


def _task(tables: Tables, client: Client) -> None:
    rng, facts = tables.rng, client.facts(tables)
    tables.add(
        "Task",
        {
            "Subject": rng.choice(_phrases(client).subjects).format(**facts),
            "Description": rng.choice(_phrases(client).notes).format(**facts),
            "Status": rng.choice(("Not Started", "In Progress", "Completed")),
            "Priority": rng.choice(("Normal", "High")),
            "ActivityDate": tables.day(),
            "WhoId": rng.choice(client.contacts)["Id"],
            "WhatId": client.account["Id"],
            "OwnerId": client.account["OwnerId"],
        },
    )


def _opportunity(tables: Tables, client: Client) -> None:
    rng, facts = tables.rng, client.facts(tables)
    stage = rng.choice(_STAGES)
    tables.add(
        "Opportunity",
        {
            "AccountId": client.account["Id"],
            "Name": f"{client.account['Name']} / {facts['number']}",
            "StageName": stage,
            "Amount": float(rng.randrange(10_000, 3_000_000)),
            "Probability": {"Prospecting": 20.0, "Proposal": 60.0, "Closed Won": 100.0}.get(
                stage, 0.0
            ),
            "CloseDate": tables.day(),
            "NextStep": rng.choice(_phrases(client).steps).format(**facts),
            "IsClosed": stage.startswith("Closed"),
            "IsWon": stage == "Closed Won",
            "Description": rng.choice(_phrases(client).notes).format(**facts),
            "OwnerId": client.account["OwnerId"],
        },
    )


def make_lead(tables: Tables, locale: Locale, owner: str) -> None:
    """Add somebody who is not a client yet."""
    rng = tables.rng
    first, last = rng.choice(locale.firsts), rng.choice(locale.lasts)
    tables.add(
        "Lead",
        {
            "FirstName": first,
            "LastName": last,
            "Name": f"{first} {last}",
            "Company": f"{rng.choice(locale.lasts)} {rng.choice(locale.firms)}",
            "Email": email(tables, first, last),
            "Phone": phone(tables, locale),
            "City": rng.choice(locale.places)[0],
            "Country": locale.countries[0][1],
            "Status": rng.choice(("Open", "Contacted", "Qualified")),
            "LeadSource": rng.choice(("Web", "Referral", "Event")),
            "EstimatedWealth__c": float(rng.randrange(100_000, 20_000_000)),
            "OwnerId": owner,
        },
    )
