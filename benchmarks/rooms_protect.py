"""Time the protect room alone: rewriting, restoring, streaming, sealing; one thread, no I/O.

    python benchmarks/rooms_protect.py

Prints CPU time, the best of several rounds: other work on the machine only ever adds.
"""

import random
import sys
import time
import timeit
from collections.abc import Callable
from functools import partial

from douane.model.finding import Finding, Place
from douane.model.sheet import Entry, Scope
from douane.model.terms import Action, Decision
from douane.model.token import Kind
from douane.protect.restore import restore_json, restore_text
from douane.protect.rewrite import rewrite
from douane.protect.sheet import seal, unseal
from douane.protect.stream import Restorer
from douane.protect.tokens import Tokeniser, scope_key
from tests.simulators.keyring import SeededKeyring

KEYRING = SeededKeyring()
SCOPE = Scope("bank-a", "benchmark", named=True)
KEY = scope_key(KEYRING, SCOPE)
CASES = {"4 KB, 90 findings": (4096, 90), "32 KB, 700 findings": (32768, 700)}
REPEATED = 0.75  # distinct values per finding
TOKEN_CHUNKS_EVERY = 10


def draft(size: int, count: int) -> tuple[str, list[tuple[Finding, Decision]]]:
    """Return a text and findings in it, evenly spread; a quarter of the values repeats."""
    seeded = random.Random(1)  # noqa: S311 - the same draft every time
    decision = Decision(Action.TOKENISE, ("rule.one", "rule.two"))
    step = size // count
    decided = []
    for number in range(count):
        start = number * step + 3
        place = Place("", start - 2, start + 13, number // 10)
        value = f"value {seeded.randrange(int(count * REPEATED))}"
        finding = Finding(
            start,
            start + 12,
            value,
            Kind.PERSON,
            "structure.json",
            ("Account.Name",),
            "001000000000000AAA",
            place=place,
        )
        decided.append((finding, decision))
    return "x" * size, decided


def best_us(work: Callable[[], object], times: int = 50, rounds: int = 9) -> float:
    """Return the shortest mean time of one call, in microseconds."""
    work()
    return (
        min(timeit.repeat(work, number=times, repeat=rounds, timer=time.process_time)) / times * 1e6
    )


def report(what: str, us: float, goal: str = "") -> None:
    """Print one line."""
    print(f"{what:<46}{us:>10.2f} us   {goal}")


def main() -> int:
    """Measure everything once."""
    for name, (size, count) in CASES.items():
        text, decided = draft(size, count)

        def protect(
            text: str = text, decided: list[tuple[Finding, Decision]] = decided
        ) -> Tokeniser:
            tokeniser = Tokeniser(KEY)
            rewrite(text, decided, tokeniser, "user:005A")
            return tokeniser

        tokeniser = protect()
        entries = tokeniser.entries()
        protected = rewrite(text, decided, tokeniser, "user:005A").text
        opened = {entry.token: entry for entry in entries}
        goal = "goal: 350 us" if count == CASES["4 KB, 90 findings"][1] else "goal: 3000 us"
        report(f"rewrite {name}", best_us(protect), goal)
        report(f"entries ({len(entries)})", best_us(tokeniser.entries))
        report("restore as text", best_us(partial(restore_text, protected, opened)))
        report("restore as JSON", best_us(partial(restore_json, f'"{protected}"', opened)))
        sealing(entries)
    streaming()
    return 0


def sealing(entries: tuple[Entry, ...]) -> None:
    """Measure a sheet on its way into the vault and out of it."""
    work = partial(seal, KEYRING, SCOPE, 0, entries, 1, bytes)  # zeros for entropy
    sheet = work()
    report("seal", best_us(work))
    report(f"unseal ({len(sheet.sealed)} bytes)", best_us(lambda: unseal(KEYRING, sheet)))


def streaming() -> None:
    """Measure chunks of a stream, without tokens and with a token in every tenth."""
    token = "PERSON_k7qm2xp0rd"  # noqa: S105 - a surrogate, not a secret
    opened = {token: Entry(token, "Berta Maier", literal=False, origins=(), sender="s")}
    plain = [" of", " the", " portfolio", ".", " It", " gained", " 3", " %", " US", "\n"] * 100
    mixed = [
        f" {token[:9]}" if n % TOKEN_CHUNKS_EVERY == 0
        else token[9:] if n % TOKEN_CHUNKS_EVERY == 1
        else chunk
        for n, chunk in enumerate(plain)
    ]  # fmt: skip
    for name, chunks in (("chunk without tokens", plain), ("chunk, every tenth a token", mixed)):

        def stream(chunks: list[str] = chunks) -> None:
            restorer = Restorer(opened)
            for chunk in chunks:
                restorer.feed(chunk)
            restorer.feed("", last=True)

        report(name, best_us(stream) / len(chunks), "goal: 3 us")


if __name__ == "__main__":
    sys.exit(main())
