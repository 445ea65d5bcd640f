"""Carry the exchanges out, show them, and hold every promise against what happened."""

import json
from collections.abc import Sequence
from typing import Final

from douane_sandbox.demo import promises
from douane_sandbox.demo.client import Reply, answer_text, ask, restore
from douane_sandbox.demo.commands import douane
from douane_sandbox.demo.promises import Exchange
from douane_sandbox.demo.recorder import Crossing
from douane_sandbox.demo.scene import Scene, open_file, scenes
from douane_sandbox.demo.screen import Screen
from douane_sandbox.demo.stage import Stage
from douane_sandbox.people import Person

SHOWN_TYPES: Final = ("decision", "outcome", "refusal")
ALL_ENTRIES: Final = 1000


def tell(stage: Stage, screen: Screen) -> int:
    """Run the whole story and return how many promises were kept.

    Raises:
        BrokenPromiseError: A promise was broken.
        DemoError: A command failed.
    """
    story = scenes(open_file(stage.org))
    kept = 0
    replies: list[Reply] = []
    for number, scene in enumerate(story, 1):
        screen.open(number, len(story), scene.title, scene.point)
        exchange = carry(stage, scene, screen)
        screen.show(exchange, "\n".join(_prompt(each) for each in exchange.crossings[:1]))
        sentences = promises.check(exchange)
        screen.kept(sentences)
        kept += len(sentences)
        replies += exchange.replies
    return kept + _prove(stage, screen, story, replies)


def carry(stage: Stage, scene: Scene, screen: Screen) -> Exchange:
    """Ask for each reader in turn, and see what of it the first and the last can open."""
    before = len(stage.recorder.crossings)
    replies = [_ask(stage, scene, reader, screen) for reader in scene.readers]
    crossings = stage.recorder.crossings[before:]
    if scene.refused or not crossings:
        return Exchange(scene, crossings, (), replies)
    left, scope = _prompt(crossings[0]), replies[0].scope
    return Exchange(
        scene=scene,
        crossings=crossings,
        answers=[answer_text(crossing.answer) for crossing in crossings],
        replies=replies,
        opened=restore(stage.desk, scope, left, scene.readers[0]),
        closed=restore(stage.desk, scope, left, scene.readers[-1]),
    )


def _ask(stage: Stage, scene: Scene, reader: Person, screen: Screen) -> Reply:
    if scene.streamed:
        with screen.live(f"what {reader.name} sees, as it comes") as heard:
            return ask(stage.desk, scene.question, reader, heard)
    with screen.working("the model is answering …"):
        return ask(stage.desk, scene.question, reader)


def _prompt(crossing: Crossing) -> str:
    return str(json.loads(crossing.body)["messages"][0]["content"])


def _telling(entries: Sequence[str]) -> list[str]:
    """Return the last entry of each type worth showing, in the log's order."""
    last: dict[str, str] = {}
    for line in entries:
        last[json.loads(line.partition(" ")[2])["type"]] = line
    return [last[name] for name in SHOWN_TYPES if name in last]


def _prove(stage: Stage, screen: Screen, story: tuple[Scene, ...], replies: list[Reply]) -> int:
    config = stage.desk.config
    where = ("--config", str(config))
    entries = douane("audit", "show", "--last", str(ALL_ENTRIES), *where)
    screen.proof(_telling(entries.splitlines()))
    secrets = [secret for scene in story for secret in scene.secrets]
    kept = (
        promises.recorded(entries, replies),
        promises.whole(douane("audit", "verify", "--json", *where)),
        promises.at_rest(config.parent, secrets),
    )
    screen.kept(kept)
    return len(kept)
