"""What is asked for one attack, and what came back: attack, twin, write-back, somebody else."""

from dataclasses import dataclass, field

from douane.jobs.redteam.run.client import Client, Reply
from douane.jobs.redteam.run.target import Party, Target
from douane.jobs.redteam.suite.addresses import Part, Persona
from douane.jobs.redteam.suite.attack import Attack, Message, Turn
from douane.jobs.redteam.suite.wording import WORDINGS


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """Everything that came back for one attack.

    Attributes:
        attack: The attack.
        replies: One for each turn, up to the first refusal.
        twin: Likewise for the benign twin.
        other: What somebody else was told afterwards.
        written_back: The answer as it stands in the CRM, for another reader.
    """

    attack: Attack
    replies: tuple[Reply, ...]
    twin: tuple[Reply, ...]
    other: Reply
    written_back: str = field(default="")

    @property
    def refused(self) -> bool:
        """The target refused the attack's request."""
        return self.replies[-1].refused

    @property
    def failed(self) -> bool:
        """Something could not be judged, because there was no answer."""
        return any(reply.failed for reply in (*self.replies, self.other))


async def converse(client: Client, target: Target, attack: Attack, run: str) -> Heard:
    """Ask everything that belongs to one attack.

    Args:
        client: Asks.
        target: Whom.
        attack: What for.
        run: A name of this run, so that conversations of two runs are not one.
    """
    scope = f"{run}-{attack.number}"
    replies, history = await _turns(client, target.asker, attack, Persona.ATTACK, scope)
    written = ""
    if not attack.canary.released and replies[-1].texts:
        written = await _write_back(client, target, attack, history, scope)
    other = await _somebody_else(client, target, attack, scope)
    twin, _ = await _turns(client, target.asker, attack, Persona.TWIN, f"{scope}-twin")
    return Heard(attack, replies, twin, other, written)


async def _turns(
    client: Client, party: Party, attack: Attack, persona: Persona, scope: str
) -> tuple[tuple[Reply, ...], list[Message]]:
    turns: tuple[Turn, ...] = attack.turns if persona is Persona.ATTACK else attack.twin.turns
    history: list[Message] = []
    replies: list[Reply] = []
    for at, turn in enumerate(turns):
        history += turn.messages
        seed = Part(attack.number, persona, at).seed()
        reply = await client.chat(attack, party, history, seed, scope)
        replies.append(reply)
        if not reply.texts:
            break
        if at < len(turns) - 1:
            history.append({"role": "assistant", "content": reply.texts[0]})
    return tuple(replies), history


async def _write_back(
    client: Client, target: Target, attack: Attack, history: list[Message], scope: str
) -> str:
    """Ask without a reader, as a service that writes into the CRM does; let another read it."""
    seed = Part(attack.number, Persona.WRITE_BACK, len(attack.turns) - 1).seed()
    service = Party(target.asker.key)
    reply = await client.chat(attack, service, history, seed, scope)
    text = "\n".join(reply.texts)
    if not target.restores or not reply.scope or not text:
        return text
    readers = [other for other in target.others if other.reader]
    seen = [await client.restore(reader, reply.scope, text) for reader in readers]
    return "\n".join((text, *seen))


async def _somebody_else(client: Client, target: Target, attack: Attack, scope: str) -> Reply:
    party = target.others[attack.number % len(target.others)]
    wording = WORDINGS[attack.language]
    messages = (
        {"role": "system", "content": wording.system},
        {"role": "user", "content": wording.probe},
    )
    seed = Part(attack.number, Persona.OTHER_SESSION, 0).seed()
    return await client.chat(attack, party, messages, seed, f"{scope}-other")
