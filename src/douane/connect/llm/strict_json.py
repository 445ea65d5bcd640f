"""Read JSON as the one value that every other reader would see, or refuse it.

Parsers disagree about duplicate keys, NaN, lone surrogates and byte order marks (RFC 8259 §4,
§6, §8; I-JSON, RFC 7493).  Where two parsers disagree, one inspects what the other never sees,
so everything they may disagree about is refused.

Two parsers.  The exact one is the standard library's: of the fast ones it alone shows every
key of an object.  The quick one is msgspec's, which keeps the last of two equal keys: its
value counts only if writing it again gives the very bytes that were read, for then no key was
lost.  Most clients write JSON just so, and it is read in about 60 % of the time.
"""

import json
from typing import Final, NoReturn

import msgspec

from douane.model.errors import RequestError

MAX_DEPTH: Final = 64
_GLANCE_BYTES: Final = 1024


def loads(data: bytes) -> object:
    """Parse one JSON document.

    Args:
        data: The whole document; its size is bounded by whoever read it.

    Returns:
        dicts, lists, strings without lone surrogates, ints, finite floats, bools and None.

    Raises:
        RequestError: With code ``invalid_utf8``, ``invalid_json``, ``duplicate_key``,
            ``not_finite`` or ``too_deep``.  The message holds positions and no content.
    """
    # What was written with \\u escapes is never written again so; a glance at the start saves
    # most such documents the vain attempt.
    escaped = data.find(b"\\u", 0, _GLANCE_BYTES) >= 0
    value = _DOUBTFUL if escaped else _quick(data)
    return _exact(data) if value is _DOUBTFUL else value


_DOUBTFUL: Final = object()


def _quick(data: bytes) -> object:
    try:
        value: object = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _DOUBTFUL  # the exact parser knows what is wrong
    _check_depth(value)
    written = msgspec.json.encode(value)
    if len(data) > len(written):
        written = msgspec.json.format(written, indent=0)  # spaces after "," and ":"
    return value if data == written else _DOUBTFUL


def _exact(data: bytes) -> object:
    try:
        text = data.decode("utf-8")
        value: object = _DECODER.decode(text)
    except UnicodeDecodeError as error:
        raise RequestError(
            f"the body is not UTF-8 at byte {error.start}; send JSON encoded as UTF-8",
            code="invalid_utf8",
        ) from None
    except json.JSONDecodeError as error:
        raise RequestError(
            f"the body cannot be read as JSON at character {error.pos}; send one JSON document",
            code="invalid_json",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # Python builds no integer of more than 4,300 digits
        raise RequestError(
            "a number in the JSON has too many digits; send it as text", code="invalid_json"
        ) from None
    _check_depth(value)
    if "\\ud" in text or "\\uD" in text:
        _check_surrogates(value)
    return value


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise RequestError(
            "an object in the JSON names one key twice; send each key once", code="duplicate_key"
        )
    return members


def _constant(_: str) -> NoReturn:
    raise RequestError(
        "NaN and Infinity are no JSON numbers; leave the member out", code="not_finite"
    )


def _float(literal: str) -> float:
    value = float(literal)
    if value in (float("inf"), float("-inf")):  # beyond what a double can hold
        _constant(literal)
    return value


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float
)


def _too_deep() -> RequestError:
    return RequestError(
        f"the JSON is nested deeper than {MAX_DEPTH} levels; flatten it", code="too_deep"
    )


def _check_depth(value: object) -> None:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        level = [
            member
            for parent in level
            for member in (parent.values() if type(parent) is dict else parent)
            if type(member) is dict or type(member) is list
        ]
        if not level:
            return
    raise _too_deep()


def _check_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise RequestError(
            "a string in the JSON holds half of a surrogate pair; send whole characters",
            code="invalid_json",
        ) from None
