"""E-mail addresses, without asking anybody which top-level domains exist today.

Two letters must be a country's; longer endings may be anything but those of file names, since
``logo@2x.png`` is none and new endings appear every month.  International addresses are read.

Source: RFC 5321, section 4.5.3.1 (lengths); ISO 3166-1 and the IANA root zone.
"""

import re
from typing import Final

from douane.detect.trigger import Hit, Trigger
from douane.model.token import Kind

ID: Final = "email"

_MAX_LOCAL, _MAX_DOMAIN = 64, 253
_COUNTRY_CODE = 2
# Without =, /, ?, ^, `, {, | and }: allowed there, but nearly always what stands before it.
_LOCAL = re.compile(r"[\w.!#$%&'*+~-]++")
_LABEL = r"[^\W_]++(?:-++[^\W_]++)*+"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LEADING: Final = ".!#$%&'*~-"
_FILE_ENDINGS = (
    "bmp css csv docx exe gif html ico jpeg jpg json log pdf png pptx svg tiff txt webp xlsx xml"
    " yaml yml"
)
_COUNTRY_ENDINGS = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo bq br"
    " bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz"
    " ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw"
    " gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky"
    " kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv"
    " mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py"
    " qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf"
    " tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt"
    " za zm zw"
)
_FILES: Final = frozenset(_FILE_ENDINGS.split())
COUNTRIES: Final = frozenset(_COUNTRY_ENDINGS.split())


def read(text: str, end: int) -> Hit | None:
    """Return the address whose ``@`` stands just before ``end``."""
    domain = _DOMAIN.match(text, end, end + _MAX_DOMAIN)
    if domain is None:
        return None
    # Read from its end: from anywhere else, each start would have to be tried.
    local = _LOCAL.match(text[max(0, end - 1 - _MAX_LOCAL) : end - 1][::-1])
    if local is None:
        return None
    start = end - 1 - len(local[0].rstrip(_LEADING))
    if start >= end - 1 or not _is_ending(domain[0].rpartition(".")[2].lower()):
        return None
    return Hit(start, domain.end(), Kind.EMAIL, 1.0)


def _is_ending(name: str) -> bool:
    if name.startswith("xn--"):
        return True
    if not name.isalpha() or name in _FILES:
        return False
    if len(name) == _COUNTRY_CODE and name.isascii():
        return name in COUNTRIES
    return len(name) > 1


TRIGGER: Final = Trigger(ID, (rb"[^\s\x00@]@",), read)
