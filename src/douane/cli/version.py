"""What a worker works by, in the order in which it comes about.

``Written`` is read from files, ``Footing`` is opened once for a worker's life, and a
``Version`` is made of both: it is swapped as one when the operator wrote something new.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

from douane.classify import Catalogue
from douane.config import OrgSettings, Settings
from douane.connect.ner import ModelDetector
from douane.connect.salesforce import OrgSession
from douane.detect.seam import Detector
from douane.gateway.authenticate import Issuer
from douane.gateway.group_commit import GroupCommit
from douane.gateway.metrics import Metrics
from douane.gateway.parts import Parts
from douane.model.ledger import SealedLedger
from douane.model.sheet import Scope, SealedSheet
from douane.pipeline.ask import Means
from douane.policy import Policy


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that the operator wrote, read at one moment.

    Attributes:
        settings: The configuration.
        policy: The policy.
        catalogues: By tenant.
        issuers: Identity providers, with their keys.
    """

    settings: Settings
    policy: Policy
    catalogues: Mapping[str, Catalogue]
    issuers: tuple[Issuer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OrgLink:
    """What is open of one org.

    Attributes:
        settings: Its configuration.
        session: A session with it; None when everything comes from files.
        names: Finds its own values; None when there are none to look for.
        index_state: Which version of its index files was read; empty without any.
    """

    settings: OrgSettings
    session: OrgSession | None
    names: Detector | None
    index_state: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Footing:
    """What a worker opens once and keeps for its life, whatever it reloads.

    Attributes:
        settings: What it was opened by.
        log: The only writer of this process.
        read_sheets: Reads a scope's sheets.
        read_ledger: Reads what a caller group has learnt.
        threads: Where long computations run.
        means: Keys, randomness, time.
        metrics: Counters.
        standard: Detectors that come from code alone; compiling them takes a while.
    """

    settings: Settings
    log: GroupCommit
    read_sheets: Callable[[Scope], tuple[SealedSheet, ...]]
    read_ledger: Callable[[str, str], SealedLedger | None]
    threads: Executor
    means: Means
    metrics: Metrics
    standard: tuple[Detector, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """What a worker does its work by until the next version takes over.

    Attributes:
        settings: The configuration that it was made from.
        parts: What requests meet.
        links: Open orgs by tenant; the next version may go on using one.
        models: Models of the operator's own, which run in processes of theirs.
        notices: What the operator must know although it is in force.
    """

    settings: Settings
    parts: Parts
    links: Mapping[str, OrgLink]
    models: tuple[ModelDetector, ...] = ()
    notices: tuple[str, ...] = ()

    async def aclose(self, heir: "Version | None" = None) -> None:
        """Close what it opened, but for what its heir goes on using."""
        await self.parts.endpoints.aclose()
        kept = set(heir.links.values()) if heir is not None else set()
        for model in self.models:
            if heir is None or model not in heir.models:
                await asyncio.to_thread(model.close)
        for link in self.links.values():
            if link not in kept and link.session is not None:
                await link.session.__aexit__(None, None, None)
