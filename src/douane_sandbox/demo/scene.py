"""The five requests, made from the records of the stand-in org."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from douane_sandbox.demo.client import Question
from douane_sandbox.org import RunningOrg
from douane_sandbox.people import ADVISER, ASSISTANT, SHOWCASE_ACCOUNT, Person

Record = Mapping[str, object]
CONVERSATION: Final = "statement-for-the-tax-office"
COLUMNS: Final = {
    "Instrument": "Instrument__c",
    "Quantity": "Quantity__c",
    "Market Value": "MarketValue__c",
}
WHICH: Final = "Which Instrument has the Market Value in the first row?"


@dataclass(frozen=True, slots=True, repr=False)
class Scene:
    """One exchange to show.

    Attributes:
        title: What is tried, in a line.
        point: What to look at.
        question: What is asked.
        readers: For whom, one after the other; the first may read all that opens.
        secrets: Values that must not reach the model.
        opens: Those of them that the first reader may see again.
        closed: Those of them that the last reader may not see.
        streamed: Whether the answer is streamed.
        refused: Whether nothing may leave at all.
    """

    title: str
    point: str
    question: Question
    readers: tuple[Person, ...]
    secrets: tuple[str, ...]
    opens: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    streamed: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class File:
    """The showcase client's records."""

    account: Record
    contact: Record
    depot: Record
    positions: Sequence[Record]
    signal: Record


def open_file(org: RunningOrg) -> File:
    """Return what the org holds about the showcase client."""
    tables = org.state.tables
    depot = _first(tables["FinancialAccount__c"].values(), "Account__c", SHOWCASE_ACCOUNT)
    return File(
        account=tables["Account"][SHOWCASE_ACCOUNT],
        contact=_first(tables["Contact"].values(), "AccountId", SHOWCASE_ACCOUNT),
        depot=depot,
        positions=[
            one
            for one in tables["Position__c"].values()
            if one["FinancialAccount__c"] == depot["Id"]
        ],
        signal=next(iter(tables["TradingSignal__c"].values())),
    )


def scenes(file: File) -> tuple[Scene, ...]:
    """Return the exchanges in the order of the story."""
    return (
        _whole_record(file.account),
        _note(file),
        _portfolio(file.positions),
        _streamed(file),
        _signal(file.signal),
    )


def _whole_record(account: Record) -> Scene:
    opens = _texts(account, "Id", "Name", "Phone", "BillingStreet", "TaxNumber__c")
    return Scene(
        title="A whole Account record, as an Apex trigger would send it",
        point="Every field is judged by its classification: passed, replaced, masked or left out.",
        question=Question(f"{_sobject('Account', account)}\n\nWhat is the Name in this record?"),
        readers=(ADVISER,),
        secrets=(*opens, *_texts(account, "AnnualRevenue", "Iban__c", "AdviserNote__c")),
        opens=opens,
    )


def _note(file: File) -> Scene:
    name, mobile, email = _texts(file.contact, "Name", "MobilePhone", "Email")
    (iban,) = _texts(file.depot, "Iban__c")
    note = (
        f"{name} called from {mobile}: a transfer from {iban} is missing. "
        f"Please confirm by e-mail to {email}."
    )
    return Scene(
        title="A case note: free text, no fields",
        point="A name that the org knows, a phone number, an IBAN and an e-mail address are found.",
        question=Question(f"Repeat this note word for word: {note}"),
        readers=(ADVISER,),
        secrets=(name, mobile, iban, email),
        opens=(name, mobile, iban, email),
    )


def _portfolio(positions: Sequence[Record]) -> Scene:
    rows = [[str(one[field]) for field in COLUMNS.values()] for one in positions]
    lines = [list(COLUMNS), ["---"] * len(COLUMNS), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    secrets = tuple(cell for row in rows for cell in row)
    return Scene(
        title="A portfolio, pasted as a table",
        point="The columns are recognised as fields of Position__c; what a client holds is hidden.",
        question=Question(f"Portfolio:\n\n{table}\n\n{WHICH}"),
        readers=(ADVISER,),
        secrets=secrets,
        opens=secrets,
    )


def _streamed(file: File) -> Scene:
    (name,), (tax,) = _texts(file.contact, "Name"), _texts(file.account, "TaxNumber__c")
    at_hand: list[Record] = [
        {"attributes": {"type": "Account"}, "Id": file.account["Id"], "TaxNumber__c": tax},
        {"attributes": {"type": "Contact"}, "Id": file.contact["Id"], "Name": name},
    ]
    note = f"{name} needs a statement for {tax} by letter."
    return Scene(
        title="One streamed answer, two readers",
        point=(
            f"{ADVISER.name} may read the tax number in Salesforce, her assistant {ASSISTANT.name} "
            "may not: the same answer, restored while it streams."
        ),
        question=Question(f"Repeat this note word for word: {note}", CONVERSATION, at_hand),
        readers=(ADVISER, ASSISTANT),
        secrets=(name, tax),
        opens=(name, tax),
        closed=(tax,),
        streamed=True,
    )


def _signal(signal: Record) -> Scene:
    secrets = _texts(signal, "Instrument__c", "Isin__c", "Rationale__c")
    return Scene(
        title="A trading signal that nobody has published",
        point="Some things cannot be made safe: the whole request is refused, and nothing leaves.",
        question=Question(f"{_sobject('TradingSignal__c', signal)}\n\nExplain this signal."),
        readers=(ADVISER,),
        secrets=secrets,
        refused=True,
    )


def _sobject(name: str, record: Record) -> str:
    """Return a record as ``JSON.serializePretty`` writes it in Apex: without nulls."""
    url = f"/services/data/v63.0/sobjects/{name}/{record['Id']}"
    values = {key: value for key, value in record.items() if value is not None}
    typed = {"attributes": {"type": name, "url": url}, **values}
    return json.dumps(typed, ensure_ascii=False, indent=1)


def _texts(record: Record, *names: str) -> tuple[str, ...]:
    return tuple(str(record[name]) for name in names)


def _first(records: Iterable[Record], key: str, value: str) -> Record:
    return next(one for one in records if one[key] == value)
