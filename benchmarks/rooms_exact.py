"""What an index of an org's values costs: time to build, memory, and speed of the search.

    python -m benchmarks.rooms_exact [VALUES ...]

Each size runs in a process of its own.  Times are CPU seconds of one thread, the search best of
several rounds.  Values are made up: six of ten persons (a quarter with an umlaut), two
companies, and streets, telephone and account numbers.  The texts are business prose of about
this kind without any of the values, and one in which every hundredth word begins a value.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.rooms_detect import PAGE_BYTES, PROSE, SYLLABLES, cpu_ms, resident_mib
from douane.detect.exact import ExactIndex, Known
from douane.detect.exact.build import Builder
from douane.detect.exact.hashing import Hasher
from douane.detect.exact.known_values import KnownValues
from douane.model.token import Kind

SIZES = (100_000, 1_000_000)
KEY = bytes(range(32))
FORMS = ("AG", "GmbH", "S.A.", "Ltd", "S.p.A.")
COLUMNS = ("values", "phrases", "build s", "peak MiB", "image MiB", "4 KB ms", "MB/s", "32 KB ms",
           "MB/s", "1 MB: MB/s", "hits: MB/s")  # fmt: skip
WIDTHS = (10, 11, 9, 9, 10, 9, 6, 9, 6, 11, 11)
HEAD = "".join(f"{name:>{width}}" for name, width in zip(COLUMNS, WIDTHS, strict=True))


def values(count: int, seed: int = 7) -> Iterator[Known]:
    """Yield made-up values, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same values each time
    syllables = SYLLABLES.split()

    def word(least: int, most: int) -> str:
        made = "".join(chance.choices(syllables, k=chance.randint(least, most))).title()
        return made.replace("o", "ö", 1) if chance.random() < 0.12 else made

    for number in range(count):
        record, draw = f"003{number:015d}", chance.random()
        if draw < 0.6:
            yield f"{word(2, 3)} {word(2, 4)}", ("Contact.Name",), record, Kind.PERSON, False
        elif draw < 0.8:
            name = f"{word(2, 3)} {word(2, 4)} {chance.choice(FORMS)}"
            yield name, ("Account.Name",), record, Kind.ORG, False
        elif draw < 0.87:
            street = f"{word(2, 3)}straße {chance.randint(1, 200)}"
            yield street, ("Contact.MailingStreet",), record, Kind.ADDRESS, False
        elif draw < 0.94:
            phone = f"+49 {chance.randint(20, 99)} {chance.randint(10**6, 10**7 - 1)}"
            yield phone, ("Contact.Phone",), record, Kind.PHONE, False
        else:
            code = f"{chance.randint(1000, 9999)}-{chance.randint(10**6, 10**7 - 1)}"
            yield code, ("FinancialAccount__c.Name",), record, Kind.TEXT, False


def build(count: int) -> KnownValues:
    """Return the detector of so many values."""
    builder = Builder("bench", Hasher.of(KEY))
    for each in values(count):
        builder.add(each)
    return KnownValues(builder.finish())


def prose(size: int) -> str:
    """Return that many characters of text without any value."""
    return (PROSE * (1 + size // len(PROSE)))[:size]


def one(count: int) -> None:
    """Measure one size, and print its line."""
    before_s = time.process_time()
    builder = Builder("bench", Hasher.of(KEY))
    for each in values(count):
        builder.add(each)
    image = builder.finish()
    built_s = time.process_time() - before_s
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    known = KnownValues(image)
    cells = f"{count:>10,}{len(image.arrays['keys']):>11,}{built_s:>9.1f}{peak_mib:>9.0f}"
    cells += f"{image.size() / 2**20:>10.0f}"
    for size in (PAGE_BYTES, 8 * PAGE_BYTES):
        took = cpu_ms(lambda: known.scan(prose(size)))  # noqa: B023
        cells += f"{took:>9.3f}{size / took / 1000:>6.0f}"
    some = [value for value, *_ in values(1_000)]
    words = prose(400_000).split(" ")
    for at in range(0, len(words), 100):
        words[at] = some[at // 100 % len(some)]
    for text in (prose(1_000_000), " ".join(words)):
        before_s = time.process_time()
        known.scan(text)
        cells += f"{len(text) / (time.process_time() - before_s) / 1e6:>11.0f}"
    sys.stdout.write(cells + "\n")


def compared() -> None:
    """Print how long the small index takes for the same text, with and without an automaton."""
    for count in (30, 100_000):
        index = ExactIndex.build(values(count))
        took = cpu_ms(lambda: index.scan(prose(PAGE_BYTES)))  # noqa: B023
        sys.stdout.write(f"ExactIndex of {count} values, no variants: {took:.3f} ms at 4 KB, ")
        sys.stdout.write(f"{resident_mib():.0f} MiB resident\n")


def main() -> None:
    """Print one line a size."""
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
        return
    compared()
    sys.stdout.write(HEAD + "\n")
    sys.stdout.flush()
    for count in map(int, sys.argv[1:] or SIZES):
        command = [sys.executable, "-m", "benchmarks.rooms_exact", "--one", str(count)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
