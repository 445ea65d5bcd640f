"""People, firms and addresses that no record names."""

from collections.abc import Iterator
from random import Random
from typing import Final

from douane_sandbox.evaluation.rows import LANGUAGES, Made, Row, business, put, words

_EACH: Final = 60


def sets(rng: Random) -> Iterator[Made]:
    """Yield names in sentences, and ordinary business text."""
    yield Made(
        "strangers", "spans", "strangers",
        "people, organisations and addresses of nobody, half of the family names made up",
        list(_rows(rng)),
    )  # fmt: skip
    yield Made(
        "benign", "benign", "", "ordinary business text of seven languages, 300 bytes each",
        [
            {"id": f"{language}-{number}", "text": business(language, rng, 300), "spans": [],
             "group": language}
            for language in LANGUAGES
            for number in range(100)
        ],
    )  # fmt: skip


def _rows(rng: Random) -> Iterator[Row]:
    for language in LANGUAGES:
        own, names = words()[language], words("strangers.toml")[language]
        for number in range(_EACH):
            person = f"{rng.choice(names['firsts'])} {rng.choice(names['lasts'])}"
            firm = rng.choice(names["firms"]).format(w=rng.choice(names["stems"]))
            street = rng.choice(names["streets"]).format(n=rng.randrange(1, 140))
            address = f"{street}, {rng.choice(names['towns'])}"
            for kind, slot, name, value in (
                ("PERSON", "person", "name", person),
                ("ORG", "organisation", "name", firm),
                ("ADDRESS", "address", "address", address),
            ):
                before = rng.choice(own["business"]).format(
                    thing=rng.choice(own["thing"]), work=rng.choice(own["work"]), n=7
                )
                text, start, end = put(f"{rng.choice(own[slot])}", name, value)
                yield {
                    "id": f"{kind}-{language}-{number}", "text": f"{before}\n{text}",
                    "spans": [[start + len(before) + 1, end + len(before) + 1, kind]],
                    "group": language,
                }  # fmt: skip
