"""What it costs to look into a text: structure, the whole default tier, disguises, known values.

    python -m benchmarks.rooms_detect

CPU time of one thread, best of several rounds.  The text is a record with two children and
prose about it, for every 4 KB anew; it is not ASCII, which costs the search of names half its
speed.  The default tier is ``standard_detectors()``: each of its detectors has a row.
"""

import gc
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from douane.detect.disguise.search import ready, search
from douane.detect.exact import ExactIndex, Known
from douane.detect.standard import standard_detectors
from douane.detect.structure import read_fields
from douane.model.finding import Reading
from douane.model.token import Kind
from tests.simulators.schema import WEALTH

NAMES = 100_000
ROUNDS = 9
PAGE_BYTES = 4096
SYLLABLES = "ka lo mi ten ber hof mann stein vel do ra si schu lz ek tor ben al fi no"

ACCOUNT = {
    "attributes": {
        "type": "Account",
        "url": "/services/data/v63.0/sobjects/Account/001D000000IqhSLIAZ",
    },
    "Id": "001D000000IqhSLIAZ",
    "Name": "Ehlers Vermögensverwaltung AG",
    "Phone": "+49 30 123456",
    "Website": "https://ehlers.example",
    "Industry": "Wealth Management",
    "AnnualRevenue": 48_500_000.0,
    "Description": "Family office; asked for a proposal on the bond portfolio.",
    "BillingCity": "Hamburg",
    "Rating__c": "A",
    "LastReview__c": "2026-03-14",
    "Contacts": {
        "totalSize": 2,
        "done": True,
        "records": [
            {"attributes": {"type": "Contact"}, "Name": name, "Email": mail, "Phone": phone}
            for name, mail, phone in (
                ("Anna Ehlers", "a.ehlers@ehlers.example", "+49 30 123457"),
                ("Jürgen Baumgarten", "j.baumgarten@ehlers.example", None),
            )
        ],
    },
}
CONTACTS = """
Anna Ehlers called on Monday (+49 30 123457) and mentioned that the family, the auditors and
the bank wish to see the figures beforehand; she can be reached at a.ehlers@ehlers.example.
Payments go to DE89 3704 0044 0532 0130 00 as before. Tone: friendly, short, no jargon.
"""
PROSE = """
Please prepare a short summary for the meeting on 14 March. The client asked whether the
portfolio could be moved to a lower risk class, and what this would mean for the fees. We
answered that it is possible: the agreement of 2021 foresees it, but the board has to confirm.

Jürgen Baumgarten prefers to wait until the third quarter, because the sale of the house in
Lübeck has not been settled; Ehlers, on the other hand, wants to decide before the summer.
"""
CLEAN = """
Following our call last week, the committee reviewed the quarterly process and agreed that the
reporting deadline should move to the end of the month. Please make sure that all colleagues read
the updated guideline before the next meeting, because the approval workflow changes for everybody
who handles requests from the branch offices.
"""


def prompt(size: int) -> str:
    """Return pages of 4 KB, each a record and prose about it."""
    page = "Summarise this client.\n\n" + json.dumps(ACCOUNT, indent=2, ensure_ascii=False)
    page += CONTACTS + PROSE * (1 + PAGE_BYTES // len(PROSE))
    return (page[:PAGE_BYTES] * (size // PAGE_BYTES))[:size]


def names() -> Iterator[Known]:
    """Yield as many names as a middle-sized org has."""
    chance = random.Random(7)  # noqa: S311 - the same names each time
    syllables = SYLLABLES.split()
    for number in range(NAMES):
        words = ("".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(2))
        field = chance.choice(("Account.Name", "Contact.Name"))
        yield " ".join(words).title(), (field,), f"003{number:015d}", Kind.PERSON, False


def cpu_ms(work: Callable[[], object]) -> float:
    """Return the least CPU time of a call, in milliseconds."""
    times = 1
    while True:
        before = time.process_time()
        for _ in range(times):
            work()
        if time.process_time() - before > 0.05:
            break
        times *= 4
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        for _ in range(times):
            work()
        best = min(best, time.process_time() - before)
    return best / times * 1000


def resident_mib() -> float:
    """Return the memory of this process, in MiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def main() -> None:
    """Print one table."""
    gc.collect()
    before_mib, before_s = resident_mib(), time.process_time()
    index = ExactIndex.build(names())
    build_s = time.process_time() - before_s
    gc.collect()
    print(f"index of {len(index)} names: {build_s:.2f} s, {resident_mib() - before_mib:.0f} MiB")
    before_s = time.process_time()
    tier = standard_detectors()
    ready()
    print(f"compiling the default tier: {time.process_time() - before_s:.2f} s")
    print(f"{'CPU ms':24}{'4 KB':>8}{'32 KB':>8}")
    columns: list[dict[str, float]] = []
    for size in (PAGE_BYTES, 8 * PAGE_BYTES):
        text = prompt(size)
        found = read_fields(text, WEALTH, Reading.FULL)
        at_hand: list[Known] = [
            (one.value, one.fields, one.record, one.kind, one.literal) for one in found
        ]
        known = ExactIndex.build(at_hand, cased=True)
        blanked = list(text)
        for one in found:
            blanked[one.start : one.end] = "\0" * (one.end - one.start)
        rest = "".join(blanked)
        columns.append(
            {
                "structure": cpu_ms(lambda: read_fields(text, WEALTH, Reading.FULL)),  # noqa: B023
                **{
                    each.id: cpu_ms(lambda: each.scan(rest))  # noqa: B023
                    for each in tier
                },
                "disguises": cpu_ms(lambda: search(rest, ())),  # noqa: B023
                "names of the org": cpu_ms(lambda: index.scan(rest)),  # noqa: B023
                "values at hand: index": cpu_ms(
                    lambda: ExactIndex.build(at_hand, cased=True)  # noqa: B023
                ),
                "values at hand: search": cpu_ms(lambda: known.scan(rest)),  # noqa: B023
            }
        )
        counts = ", ".join(f"{len(each.scan(rest))} {each.id}" for each in tier)
        print(f"  {size} characters: {len(found)} fields; found: {counts}")
    for row in columns[0]:
        print(f"{row:24}" + "".join(f"{column[row]:8.3f}" for column in columns))
    print(f"{'all':24}" + "".join(f"{sum(column.values()):8.3f}" for column in columns))
    clean = (CLEAN * 64)[:PAGE_BYTES]
    for each in tier:
        print(f"{each.id + ', clean prose':40}{cpu_ms(lambda: each.scan(clean)):8.3f}")  # noqa: B023
    prose = (PROSE * 64)[: 8 * PAGE_BYTES]
    print(f"names of the org: {len(prose) / cpu_ms(lambda: index.scan(prose)) / 1000:.0f} MB/s")


if __name__ == "__main__":
    main()
