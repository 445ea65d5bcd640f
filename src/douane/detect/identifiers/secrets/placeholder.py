"""What stands in manuals where a secret would: ``<your key>``, ``xxxx``, ``changeme``.

A request that holds a secret is refused, so a placeholder taken for one would stop somebody who
only asks how to write a configuration.
"""

import re

_FEWEST_DIFFERENT = 4
_WORDS = re.compile(
    r"(?i)example|beispiel|exemple|esempio|ejemplo|voorbeeld|przyk[łl]ad|placeholder|changeme"
    r"|change[_-]me|your[_-]?|dein[_-]|ihr[_-]|votre[_-]|insert|replace|redacted|masked|hidden|dummy"
    r"|sample|todo|fixme|none\b|null\b|undefined|xxxx|\*\*\*|\.\.\.|…|•••"
)
# In long random text a short word stands by chance.
_LONG = 40
_LONG_WORDS = re.compile(r"(?i)example|placeholder|redacted|your[_-]|xxxx|\*\*\*|\.\.\.|…|•••")
_BRACKETS = re.compile(
    r"\A(?:<.{0,80}>|\$\{.{0,80}\}|\$[A-Z_]+|%[A-Z_]+%|\{\{?.{0,80}\}\}?|\[.{0,80}\])\Z"
)


def is_placeholder(value: str) -> bool:
    """Tell whether a value stands for a secret that is not there."""
    return (
        len(set(value)) < _FEWEST_DIFFERENT
        or (_LONG_WORDS if len(value) > _LONG else _WORDS).search(value) is not None
        or _BRACKETS.match(value) is not None
    )
