"""One client: account, contacts, financial accounts and positions that add up."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from douane_sandbox.data.desk import Instrument
from douane_sandbox.data.locales import Locale
from douane_sandbox.data.notes import PHRASES
from douane_sandbox.data.numbers import iban, spaced
from douane_sandbox.data.schema import Record, Scalar
from douane_sandbox.data.tables import Tables

_TRANSLITERATED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "œ": "oe"}
)
_DOMAINS: Final = ("post.example", "mail.example", "example.com", "example.org", "example.net")


@dataclass(frozen=True, slots=True)
class Client:
    """What texts about a client may mention.

    Attributes:
        locale: Language of the client.
        account: The Account record.
        contacts: Its contacts, at least one.
        depots: Its financial accounts, at least one.
        positions: Their positions, at least one.
    """

    locale: Locale
    account: Record
    contacts: list[Record]
    depots: list[Record]
    positions: list[Record]

    def facts(self, tables: Tables) -> dict[str, str]:
        """Return what the templates of ``notes`` name, in the client's way of writing."""
        rng = tables.rng
        contact, depot = rng.choice(self.contacts), rng.choice(self.depots)
        mine = [p for p in self.positions if p["FinancialAccount__c"] == depot["Id"]]
        position = rng.choice(mine)
        owner = tables.rows["User"][str(self.account["OwnerId"])]
        code, currency = str(depot["Iban__c"]), str(depot["Currency__c"])
        return {
            "name": str(contact["Name"]),
            "first": str(contact["FirstName"]),
            "last": str(contact["LastName"]),
            "email": str(contact["Email"]),
            "phone": str(contact["MobilePhone"]),
            "iban": spaced(code) if rng.random() < 0.5 else code,  # noqa: PLR2004 -- a coin
            "number": str(depot["Name"]),
            "instrument": str(position["Instrument__c"]),
            "isin": str(position["Isin__c"]),
            "quantity": str(position["Quantity__c"]).removesuffix(".0"),
            "value": _money(float(position["MarketValue__c"] or 0), currency, self.locale.language),
            "amount": _money(float(rng.randrange(500, 250_000)), currency, self.locale.language),
            "adviser": str(owner["LastName"]),
        }


def _money(amount: float, currency: str, language: str) -> str:
    text = f"{amount:,.2f}"
    if language == "English":
        return f"{currency} {text}"
    space = "\N{NO-BREAK SPACE}"
    group = space if language in {"French", "Polish"} else "."
    return text.replace(",", "\0").replace(".", ",").replace("\0", group) + space + currency


def phone(tables: Tables, locale: Locale) -> str:
    """Return a phone number as people of the locale write it."""
    pattern = tables.rng.choice(locale.phones)
    return "".join(str(tables.rng.randrange(10)) if c == "#" else c for c in pattern)


def email(tables: Tables, first: str, last: str) -> str:
    """Return an address under a domain that is reserved for examples."""
    name = f"{first}.{last}".lower().translate(_TRANSLITERATED).replace(" ", "-").replace("'", "")
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    number = tables.rng.choice(("", "", str(tables.rng.randrange(60, 99))))
    return f"{ascii_name}{number}@{tables.rng.choice(_DOMAINS)}"


def make_client(
    tables: Tables, locale: Locale, owner: str, instruments: list[Instrument]
) -> Client:
    """Add one client with everything that they hold."""
    rng = tables.rng
    last = rng.choice(locale.lasts)
    account = _account(tables, locale, owner, last)
    contacts = [_contact(tables, locale, account, last) for _ in range(rng.choice((1, 1, 2, 3)))]
    client = Client(locale, account, contacts, [], [])
    for _ in range(rng.choice((1, 1, 2, 3))):
        _depot(tables, client, instruments)
    total = sum(
        float(d["MarketValue__c"] or 0) + float(d["Balance__c"] or 0) for d in client.depots
    )
    account["TotalAssets__c"] = round(total, 2)
    account["Iban__c"] = client.depots[0]["Iban__c"]
    note = rng.choice(PHRASES[locale.language].notes)
    account["AdviserNote__c"] = note.format(**client.facts(tables))
    return client


def _address(tables: Tables, locale: Locale, prefix: str) -> dict[str, Scalar]:
    city, code = tables.rng.choice(locale.places)
    street = f"{tables.rng.choice(locale.streets)} {tables.rng.randrange(1, 180)}"
    country = locale.countries[0][1]
    return {
        f"{prefix}Street": street,
        f"{prefix}City": city,
        f"{prefix}PostalCode": code,
        f"{prefix}Country": country,
    }


