"""How a company, a fund, a product or a mandate is named.

Legal forms do not count (``Ehlers AG`` is ``Ehlers``); whoever finds a name takes the form
behind it along.  ``&`` is *and*, *und*, *et* or nothing; so is
what says *and* in other languages.  A name that is nothing but ordinary
words is looked for where each begins with a capital; if it is a single one, only with its form.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from douane.detect.exact.commonness import is_common
from douane.detect.exact.folding import fold, words
from douane.detect.exact.phrase import Need, Phrase
from douane.detect.exact.spelling import phrases

_FORMS: Final = """
    ag | a g | gmbh | ggmbh | mbh | gmbh co kg | gmbh co | gmbh und co kg | gmbh and co kg
    ag co kg | kg | kgaa | se co kgaa | ohg | ug | gbr | ev | e v | eg | e g | partg | partg mbb
    se | s e | sa | s a | sas | s a s | sasu | sarl | s a r l | sprl | scs | scsp | sca | s c a
    snc | s n c | eurl | sci | gie | spa | s p a | srl | s r l | sapa | sl | s l | slu | sau
    ltd | limited | llc | l l c | llp | l l p | lp | l p | plc | p l c | inc | incorporated
    corp | corporation | co | co ltd | pty ltd | pte ltd | bv | b v | nv | n v | bvba | vof
    cv | sp z o o | sp zoo | spzoo | spolka z o o | sp j | sp k | ab | as | a s | asa | aps
    oy | oyj | hf | ehf | sro | s r o | kft | zrt | nyrt | rt | doo | d o o | dd | ad | ood
    eood | sicav | sicaf | icav | ucits | foundation | stiftung | anstalt | trust reg
"""
FORMS: Final = frozenset(tuple(form.split()) for line in _FORMS.split("\n")
                         for form in line.split("|") if form.strip())  # fmt: skip
_LONGEST_FORM: Final = max(map(len, FORMS))
_AND: Final = re.compile(r"\s&\s|&|\+|\b(?:and|und|et|e|y|en|i|og|och)\b", re.IGNORECASE)
_SPELLED_APART: Final = 4  # letters of a form that are also written with full stops
_ANDS: Final = ("", " and ", " und ", " et ")
_SIGNS: Final = frozenset({" & ", "&", "+", "and", "und", "et"})

Words = tuple[str, ...]


def written(value: str) -> Iterator[Phrase]:
    """Yield the ways to write the name of a company or a product."""
    for spelled in _with_every_and(value):
        whole = tuple(words(spelled))
        core = without_form(whole)
        yield from _phrases(core, whole)
    joined = re.sub("(?<=[^\\W\\d_])['\u2019](?=[^\\W\\d_])", "", value)
    if joined != value:
        whole = tuple(words(joined))
        yield from _phrases(without_form(whole), whole)


def without_form(whole: Sequence[str]) -> Words:
    """Return a name's words without the legal forms behind it."""
    core = tuple(whole)
    for _ in range(3):
        length = next(
            (
                length
                for length in range(min(_LONGEST_FORM, len(core) - 1), 0, -1)
                if tuple(map(fold, core[-length:])) in FORMS
            ),
            0,
        )
        if not length:
            return core
        core = core[:-length]
    return core


def _with_every_and(value: str) -> tuple[str, ...]:
    match = _AND.search(value, 1)
    if match is None or match.end() >= len(value):
        return (value,)
    other = tuple(value[: match.start()] + each + value[match.end() :]
                 if each else f"{value[: match.start()]} {value[match.end() :]}"
                 for each in _ANDS)  # fmt: skip
    return other if match[0].casefold() in _SIGNS else (value, *other)


def _phrases(core: Words, whole: Words) -> Iterator[Phrase]:
    ordinary = all(map(is_common, core))
    if not ordinary:
        yield from _spelled(core, Need.NOTHING)
    elif len(core) > 1:
        yield from _spelled(core, Need.CASED)
    if ordinary and core != whole:
        for form in _same_form(whole[len(core) :]):
            yield from _spelled((*core, *form), Need.NOTHING)


def _same_form(form: Words) -> set[Words]:
    """Return a form with its letters apart and together."""
    together = "".join(form)
    apart = tuple(together) if len(together) <= _SPELLED_APART else form
    return {form, (together,), apart}


def _spelled(core: Words, need: Need) -> Iterator[Phrase]:
    for letters in phrases(core):
        yield Phrase(letters, len(core), need)
