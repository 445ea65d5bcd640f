"""Read the features of records from an org, as they are at this moment."""

import math
from collections.abc import Sequence
from typing import Final

from douane.connect.salesforce.session import OrgSession
from douane.connect.salesforce.soql import api_name, is_record_id
from douane.model.scoring import Feature, ScoreModel

RECORDS_A_QUERY: Final = 200
_SHORT: Final = 15


async def read_rows(
    session: OrgSession, model: ScoreModel, records: Sequence[str]
) -> dict[str, tuple[float, ...]]:
    """Return the features of records, by id as asked; a record without one of them is left out.

    Raises:
        UsageError: The org refuses the question.
        StoreError: The org is unavailable.
    """
    names = [api_name(feature.path.partition(".")[2]) for feature in model.features]
    columns = ", ".join(dict.fromkeys(("Id", *names)))
    asked = {record[:_SHORT]: record for record in records if is_record_id(record)}
    found: dict[str, tuple[float, ...]] = {}
    ids = sorted(asked)
    for start in range(0, len(ids), RECORDS_A_QUERY):
        some = ", ".join(f"'{record}'" for record in ids[start : start + RECORDS_A_QUERY])
        soql = f"SELECT {columns} FROM {api_name(model.object)} WHERE Id IN ({some})"  # noqa: S608 - checked names
        async for row in session.query(soql):
            record = row.get("Id")
            values = [
                number_of(row.get(name), feature)
                for name, feature in zip(names, model.features, strict=True)
            ]
            numbers = tuple(value for value in values if value is not None)
            if isinstance(record, str) and record[:_SHORT] in asked and len(numbers) == len(values):
                found[asked[record[:_SHORT]]] = numbers
    return found


def number_of(value: object, feature: Feature) -> float | None:
    """Return a field's value as a number; None for what is none."""
    if value is None:
        return feature.missing
    if not isinstance(value, bool | int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