def _account(tables: Tables, locale: Locale, owner: str, last: str) -> Record:
    rng = tables.rng
    company = rng.random() < 0.3 and tables.serial("Account") > 1  # noqa: PLR2004 -- a share
    name = f"{last} {rng.choice(locale.firms)}" if company else locale.household.format(last=last)
    country = locale.countries[0][0]
    return tables.add(
        "Account",
        {
            "Name": name,
            "Type": "Company" if company else "Household",
            "Industry": rng.choice(("Manufacturing", "Retail")) if company else "Private",
            "Phone": phone(tables, locale),
            "Website": f"https://www.{rng.choice(_DOMAINS)}" if company else None,
            "AnnualRevenue": float(rng.randrange(80_000, 9_000_000)),
            "NumberOfEmployees": rng.randrange(2, 900) if company else None,
            "Description": None,
            **_address(tables, locale, "Billing"),
            "Segment__c": rng.choice(("Core", "Affluent", "HNWI", "UHNWI")),
            "RiskProfile__c": rng.choice(("Defensive", "Balanced", "Growth", "Speculative")),
            "TaxNumber__c": f"{country}{rng.randrange(10**8, 10**9)}",
            "Language__c": locale.language,
            "KycStatus__c": rng.choice(("Open", "Complete", "Complete", "Review")),
            "OwnerId": owner,
        },
    )


def _contact(tables: Tables, locale: Locale, account: Record, last: str) -> Record:
    rng = tables.rng
    first = rng.choice(locale.firsts)
    born = f"{rng.randrange(1938, 2004)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    return tables.add(
        "Contact",
        {
            "AccountId": account["Id"],
            "Salutation": rng.choice(("Mr.", "Ms.", "Dr.")),
            "FirstName": first,
            "LastName": last,
            "Name": f"{first} {last}",
            "Email": email(tables, first, last),
            "Phone": account["Phone"],
            "MobilePhone": phone(tables, locale),
            "Birthdate": born,
            **_address(tables, locale, "Mailing"),
            "Language__c": locale.language,
            "PassportNumber__c": f"{rng.choice('CFGHJK')}{rng.randrange(10**7, 10**8)}",
            "OwnerId": account["OwnerId"],
        },
    )


def _depot(tables: Tables, client: Client, instruments: list[Instrument]) -> None:
    rng = tables.rng
    country, _, currency = rng.choice(client.locale.countries)
    depot = tables.add(
        "FinancialAccount__c",
        {
            "Name": f"FA-{tables.serial('FinancialAccount__c'):06d}",
            "Account__c": client.account["Id"],
            "Iban__c": iban(rng, country),
            "Currency__c": currency,
            "Balance__c": round(rng.uniform(500, 400_000), 2),
            "Mandate__c": rng.choice(("Execution Only", "Advisory", "Discretionary")),
            "Custodian__c": "Alpenquell Privatbank",
            "OpenedOn__c": tables.day(),
            "Status__c": rng.choice(("Open", "Open", "Open", "Dormant")),
            "OwnerId": client.account["OwnerId"],
        },
    )
    held = [
        _position(tables, depot, instrument)
        for instrument in rng.sample(instruments, rng.randrange(1, 6))
    ]
    total = sum(float(position["MarketValue__c"] or 0) for position in held)
    for position in held:
        position["Weight__c"] = round(100 * float(position["MarketValue__c"] or 0) / total, 2)
    depot["MarketValue__c"] = round(total, 2)
    client.depots.append(depot)
    client.positions.extend(held)


def _position(tables: Tables, depot: Record, instrument: Instrument) -> Record:
    quantity = tables.rng.randrange(10, 4_000)
    value = round(quantity * instrument.price, 2)
    return tables.add(
        "Position__c",
        {
            "Name": f"P-{tables.serial('Position__c'):07d}",
            "FinancialAccount__c": depot["Id"],
            "Instrument__c": instrument.name,
            "Isin__c": instrument.isin,
            "AssetClass__c": instrument.asset_class,
            "Quantity__c": float(quantity),
            "Price__c": instrument.price,
            "MarketValue__c": value,
            "CostBasis__c": round(value * tables.rng.uniform(0.6, 1.3), 2),
            "Currency__c": depot["Currency__c"],
            "OwnerId": depot["OwnerId"],
        },
    )
