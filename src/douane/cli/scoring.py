"""Join what protected scores need: backends, the org's features, ledgers.

``problems`` says what would be wrong with serving them, ``doubts`` what their author probably
did not mean.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from douane.classify import Catalogue
from douane.cli.version import Written
from douane.config import Settings
from douane.connect.llm.seam import EndpointClient
from douane.connect.salesforce import OrgSession
from douane.connect.scoring import weights
from douane.connect.scoring.features import read_rows
from douane.connect.scoring.inference import Inference
from douane.connect.scoring.onnx_graph import OnnxGraph
from douane.connect.scoring.seam import Backend, nonsense
from douane.connect.scoring.settings import ScoreSettings
from douane.model.errors import ConfigError, Problem, StoreError, UsageError
from douane.model.ledger import SealedLedger
from douane.model.scoring import ScoreModel

ReadLedger = Callable[[str, str], SealedLedger | None]
ORG_TIMEOUT_S = 20.0
# A copy that knows so much of a score's variation agrees with it in four cases of five.
LEVER_SHARE = 0.65


class Scores:
    """Computes every configured score; a driver of ``gateway.drive.Scoring``."""

    def __init__(
        self, backends: Mapping[str, Backend], sessions: Mapping[str, OrgSession],
        read_ledger: ReadLedger,
    ) -> None:  # fmt: skip
        """Keep backends by score, sessions by tenant, and what reads a ledger."""
        self._backends = backends
        self._sessions = sessions
        self._read_ledger = read_ledger

    def ledger(self, tenant: str, scope: str) -> SealedLedger | None:
        """See ``Scoring``."""
        return self._read_ledger(tenant, scope)

    async def rows(
        self, model: ScoreModel, records: tuple[str, ...]
    ) -> Mapping[str, tuple[float, ...]]:
        """See ``Scoring``.

        Raises:
            DouaneError: The org refuses, is unavailable, or is too slow.
        """
        session = self._sessions.get(model.tenant)
        if session is None:
            raise StoreError("the org of this score is not open", code="org_unavailable")
        try:
            return await asyncio.wait_for(read_rows(session, model, records), ORG_TIMEOUT_S)
        except TimeoutError:
            raise StoreError("the org is too slow; ask again", code="org_unavailable") from None
        except UsageError as error:
            # Whoever asks cannot mend what the org refuses Douane's own user.
            raise StoreError(str(error), code="org_unavailable") from None

    async def estimate(
        self, model: ScoreModel, rows: tuple[tuple[float, ...], ...]
    ) -> tuple[float, ...]:
        """See ``Scoring``."""
        scores = await self._backends[model.name].estimate(rows)
        if len(scores) != len(rows):
            raise nonsense(model.name)
        return scores


def open_scores(
    settings: Settings, endpoints: EndpointClient, sessions: Mapping[str, OrgSession],
    read_ledger: ReadLedger,
) -> Scores | None:  # fmt: skip
    """Return what computes the configured scores; None where there are none.

    Raises:
        ConfigError: A file of a score is absent or wrong.
    """
    if not settings.scores:
        return None
    backends = {each.model.name: _backend(settings, each, endpoints) for each in settings.scores}
    return Scores(backends, sessions, read_ledger)


def digests(settings: Settings) -> Iterator[str]:
    """Yield what tells one version of the scores' files from another.

    Raises:
        ConfigError: A file cannot be read.
    """
    for each in settings.scores:
        for file in (each.weights, each.onnx):
            if file is not None:
                yield hashlib.sha256(_bytes(file)).hexdigest()


def check(written: Written) -> None:
    """See that the scores can be served.

    Raises:
        ConfigError: They cannot.
    """
    problems = tuple(
        chain.from_iterable(
            _problems(written.settings, each, written.catalogues.get(each.model.tenant))
            for each in written.settings.scores
        )
    )
    if problems:
        raise ConfigError(problems)


def doubts(settings: Settings) -> Iterator[Problem]:
    """Yield levers that would give a score away, and rights that cannot be used."""
    for each in settings.scores:
        if each.weights is not None and each.model.levers:
            read = weights.read(_bytes(each.weights), each.model, str(each.weights))
            if _share(read, each.model) > LEVER_SHARE:
                yield Problem(
                    f"score.{each.model.name}.levers",
                    f"the levers carry more than {LEVER_SHARE:.0%} of what the score varies by",
                    "Who knows them has nearly a copy; name fewer.",
                )
    for principal in settings.keys.values():
        if principal.what_ifs - principal.scores:
            yield Problem(
                f"key.{principal.id}.what_ifs", "it names a score that scores does not",
                "Add it to scores.",
            )  # fmt: skip


def _backend(settings: Settings, each: ScoreSettings, endpoints: EndpointClient) -> Backend:
    if each.weights is not None:
        return weights.read(_bytes(each.weights), each.model, str(each.weights))
    if each.onnx is not None:
        return OnnxGraph(each.model.name, _bytes(each.onnx), each.sha256, str(each.onnx))
    return Inference(each.model.name, settings.endpoints[each.model.endpoint], endpoints)


def _problems(
    settings: Settings, each: ScoreSettings, catalogue: Catalogue | None
) -> Iterator[Problem]:
    model = each.model
    where = f"score.{model.name}"
    org = next((org for org in settings.orgs if org.tenant == model.tenant), None)
    if org is None or not org.url or catalogue is None:
        fix = f"Give tenant {model.tenant} an [[org]] with url: rights and features are read there."
        yield Problem(where, "its tenant has no org that could be asked", fix)
        return
    listed = {field.path: field for field in catalogue.fields()}
    endpoint = settings.endpoints.get(model.endpoint)
    for feature in model.features:
        field = listed.get(feature.path)
        if field is None:
            yield Problem(
                f"{where}.feature {feature.name}", "the catalogue has no such field", "Correct it."
            )
        elif endpoint is not None and field.label.level > endpoint.clearance:
            yield Problem(
                f"{where}.feature {feature.name}",
                f"{feature.path} is above the clearance of endpoint {endpoint.name}",
                "Compute the score inside, or let an endpoint of higher clearance do it.",
            )


def _share(read: weights.Weights, model: ScoreModel) -> float:
    """Return how much of the squared weights, a spread each, the levers have."""
    squares = {
        feature.name: (weight * feature.spread / scale) ** 2
        for feature, (weight, _, scale) in zip(model.features, read.terms, strict=True)
    }
    whole = sum(squares.values())
    return sum(squares[name] for name in model.levers) / whole if whole else 0.0


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        problem = Problem(
            str(file), f"the file of a score cannot be read ({type(error).__name__})",
            "See path and rights.",
        )  # fmt: skip
        raise ConfigError((problem,)) from None
