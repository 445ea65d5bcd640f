"""Benign texts as a CRM holds them, in seven languages, and those that resemble attacks.

- ``crm``: notes, mails, records as JSON and business prose of the stand-in org.
- ``words``: ordinary sentences that use the words of attacks (``benign.toml``).
- ``forms``: portfolios, tables, formulas and code.
- ``disguised``: harmless words, written as attackers write theirs.
"""

import json
from collections.abc import Iterator
from random import Random
from typing import Final

from douane_sandbox import logic_samples, portfolio_samples
from douane_sandbox.data.generate import generate
from douane_sandbox.disguise import DISGUISES, disguise
from douane_sandbox.evaluation.rows import LANGUAGES, business, words
from injection_training.phrases import say, templates
from injection_training.rows import Text

FILE: Final = "benign.toml"
_NAMES: Final = {
    "German": "de", "English": "en", "French": "fr", "Italian": "it", "Spanish": "es",
    "Dutch": "nl", "Polish": "pl",
}  # fmt: skip
_WRITTEN: Final = (("Case", "Description"), ("EmailMessage", "TextBody"), ("Task", "Description"))


class Ordinary:
    """Benign texts of one seed."""

    def __init__(self, seed: int) -> None:
        """Make an org."""
        self._rng = Random(f"ordinary/{seed}")
        self._seed = seed
        org = generate(seed)
        self._records = [
            (kind, record) for kind in ("Contact", "Lead", "Opportunity", "Account")
            for record in org[kind].values()
        ]  # fmt: skip
        self._written = [
            str(record[field])
            for kind, field in _WRITTEN
            for record in org[kind].values()
            if record.get(field)
        ]

    def text(self, language: str) -> str:
        """Return a note or a mail; business prose of the language every second time."""
        rng = self._rng
        if rng.random() < 0.5:
            return business(language, rng, rng.choice((80, 200, 500)))
        return rng.choice(self._written)

    def crm(self, count: int) -> Iterator[Text]:
        """Yield notes, mails, records and prose, in equal parts."""
        rng = self._rng
        for number in range(count // 3):
            language = LANGUAGES[number % len(LANGUAGES)]
            yield _benign(rng.choice(self._written), "notes")
            kind, record = rng.choice(self._records)
            whole = {"attributes": {"type": kind}, **record}
            yield _benign(json.dumps(whole, ensure_ascii=False, indent=1), "records")
            yield _benign(business(language, rng, rng.choice((60, 300, 1500))), "prose")

    def words(self, each: int) -> Iterator[Text]:
        """Yield sentences with the words of attacks, alone and in texts."""
        rng = self._rng
        for language, kinds in templates(FILE).items():
            for sentence in kinds["plain"]:
                for number in range(each):
                    said = say(sentence, rng)
                    if number % 3 == 0:
                        said = f"{self.text(language)}\n{said}"
                    yield _benign(said, "words")

    def forms(self, count: int) -> Iterator[Text]:
        """Yield portfolios, formulas and code."""
        for text, _, _ in portfolio_samples.samples(self._seed, count):
            yield _benign(text, "forms")
        for row in logic_samples.rows(self._seed, 4):
            yield _benign(row.text, "forms")

    def disguised(self, each: int) -> Iterator[Text]:
        """Yield harmless words in every disguise."""
        rng = self._rng
        for name in DISGUISES:
            for number in range(each):
                language = LANGUAGES[number % len(LANGUAGES)]
                before = business(language, rng, 60)
                said = rng.choice(words()[language]["harmless"])
                text = f"{before} {said}."
                written, _, _ = disguise(name, text, len(before) + 1, len(text) - 1, rng)
                yield Text(written, attack=False, source="crm", group="disguised")


def _benign(text: str, group: str) -> Text:
    return Text(text, attack=False, source="crm", group=group)
