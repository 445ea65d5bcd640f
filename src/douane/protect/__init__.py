"""Do what was decided: drop, mask, generalise, tokenise; and restore for who is entitled.

On the way out: ``scope_key`` and ``Tokeniser`` make the surrogates of an exchange, ``rewrite``
puts them in, ``seal`` closes the sheet that says what they stand for.  On the way back:
``unseal`` and ``merge`` open the scope's sheets, ``opened`` says what of them this reader may
open, and ``restore_text``, ``restore_json`` and ``Restorer`` put the values back.

What tokens, masks and buckets look like and what they tell: ``docs/tokens.md``.
"""

from douane.protect.entitle import MAX_ACCESS_AGE_MS, MAX_CLOCK_SKEW_MS, opened
from douane.protect.generalise import generalise
from douane.protect.mask import MASKED, REMOVED
from douane.protect.restore import restore_json, restore_text
from douane.protect.rewrite import BAD_SPAN_REASON, LOOKALIKE_REASON, Rewritten, rewrite
from douane.protect.sheet import decode, encode, merge, seal, unseal
from douane.protect.stream import Restorer
from douane.protect.tokens import MAX_SCOPE_ENTRIES, TOKEN, Tokeniser, scope_key

__all__ = [
    "BAD_SPAN_REASON",
    "LOOKALIKE_REASON",
    "MASKED",
    "MAX_ACCESS_AGE_MS",
    "MAX_CLOCK_SKEW_MS",
    "MAX_SCOPE_ENTRIES",
    "REMOVED",
    "TOKEN",
    "Restorer",
    "Rewritten",
    "Tokeniser",
    "decode",
    "encode",
    "generalise",
    "merge",
    "opened",
    "restore_json",
    "restore_text",
    "rewrite",
    "scope_key",
    "seal",
    "unseal",
]
