"""The public texts: which there are, what is taken of each, and what each may be used for.

``NOTICE.md`` says where they come from and under which terms.  Only sources whose terms let us
ship what was learnt from them are trained on; the others are for measuring.  Nothing is fetched.
"""

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from injection_training.rows import Text

SETS: Final = {
    "deepset": ("deepset",),
    "neuralchemy": ("neuralchemy_train", "neuralchemy_validation"),
    "slabs": ("slabs_train", "slabs_validation"),
    "yanismiraoui": ("yanismiraoui",),
    "bipia": ("bipia_bare_train", "bipia_indirect_train"),
    "giskard": ("giskard",),
    "agent_injection_bench": ("agent_injection_bench",),
    "wildguard": ("wildguard_benign",),
}
"""Sources of labelled rows, and their files."""

TERMS: Final = {
    "deepset": "Apache-2.0",
    "neuralchemy": "Apache-2.0",
    "slabs": "MIT",
    "yanismiraoui": "Apache-2.0",
    "bipia": "MIT (attacks, mails); tables CC BY-SA-4.0, not used",
    "giskard": "MIT",
    "agent_injection_bench": "not clear",
    "wildguard": "ODC-BY",
    "clinc": "CC BY 3.0",
    "snips": "CC0 1.0",
    "banking77": "CC BY 4.0",
    "self-instruct": "Apache-2.0",
    "tldr": "CC BY 4.0",
    "python-docs-es": "CC0 1.0",
    "python-docs-pl": "CC0 1.0",
    "gesetze": "official works (§ 5 UrhG)",
    "notinject": "MIT",
}
"""Under which terms each public source comes; all others are ours."""

MEASURED_ONLY: Final = frozenset({"agent_injection_bench", "wildguard", "notinject", "snips"})
"""Terms that are not clear, or sources that are kept apart to show what strangers get."""

CALIBRATED_ON: Final = frozenset({"banking77", "python-docs-pl", "crm-held-out"})
"""Benign sources by which a rate is measured; none of them is trained on."""

# Questions that a user may ask: nothing in their words tells an attack.
_ONLY_QUESTIONS: Final = frozenset({
    "Information Retrieval", "Content Creation", "Learning and Tutoring", "Language Translation",
    "Programming Help", "Misspelling Intentionally",
})  # fmt: skip
_MOST: Final = 600
_MOST_OF_A_SET: Final = 4000
_MOST_MEASURED: Final = 400
_QUOTED: Final = re.compile(r'^(?:msgstr )?"(.*)"$')


def labelled(directory: Path) -> Iterator[Text]:
    """Yield the rows of the labelled sets."""
    for source, names in SETS.items():
        texts = []
        for name in names:
            with (directory / f"{name}.jsonl").open(encoding="utf-8") as lines:
                texts += [
                    Text(row["text"], bool(row["label"]), source, row["cat"])
                    for row in map(json.loads, lines)
                ]
        Random(source).shuffle(texts)
        most = _MOST_MEASURED if source in MEASURED_ONLY else _MOST_OF_A_SET
        yield from texts[:most]


def trainable(text: Text) -> bool:
    """Tell whether a text may be learnt from."""
    if text.source in MEASURED_ONLY | CALIBRATED_ON:
        return False
    if text.source == "bipia":  # its tables are CC BY-SA
        parts = text.group.split("/")
        return parts[0] != "table" and parts[-1] not in _ONLY_QUESTIONS
    return True


def benign(mirror: Path) -> Iterator[Text]:
    """Yield benign texts of public repositories; of each source the same ones every time."""
    for source, texts in (
        ("clinc", _clinc(mirror)), ("snips", _snips(mirror)), ("banking77", _banking(mirror)),
        ("self-instruct", _self_instruct(mirror)), ("tldr", _tldr(mirror)),
        ("python-docs-es", _manual(mirror, "es")), ("python-docs-pl", _manual(mirror, "pl")),
        ("gesetze", _statutes(mirror)), ("notinject", _notinject(mirror)),
    ):  # fmt: skip
        found = sorted({text.strip() for text in texts if len(text.strip()) > 8})
        Random(source).shuffle(found)
        for text in found[:_MOST]:
            yield Text(text, attack=False, source=source)


