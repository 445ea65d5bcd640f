"""What the answers of a protected score have taught, and whether one more may be given.

Pure functions of (state, question, limits) to (verdict, new state).  ``directions`` measures
what-ifs of linear and logistic scores, ``probing`` those of others, ``book`` the records that a
reader may read, ``aggregates`` sums over subsets; ``bands`` makes answers coarse.
"""

from douane.shield.budget.verdict import Grade, Verdict

__all__ = ["Grade", "Verdict"]
