"""Turn parsed JSON into strict types; say where it is wrong and never what it held.

msgspec quotes enum values and member names in its messages, so a message is rebuilt here from
the parts that are our own words: the path, the expected type, the bounds.
"""

import re
from typing import Final, TypeVar

import msgspec

from douane.model.errors import RequestError

T = TypeVar("T")

_MESSAGE: Final = re.compile(r"(?s)(?P<what>.*?)(?: - at `\$(?P<path>[A-Za-z0-9_.\[\]]*)`)?")
_UNKNOWN: Final = re.compile(r"(?s)Object contains unknown field `(.*)`")
_MISSING: Final = re.compile(r"Object missing required field `(\w+)`")
# A member name comes from the caller and can be anything, a client's name for one, so only
# what looks like a member of this wire is repeated.
_PLAIN_MEMBER: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything that a caller sends: unknown members are refused."""

    def __repr__(self) -> str:
        """Show the type alone: members hold what the caller wrote."""
        return f"{type(self).__name__}(...)"


def convert(value: object, kind: type[T]) -> T:
    """Return ``value`` as ``kind``.

    Raises:
        RequestError: With ``param`` set to the member's path and code ``unknown_field``,
            ``unsupported_content`` or ``invalid_value``.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _rejection(str(error)) from None


def invalid(param: str, what: str) -> RequestError:
    """Return the error for a member whose value is not allowed; ``what`` says what is."""
    return RequestError(f"{param}: {what}", code="invalid_value", param=param)


def unsupported(param: str, what: str) -> RequestError:
    """Return the error for content that cannot be inspected, and so cannot cross."""
    return RequestError(f"{param}: {what}", code="unsupported_content", param=param)


def _rejection(message: str) -> RequestError:
    match = _MESSAGE.fullmatch(message)
    what, path = (match["what"], (match["path"] or "")) if match else (message, "")
    path = path.removeprefix(".")
    if unknown := _UNKNOWN.fullmatch(what):
        name = unknown[1] if _PLAIN_MEMBER.fullmatch(unknown[1]) else "?"
        param = f"{path}.{name}" if path else name
        return RequestError(
            f"{param}: unknown member; remove it", code="unknown_field", param=param
        )
    if missing := _MISSING.fullmatch(what):
        param = f"{path}.{missing[1]}" if path else missing[1]
        return invalid(param, "required, and absent")
    if what.startswith("Expected"):
        return invalid(path or "body", what[0].lower() + what[1:])
    if what.startswith("Invalid value") and ".content[" in path:
        return unsupported(path, "only text can be inspected; send parts of type text")
    return invalid(path or "body", "not one of the values that are allowed here")
