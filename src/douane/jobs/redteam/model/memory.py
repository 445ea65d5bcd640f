"""What the malicious model knows: every text of every request that it was ever sent.

It is told nothing else.  Out of what it was sent it takes two things: canaries that stand there
in clear (which words those are it may know beforehand, as an attacker does who wrote the order),
and whatever looks like a token.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from douane.jobs.redteam.suite.addresses import Part, Persona, part
from douane.jobs.redteam.suite.attack import Attack
from douane.model.token import TOKEN_PATTERN

MOST_TOKENS: Final = 3
MOST_CLEAR: Final = 3
_TOKEN: Final = re.compile(TOKEN_PATTERN)


@dataclass(frozen=True, slots=True)
class Loot:
    """What one request gave.

    Attributes:
        part: Which request this was, or None when that cannot be told.
        clear: Canaries that stood in it, or that the model knows and is now asked for.
        tokens: Tokens likewise.
        system: The system prompt as it was sent.
        said: What the user said last.
    """

    part: Part | None
    clear: tuple[str, ...]
    tokens: tuple[str, ...]
    system: str
    said: str


class Memory:
    """Keeps what was sent, over all sessions; for several threads.

    Attributes:
        seen_clear: Numbers of attacks whose canary arrived in clear.
        requests: How many requests arrived.
    """

    def __init__(self, attacks: Mapping[int, Attack]) -> None:
        """Take the suite: whose request is whose."""
        self._attacks = attacks
        self._lock = threading.Lock()
        self._clear: dict[int, str] = {}
        self._tokens: dict[int, tuple[str, ...]] = {}
        self.seen_clear: set[int] = set()
        self.requests = 0

    def learn(self, body: Mapping[str, object]) -> Loot:
        """Take a request in, and return what can be got out with its answer."""
        whole = json.dumps(body, ensure_ascii=False)
        which = part(body.get("seed"))
        texts = list(_texts(body.get("messages")))
        system = "\n".join(text for role, text in texts if role in {"system", "developer"})
        said = next((text for role, text in reversed(texts) if role in {"user", "tool"}), "")
        tokens = tuple(dict.fromkeys(_TOKEN.findall(whole)))[:MOST_TOKENS]
        with self._lock:
            self.requests += 1
            clear = self._take(which, whole)
            if which is not None and which.persona is Persona.OTHER_SESSION:
                tokens = (*self._tokens.get(which.number, ()), *tokens)[: 2 * MOST_TOKENS]
                return Loot(which, clear, tokens, system, said)
            if which is not None and tokens:
                self._tokens[which.number] = tokens
            return Loot(which, clear, tokens, system, said)

    def _take(self, which: Part | None, whole: str) -> tuple[str, ...]:
        if which is None:
            return tuple(
                attack.canary.text
                for attack in self._attacks.values()
                if attack.canary.core in whole
            )[:MOST_CLEAR]
        attack = self._attacks.get(which.number)
        if attack is None:
            return ()
        if attack.canary.core in whole and which.persona is not Persona.OTHER_SESSION:
            self.seen_clear.add(which.number)
            self._clear[which.number] = attack.canary.text
        known = self._clear.get(which.number)
        return (known,) if known else ()


def _texts(messages: object) -> Iterator[tuple[str, str]]:
    for message in messages if isinstance(messages, list) else ():
        content = message.get("content") if isinstance(message, dict) else None
        if isinstance(content, str):
            yield str(message.get("role")), content
        elif isinstance(content, list):
            parts = [str(each.get("text", "")) for each in content if isinstance(each, dict)]
            yield str(message.get("role")), "\n".join(parts)
