from douane.gateway.access import OrgAccess
from douane.model.caller import Access
from douane.model.errors import StoreError

NONE: frozenset[str] = frozenset()
NAME = frozenset({"Account.Name"})
CITY = frozenset({"Account.City"})


class Org:
    """Counts its questions; can be down."""

    def __init__(self) -> None:
        self.now_ms = 1_000_000
        self.asked: list[frozenset[str]] = []
        self.down = False
        self.cache = OrgAccess({"acme": self.ask}, lambda: self.now_ms, max_age_ms=60_000)

    async def ask(self, user: str, fields: frozenset[str], records: frozenset[str]) -> Access:
        self.asked.append(fields)
        if self.down:
            raise StoreError("the org is down")
        return Access(user, self.now_ms, fields, records)


async def test_the_same_question_is_asked_once_a_minute() -> None:
    org = Org()
    for after_ms in (0, 60_000, 1):
        org.now_ms += after_ms
        await org.cache.read("acme", "005A", NAME, NONE)

    assert org.asked == [NAME, NAME]


async def test_what_was_not_part_of_the_question_is_asked_for() -> None:
    org = Org()
    await org.cache.read("acme", "005A", NAME, NONE)
    await org.cache.read("acme", "005A", CITY, NONE)
    await org.cache.read("acme", "005B", NAME, NONE)

    assert org.asked == [NAME, NAME | CITY, NAME]


async def test_what_cannot_be_known_is_nothing() -> None:
    org = Org()
    org.down = True

    assert await org.cache.read("acme", "005A", NAME, NONE) is None
    assert await org.cache.read("other", "005A", NAME, NONE) is None


async def test_an_answer_is_not_stretched_when_the_org_is_down_or_the_clock_goes_back() -> None:
    org = Org()
    await org.cache.read("acme", "005A", NAME, NONE)
    org.down = True
    org.now_ms += 60_001
    late = await org.cache.read("acme", "005A", NAME, NONE)
    org.now_ms -= 120_000
    early = await org.cache.read("acme", "005A", NAME, NONE)

    assert (late, early) == (None, None)
