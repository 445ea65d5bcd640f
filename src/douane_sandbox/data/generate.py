"""Make the org's records from a seed: the same seed gives the same bytes.

Order: users, models and signals; then, client by client, the account, its contacts, financial
accounts and positions, and the cases, e-mails, tasks and opportunities that mention them; last
the leads.  Every reference points to a record that was made before.
"""

from random import Random
from typing import Final

from douane_sandbox.data.client import make_client
from douane_sandbox.data.desk import make_models, make_signals
from douane_sandbox.data.locales import LOCALES
from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import Record
from douane_sandbox.data.staff import make_staff
from douane_sandbox.data.tables import Tables
from douane_sandbox.data.work import make_lead, make_work
from douane_sandbox.people import ADVISER

CLIENTS: Final = 420
LEADS: Final = 260
_OTHERS: Final = 19


def generate(seed: int = 1) -> dict[str, dict[str, Record]]:
    """Return the records of every stored object, by object and by id; more than 5,000.

    The first client belongs to ``ADVISER`` and speaks German, the second to a colleague.
    """
    rng = Random(seed)
    tables = Tables(rng)
    advisers = make_staff(tables, _OTHERS)
    instruments = make_signals(tables, make_models(tables))
    for number in range(CLIENTS):
        # The first two are fixed so that tests and the demo can name them.
        fixed = {0: ADVISER.id, 1: advisers[0]}
        owner = fixed.get(number) or rng.choice([ADVISER.id, *advisers])
        locale = LOCALES[number % len(LOCALES)]
        make_work(tables, make_client(tables, locale, owner, instruments))
    for number in range(LEADS):
        make_lead(tables, LOCALES[number % len(LOCALES)], rng.choice([ADVISER.id, *advisers]))
    return {name: tables.rows.get(name, {}) for name in OBJECTS}
