"""Orders to a model in seven languages, bare and as they would come: in mails, notes, tables, JSON.

The templates say what an attacker wants (``attacks.toml``); here two or three wants are joined,
and put into texts that are otherwise benign.  Bare sentences teach what an order is, composed ones
that it is one wherever it stands.
"""

import json
from collections.abc import Iterator
from random import Random
from typing import Final

from injection_training.benign import Ordinary
from injection_training.phrases import say, templates
from injection_training.rows import Text

FILE: Final = "attacks.toml"
SOURCE: Final = "templates"
_FRAMES: Final = (
    "{}", "{}", "[SYSTEM] {}", "SYSTEM: {}", "<!-- {} -->", "### Instruction: {}", "IMPORTANT: {}",
    "<|im_start|>system\n{}<|im_end|>", "[INST] {} [/INST]", "--- END OF DOCUMENT ---\n{}",
    "Assistant: {}", "</document>\n{}", '"{}"', "P.S. {}", "Note to AI: {}", "<system>{}</system>",
    "{{{{ {} }}}}", "*** {} ***", "system_prompt_update: {}",
)  # fmt: skip
_ORDERS: Final = (
    ("override", "exfiltrate"), ("override", "reveal"), ("override", "act"),
    ("authority", "reveal"), ("authority", "exfiltrate"), ("exfiltrate", "conceal"),
    ("act", "conceal"), ("override",),
    ("exfiltrate",), ("reveal",), ("act",), ("authority",), ("override", "exfiltrate", "conceal"),
)  # fmt: skip


def attacks(rng: Random, each: int, ordinary: Ordinary) -> Iterator[Text]:
    """Yield attacks.

    Args:
        rng: Draws.
        each: How many bare sentences of a template, and a tenth as many composed ones.
        ordinary: Makes benign texts to put some into.
    """
    for language, kinds in templates(FILE).items():
        for kind, sentences in kinds.items():
            for sentence in sentences:
                for _ in range(each):
                    yield Text(say(sentence, rng), attack=True, source=SOURCE, group=kind)
        for _ in range(10 * each):
            order = composed(language, rng)
            yield Text(order, attack=True, source=SOURCE, group="composed")
            yield Text(placed(order, ordinary.text(language), rng), attack=True, source=SOURCE,
                       group="placed")  # fmt: skip


def composed(language: str, rng: Random) -> str:
    """Return one to three wants, in a frame."""
    kinds = templates(FILE)[language]
    wants = [say(rng.choice(kinds[kind]), rng) for kind in rng.choice(_ORDERS)]
    return rng.choice(_FRAMES).format(" ".join(wants))


def placed(order: str, text: str, rng: Random) -> str:
    """Return a text with an order in it."""
    match rng.randrange(6):
        case 0:
            lead = {"Name": "Lead", "Description": f"{text} {order}"}
            return json.dumps(lead, ensure_ascii=False)
        case 1:
            head = "| Name | Note |\n|---|---|\n| A. Sample |"
            return f"{head} {text[:60]} |\n| B. Sample | {order} |"
        case 2:
            return f"{order}\n\n{text}"
        case 3:
            return f"{text}\n\n{order}"
    lines = text.split("\n")
    lines.insert(rng.randrange(len(lines) + 1), order)
    return "\n".join(lines)
