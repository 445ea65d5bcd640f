r"""What every detector promises, ours or a stranger's.

``broken_promises`` tries a detector on texts and names what it breaks; an empty answer is a
pass.  It shows no value of any text, so its answers can be logged.
"""

from collections.abc import Iterable

from douane.detect.seam import Detector
from douane.model.finding import Finding

AWKWARD = (
    "",
    " ",
    "\x00",
    "\x00\x00a\x00",
    "\ud800",
    "a\ud83d@b\udc00.de",
    "\U0001f600" * 3,
    "@" * 300,
    "+49 " * 100,
    "0" * 5_000,
    "\\" * 999 + '"',
)

_BEFORE = "\u00e9\U0001f600 tel \x00"


def broken_promises(detector: Detector, texts: Iterable[str]) -> tuple[str, ...]:
    """Return what a detector does not keep to, one line each.

    Args:
        detector: What is tried.
        texts: Texts in which it ought to find something, and others.
    """
    broken: dict[str, None] = {}
    if not detector.id:
        broken["it has no id"] = None
    for text in (*texts, *AWKWARD):
        for problem in _problems(detector, text):
            broken[problem] = None
    return tuple(broken)


def _problems(detector: Detector, text: str) -> Iterable[str]:
    try:
        found = detector.scan(text)
        again = detector.scan(text)
        shifted = detector.scan(_BEFORE + text)
        joined = detector.scan(text + "\x00" + text)
    except Exception as error:  # noqa: BLE001 - whatever it raises, it must not
        yield f"scan raises {type(error).__name__}"
        return
    if found != again:
        yield "two scans of one text differ"
    if [finding.start for finding in found] != sorted(finding.start for finding in found):
        yield "findings are not in order of position"
    for finding in found:
        yield from _of_one(finding, text)
    spans = _spans(found)
    if _spans(shifted) != _moved(spans, len(_BEFORE)):
        yield "findings depend on what stands before a NUL, or miscount wide characters"
    if _spans(joined) != spans + _moved(spans, len(text) + 1):
        yield "findings depend on what stands behind a NUL"


def _of_one(finding: Finding, text: str) -> Iterable[str]:
    if not 0 <= finding.start < finding.end <= len(text):
        yield "a span is empty or outside the text"
        return
    span = text[finding.start : finding.end]
    if finding.value != span.encode("utf-8", "replace").decode("utf-8"):
        yield "a value is not what its span holds"
    if "\x00" in span:
        yield "a span holds a NUL"
    if not finding.detector:
        yield "a finding does not say what found it"
    if not 0 < finding.confidence <= 1:
        yield "a confidence is not above 0 and at most 1"


def _spans(findings: list[Finding]) -> list[tuple[int, int]]:
    return [(finding.start, finding.end) for finding in findings]


def _moved(spans: list[tuple[int, int]], by: int) -> list[tuple[int, int]]:
    return [(start + by, end + by) for start, end in spans]
