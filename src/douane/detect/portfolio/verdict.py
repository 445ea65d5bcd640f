"""Say whether what stands together is a portfolio, or a fact sheet, a price list, an invoice.

Ownership shows in quantities: a fund's fact sheet, the members of an index and a list of prices
have none.  Names with shares alone are a portfolio where the text says whose it is.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from douane.detect.portfolio import tag
from douane.detect.portfolio.cluster import Cluster
from douane.detect.portfolio.header import Header
from douane.detect.portfolio.positions import Position
from douane.detect.portfolio.vocabulary import Words

_BEFORE, _BEHIND = 1_200, 600
_TITLE: Final = 200
_OWNER: Final = 30
_FEW: Final = 2
_MANY_FIGURES: Final = 3


class Around(msgspec.Struct, frozen=True, gc=False):
    """What the text around a cluster says.

    Attributes:
        near: Everything within some lines.
        title: What stands right above, in the sentence before, or right behind.
    """

    near: int
    title: int


def around(words: Words, start: int, end: int) -> Around:
    """Return what the words around a span say."""
    near = words.tags(start - _BEFORE, end + _BEHIND)
    return Around(near, words.tags(start - _TITLE, end + _OWNER))


def is_portfolio(cluster: Cluster, text: Around) -> bool:
    """Say whether positions are what somebody holds."""
    rows = cluster.positions
    client = bool(text.near & tag.CLIENT)
    account = bool(text.near & tag.ACCOUNT)
    proven = any(row.proven for row in rows)
    goods = text.near & tag.TRADE and not proven and not (client and account)
    if goods or (text.near & tag.PUBLIC and not client):
        return False
    if cluster.header is not None and _headed(cluster, cluster.header, owned=client or account):
        return True
    complete = [row for row in rows if row.complete]
    if not cluster.lined:
        return _in_prose(cluster, text, complete)
    sure = sum(row.sure for row in complete)
    if len(complete) >= _FEW and sure and sure * 3 >= len(complete):
        return not (cluster.header is not None and cluster.header.tag & tag.MARKET_HEAD)
    if client and account and not text.near & tag.PUBLIC:
        return len(complete) >= _FEW or _shares(rows, text)
    return len(complete) == 1 and _single(complete[0], text)


def _headed(cluster: Cluster, header: Header, *, owned: bool) -> bool:
    rows = cluster.positions
    sure = sum(row.sure for row in rows)
    if header.tag & tag.MARKET_HEAD and not header.of_positions:
        return False
    if header.of_positions:
        return owned or bool(header.tag & tag.SPECIFIC) or sure * 2 >= len(rows)
    return header.of_values and owned and len(rows) >= _FEW


def _in_prose(cluster: Cluster, text: Around, complete: Sequence[Position]) -> bool:
    owned = text.near & (tag.CLIENT | tag.ACCOUNT) or text.title & tag.HOLDS
    close = [row for row in complete if row.close]
    if len(close) >= _FEW:
        named = any(row.sure for row in cluster.positions)
        return bool(owned) and (named or bool(text.near & tag.CLIENT and text.near & tag.ACCOUNT))
    if len(complete) == 1:
        return _single(complete[0], text)
    return (
        bool(text.title & tag.CLIENT and text.title & tag.ACCOUNT)
        and not text.near & tag.PUBLIC
        and _shares([row for row in cluster.positions if row.beside], text)
    )


def _shares(rows: Sequence[Position], text: Around) -> bool:
    """Say whether names with shares or amounts alone are somebody's."""
    told = sum(1 for row in rows if (row.share or row.money) and not row.signed)
    return told >= _FEW and bool(text.title & tag.ACCOUNT)


def _single(row: Position, text: Around) -> bool:
    owned = text.title & tag.CLIENT and text.title & (tag.HOLDS | tag.ACCOUNT)
    if text.near & tag.PUBLIC or not row.close or not row.sure:
        return False
    if row.figures >= _MANY_FIGURES:
        return bool(owned or text.title & tag.ACCOUNT)
    return bool(owned)
