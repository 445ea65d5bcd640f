"""Whole portfolios and client dossiers: what somebody holds, and what is known of them for it.

In this order: ``vocabulary`` tags words in one pass, and most texts end there; ``figures`` and
``securities`` find numbers and names of what can be held; ``positions`` joins them into rows;
``header`` reads the heads of tables; ``verdict`` says whether rows are somebody's portfolio or
public text; ``suitability`` reads labelled data about the client; ``detector`` makes one finding
of what stands together.
"""

from douane.detect.portfolio.detector import Portfolios

__all__ = ["Portfolios"]
