"""Towns, regions and countries among the capitalised words."""

import re
from collections.abc import Mapping
from typing import Final

from douane.detect.entities.letters import CAPITAL
from douane.detect.entities.words import ANY_PLACE, COUNTRY, ORDINARY, known, look_up
from douane.detect.identifiers.trigger import Hit, Trigger
from douane.model.token import Kind

_MOST_WORDS: Final = 6
_NEXT: Final = re.compile(r"[ -](?:[^\W\d_'’.-]|['’.-](?=[^\W\d_]))++")
_BEFORE: Final = re.compile(
    r"(?:^|[^\w])(?:in|at|from|near|to|nach|aus|bei|in der|en|à|au|aux|vers|chez|a|da|di|presso"
    r"|desde"
    r"|hacia|te|uit|naar|bij|w|we|z|ze|do|od|koło|zu|through|via|across|around|visit|visiting"
    r"|town of|city of|Stadt|ville de|ciudad de|città di|miasto|miasta) $",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 14
_CUES: Final = (
    "(?:lives?|living|lived|grew up|raised|born|based|located|resident|resid(?:es?|ing)|settled"
    "|headquartered|am|.m|branch|office|apartment|house|conference|meeting|stay(?:s|ing|ed)?) in"
    "|(?:arrived?|landed) (?:at|in)|(?:travell?(?:ed|ing)?|trip|flight|moved?|moving|went|go|going"
    "|relocated?|relocating|commut(?:es?|ing)) to|(?:originally|back|comes?|moved here|is|am"
    "|.m) from"
    "|home city|home town|(?:city|town|village|municipality|district|province) of"
    "|(?:wohnhaft|wohnt|wohne|wohnen|geboren|lebt|lebe|ansässig|Sitz|Filiale|Niederlassung"
    "|Termin) in"
    "|(?:zieht|ziehe|umgezogen|fährt|fliegt|reist|Umzug|Reise) nach|(?:Stadt|Gemeinde|Ort"
    "|Wohnort:?)"
    "|(?:habite|habitant|née?|demeurant|domiciliée?|réside|siège) à|ville de|commune de"
    "|(?:vive|reside|residente|nacid[oa]|domiciliad[oa]|sede) en|ciudad de|municipio de"
    "|(?:vivo|abita|residente|nat[oa]|domiciliat[oa]|sede) a|comune di|città di"
    "|(?:woont|woonachtig|gevestigd|wonend) (?:in|te)|geboren te|gemeente"
    "|(?:mieszka|zamieszkał[ya]|urodzon[ya]|siedzibą) w|miasto|miasta|gmina"
)
_TOWN: Final = re.compile(
    rf"{CAPITAL}[\w'’.-]*+(?:[ ](?:(?:am|an|der|de[nrsl]?|la|le|les|sur|sous|en|di|do|du|upon|on"
    rf"|aan|bei|im|in|ob"
    rf"|u|nad|pod|san|del|della) ){{0,2}}{CAPITAL}[\w'’-]*+){{0,3}}"
)
_MONTH_OR_DAY: Final = frozenset(
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
        "January",
        "February",
        "March",
        "May",
        "June",
        "July",
        "October",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "I",
        "The",
    ]
)


def after_cue(text: str, end: int) -> Hit | None:
    """Read the town behind words such as *lives in*, whose blank and one letter end here."""
    match = _TOWN.match(text, end - 1, end + 60)
    if match is None:
        return None
    last = match.start()
    for number, part in enumerate(match[0].split(" ")):
        bits = look_up(part.title() if part.isupper() else part)
        if part in _MONTH_OR_DAY or (
            bits & ORDINARY and not bits & ANY_PLACE and part[0].isupper()
        ):
            break
        last += len(part) + (number > 0)
    phrase = text[match.start() : last].rstrip("'’.- ")
    if not phrase or (len(phrase) < 3 and not known().get(phrase, 0) & ANY_PLACE):
        return None
    while phrase.rsplit(" ", 1)[-1][0].islower():
        phrase = phrase.rpartition(" ")[0]
    if known().get(phrase, 0) & COUNTRY:
        return None
    return Hit(match.start(), match.start() + len(phrase), Kind.PLACE, 0.6)


TRIGGERS: Final = (
    Trigger(
        "place.cue",
        (b"\\b(?:" + _CUES.encode() + b") (?:[A-Z]|[\\xc3-\\xc5\\xce\\xd0][\\x80-\\xbf])",),
        after_cue,
    ),
)


def phrase_end(text: str, start: int, end: int, last: int, classes: Mapping[str, int]) -> int:
    """Return the end of the longest place of several words that begins here; -1 for none."""
    longest = -1
    at = end
    for _ in range(_MOST_WORDS - 1):
        match = _NEXT.match(text, at, last)
        if match is None:
            break
        at = match.end()
        phrase = text[start:at]
        if classes.get(phrase, 0) & ANY_PLACE or (
            phrase.isupper() and classes.get(phrase.title(), 0) & ANY_PLACE
        ):
            longest = at
    return longest


def behind_preposition(text: str, start: int, first: int) -> bool:
    """Say whether a word of place stands right before."""
    return _BEFORE.search(text[max(first, start - _LOOK_BACK) : start]) is not None