class _Repository:
    """One mirrored repository, read without a work tree."""

    def __init__(self, mirror: Path, name: str) -> None:
        self._git = ("git", "-C", str(mirror / name / "repo"))

    def files(self, pattern: str) -> list[str]:
        listed = self._run("ls-tree", "-r", "--name-only", "HEAD").split("\n")
        return [name for name in listed if re.fullmatch(pattern, name)]

    def text(self, name: str) -> str:
        return self._run("show", f"HEAD:{name}")

    def _run(self, *arguments: str) -> str:
        done = subprocess.run((*self._git, *arguments), check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace")


def _clinc(mirror: Path) -> Iterator[str]:
    rows = json.loads(_Repository(mirror, "clinc+oos-eval").text("data/data_small.json"))
    for part in rows.values():
        yield from (text for text, _ in part)


def _snips(mirror: Path) -> Iterator[str]:
    repository = _Repository(mirror, "sonos+nlu-benchmark")
    for name in repository.files(r"2017-06-custom-intent-engines/.*/train_[A-Za-z]+\.json"):
        for rows in json.loads(repository.text(name)).values():
            yield from ("".join(part["text"] for part in row["data"]) for row in rows)


def _banking(mirror: Path) -> Iterator[str]:
    text = _Repository(mirror, "PolyAI-LDN+task-specific-datasets").text("banking_data/train.csv")
    yield from (row["text"] for row in csv.DictReader(text.splitlines()))


def _self_instruct(mirror: Path) -> Iterator[str]:
    repository = _Repository(mirror, "yizhongw+self-instruct")
    for line in repository.text("data/seed_tasks.jsonl").splitlines():
        row = json.loads(line)
        yield row["instruction"]
        yield f"{row['instruction']}\n{row['instances'][0]['input']}"
    names = repository.files(r"data/finetuning/t0_train_50k/data_per_template/.*\.jsonl")
    for name in names[:: max(1, len(names) // 60)]:
        for line in repository.text(name).splitlines()[:20]:
            row = json.loads(line)
            yield str(row.get("prompt") or row.get("input") or row.get("instruction", ""))[:1500]
    for name in repository.files(r"human_eval/user_oriented_instructions\.jsonl"):
        for line in repository.text(name).splitlines():
            row = json.loads(line)
            yield f"{row['instruction']}\n{row['instances'][0]['input']}"


def _tldr(mirror: Path) -> Iterator[str]:
    repository = _Repository(mirror, "tldr-pages+tldr")
    for language in ("", ".de", ".fr", ".it", ".es", ".nl", ".pl"):
        names = repository.files(rf"pages{re.escape(language)}/common/[a-z]+\.md")
        for name in names[:: max(1, len(names) // 220)]:
            yield repository.text(name).partition("\n\n")[2]


def _manual(mirror: Path, language: str) -> Iterator[str]:
    repository = _Repository(mirror, f"python+python-docs-{language}")
    names = repository.files(r".*\.po")
    for name in names[:: max(1, len(names) // 80)]:
        for block in repository.text(name).split("\n\n"):
            _, _, said = block.partition('msgstr "')
            lines = [_QUOTED.match(line) for line in ('"' + said).split("\n")]
            text = "".join(match[1] for match in lines if match)
            if len(text) > 40 and "\\" not in text:
                yield text


def _statutes(mirror: Path) -> Iterator[str]:
    repository = _Repository(mirror, "bundestag+gesetze")
    names = repository.files(r".*/index\.md")
    for name in names[:: max(1, len(names) // 40)]:
        for part in repository.text(name)[:20_000].split("\n\n")[3:]:
            if len(part) > 80:
                yield part


def _notinject(mirror: Path) -> Iterator[str]:
    repository = _Repository(mirror, "leolee99+InjecGuard")
    for number in ("one", "two", "three"):
        for row in json.loads(repository.text(f"datasets/NotInject_{number}.json")):
            yield row["prompt"]
