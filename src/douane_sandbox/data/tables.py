"""Records in the making: ids in order, system fields filled in, every field present."""

from random import Random
from typing import Final

from douane_sandbox.data.objects import OBJECTS
from douane_sandbox.data.schema import Record, Scalar
from douane_sandbox.ids import record_id

_DAYS: Final = tuple(
    f"{year}-{month:02d}-{day:02d}"
    for year in (2023, 2024, 2025)
    for month in range(1, 13)
    for day in range(1, 29)
)


class Tables:
    """Tables that grow; the one place that draws ids.

    Attributes:
        rng: Source of every choice, so that a seed decides everything.
        rows: Records by object and id.
    """

    def __init__(self, rng: Random) -> None:
        """Start empty."""
        self.rng = rng
        self.rows: dict[str, dict[str, Record]] = {}

    def day(self) -> str:
        """Return a date, ``2024-05-17``."""
        return self.rng.choice(_DAYS)

    def moment(self) -> str:
        """Return a time as the REST API writes it, ``2024-05-17T09:30:00.000+0000``."""
        hour, minute = self.rng.randrange(7, 19), self.rng.randrange(60)
        return f"{self.day()}T{hour:02d}:{minute:02d}:00.000+0000"

    def serial(self, name: str) -> int:
        """Return the number that the next record of an object gets, from 1."""
        return len(self.rows.get(name, ())) + 1

    def add(self, name: str, values: dict[str, Scalar]) -> Record:
        """Append a record; fields that are not named are null, times and ids are filled in.

        Raises:
            KeyError: A value names no field of the object; the generator is wrong.
        """
        spec = OBJECTS[name]
        record: Record = dict.fromkeys((field.name for field in spec.fields), None)
        for key in values:
            if key not in record:
                raise KeyError(f"{name}.{key} is not in the schema")
        moment = self.moment()
        system: dict[str, Scalar] = {
            "Id": record_id(spec.prefix, self.serial(name)),
            "IsDeleted": False,
            "CreatedDate": moment,
            "CreatedById": values.get("OwnerId"),
            "LastModifiedDate": moment,
            "SystemModstamp": moment,
        }
        record |= {key: value for key, value in system.items() if key in record}
        record |= values
        self.rows.setdefault(name, {})[str(record["Id"])] = record
        return record
