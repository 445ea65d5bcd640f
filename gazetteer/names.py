"""Given and family names, from sources that may be redistributed."""

import csv
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import faker.providers.person
import names

from gazetteer.ordinary import texts

# Letters of European alphabets written in Latin script; a name in another script is left out.
NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-žA-ZÀ-ÖØ-ÞĀ-Ž'’-]*[a-zà-öø-ÿā-ž]")
_PARTICLE = re.compile(r"^(?:(?:van|von|de|der|den|di|da|del|della|dos|la|le|du|ter|ten) )+")
COUNTRIES = "popular-names-by-country-dataset"


def _clean(raw: Iterable[str]) -> Iterable[str]:
    for entry in raw:
        name = _PARTICLE.sub("", str(entry).strip())
        if name.isupper():
            name = name.title()
        if NAME.fullmatch(name):
            yield name.replace("’", "'")


def from_faker() -> tuple[set[str], set[str]]:
    """Return the given and the family names of all locales in Latin script."""
    given: set[str] = set()
    family: set[str] = set()
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        loaded = importlib.import_module(f"faker.providers.person.{module.name}")
        for attribute, value in vars(loaded.Provider).items():
            if isinstance(value, property) or not attribute.rpartition("_")[0]:
                continue
            if attribute.startswith("first_names"):
                given.update(_clean(value))
            elif attribute.startswith(("last_names", "unisex_last_names")):
                family.update(_clean(value))
    return given, family


def from_census(most_family: int) -> tuple[set[str], list[str]]:
    """Return the names of the United States census of 1990; family names by frequency."""
    home = Path(names.__file__).parent
    given = {
        line.split()[0] for kind in ("female", "male")
        for line in (home / f"dist.{kind}.first").read_text(encoding="ascii").splitlines()
    }  # fmt: skip
    lines = (home / "dist.all.last").read_text(encoding="ascii").splitlines()
    family = [line.split()[0] for line in lines[:most_family]]
    return set(_clean(given)), list(_clean(family))


def from_countries(mirror: Path) -> tuple[set[str], set[str]]:
    """Return the popular names of about a hundred countries."""
    found: list[set[str]] = []
    for kind in ("forenames", "surnames"):
        (text,) = texts(mirror, f"sigpwned+{COUNTRIES}", f"common-{kind}-by-country.csv")
        rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines()))
        raw = [row[key] for row in rows for key in ("Localized Name", "Romanized Name")]
        found.append(set(_clean(raw)))
    return found[0], found[1]


def from_spain(mirror: Path, most_given: int, most_family: int) -> tuple[set[str], set[str]]:
    """Return the most frequent names of Spain's register of inhabitants."""
    given: Counter[str] = Counter()
    for kind in ("female_names", "male_names"):
        for name, number in _spanish(mirror, kind):
            for part in name.split():
                given[part] += number
    family = Counter(dict(_spanish(mirror, "surnames_freq_ge_100")))
    return (
        set(_clean(name for name, _ in given.most_common(most_given) if len(name) > 2)),
        set(_clean(name for name, _ in family.most_common(most_family) if " " not in name)),
    )


def _spanish(mirror: Path, kind: str) -> Iterable[tuple[str, int]]:
    (text,) = texts(mirror, "jvalhondo+spanish-names-surnames", f"{kind}.csv")
    for row in csv.reader(text.splitlines()):
        if len(row) > 1 and row[1].isdigit():
            yield row[0], int(row[1])
