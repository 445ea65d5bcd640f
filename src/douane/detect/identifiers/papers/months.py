"""Names of months in seven languages, folded, and dates written with them.

``DATE`` reads what people write: 14.03.1985, 14/3/85, 1985-03-14, 14. März 1985, le 3 mai 1985,
12 de mayo de 1985, 3rd of May, 1985, March 3, 1985, 5 maja 1985 r.
"""

import re
from typing import Final

NAMES: Final = (
    "januar februar marz april mai juni juli august september oktober november dezember janner"
    " feber jan feb mar mrz apr jun jul aug sep sept okt nov dez january february march may june"
    " july october december oct dec janvier fevrier mars avril juin juillet aout septembre octobre"
    " novembre decembre janv fevr avr juil gennaio febbraio marzo aprile maggio giugno luglio"
    " agosto settembre ottobre dicembre gen mag giu lug ago set ott dic enero febrero abril mayo"
    " junio julio septiembre setiembre octubre noviembre diciembre ene abr januari februari maart"
    " mei augustus mrt stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia"
    " pazdziernika listopada grudnia styczen luty marzec kwiecien maj czerwiec lipiec sierpien"
    " wrzesien pazdziernik listopad grudzien"
)
_NAMES = "|".join(sorted(set(NAMES.split()), key=len, reverse=True))
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:18|19|20)[0-9]{2})"
_SHORT_YEAR = rf"(?:{_YEAR}|'?[0-9]{{2}})"
# Over folded text.
NUMERIC: Final = re.compile(
    rf"(?:{_DAY} ?([./\-]) ?{_MONTH} ?\1 ?{_SHORT_YEAR}|{_MONTH}([./\-]){_DAY}\2{_SHORT_YEAR}"
    rf"|{_YEAR}([./\-]){_MONTH}\3{_DAY}|{_YEAR}{_MONTH[:0]}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"|{_DAY} {_MONTH} {_YEAR})(?![0-9])"
)
DAY_FIRST: Final = re.compile(
    rf"{_DAY}(?:\.|st|nd|rd|th|er|o|e|\.o)?[ \u00a0.\-]{{0,2}}(?:of |de |d')?(?:{_NAMES})\.?,?"
    rf"[ \u00a0.\-]{{0,2}}(?:de |del )?{_SHORT_YEAR}(?![0-9])"
)
MONTH_FIRST: Final = re.compile(
    rf"(?:{_NAMES})\.?[ \u00a0\-]{_DAY}(?:st|nd|rd|th)?,?[ \u00a0\-]{{1,2}}{_SHORT_YEAR}(?![0-9])"
)
NAME_BEFORE: Final = re.compile(rf"(?<![a-z])(?:{_NAMES})\.?[ \u00a0\-]\Z")
