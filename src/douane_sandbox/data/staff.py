"""The bank's users: the three people who can log in, and colleagues who own clients."""

from typing import Final

from douane_sandbox.data.locales import LOCALES
from douane_sandbox.data.schema import Scalar
from douane_sandbox.data.tables import Tables
from douane_sandbox.ids import record_id
from douane_sandbox.people import PEOPLE

_CODES: Final = ("de", "fr", "it", "es", "nl", "pl", "en_US")


def make_staff(tables: Tables, others: int) -> list[str]:
    """Add all users and return the ids of the ``others`` colleagues."""
    for person in PEOPLE:
        tables.add("User", _user(person.username, person.first, person.last, person.role, 0))
    ids = []
    for number in range(others):
        locale = LOCALES[number % len(LOCALES)]
        first, last = tables.rng.choice(locale.firsts), tables.rng.choice(locale.lasts)
        username = f"adviser{number + 1:02d}@alpenquell.example"
        user = tables.add("User", _user(username, first, last, "adviser", number % len(_CODES)))
        ids.append(str(user["Id"]))
    return ids


def _user(username: str, first: str, last: str, role: str, language: int) -> dict[str, Scalar]:
    return {
        "Username": username,
        "FirstName": first,
        "LastName": last,
        "Name": f"{first} {last}",
        "Email": username,
        "Alias": username[:8].split("@", maxsplit=1)[0],
        "Department": "IT" if role == "integration" else "Private Clients",
        "IsActive": True,
        "UserType": "Standard",
        "LanguageLocaleKey": _CODES[language],
        "ProfileId": record_id("00e", 1),
    }
