"""Every error that Douane raises on purpose.

DouaneError
├── UsageError        the caller can fix it                        CLI exit 2, HTTP 4xx
│   ├── ConfigError     a configuration, policy, overlay or catalogue file is wrong
│   ├── RequestError    a request body, header or parameter is wrong
│   └── AccessError     the key, reader, tier or purpose is not allowed
├── Refusal           policy says that this must not cross          HTTP 403
├── ResidencyError    no endpoint of the tier could be proven       HTTP 503
├── EndpointError     the model failed, was slow, or said nonsense  HTTP 502 or 504
└── StoreError        the log, the vault or a key is unavailable    HTTP 503

Messages say what to do next.  They name fields, rules, endpoints and positions, and never
hold a value: an error text ends up in logs, and a log is outside the border.  Raise with
``from None`` where a cause could quote what it was reading.
"""

from dataclasses import dataclass


class DouaneError(Exception):
    """Base of every deliberate error; the shells catch this one only.

    Attributes:
        code: Stable name for machines, documented in ``docs/reference/errors.md``.
    """

    code = "internal"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        """Keep the message; ``code`` narrows the class's own."""
        super().__init__(message)
        if code is not None:
            self.code = code


class UsageError(DouaneError):
    """The caller gave something that they can correct."""

    code = "usage"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file, and how to mend it.

    Attributes:
        where: ``file:line`` or a dotted path inside the file.
        what: What is wrong, without any secret.
        fix: What to do about it.
    """

    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.where}: {self.what}. {self.fix}"


class ConfigError(UsageError):
    """A file that the operator wrote is wrong; all its problems are named at once."""

    code = "config"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Join the problems into one message."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class RequestError(UsageError):
    """A request cannot be read as what its door expects; nothing was forwarded."""

    code = "invalid_request"

    def __init__(self, message: str, *, code: str | None = None, param: str | None = None) -> None:
        """Keep the message, and the parameter that it speaks of."""
        super().__init__(message, code=code)
        self.param = param


class AccessError(UsageError):
    """The key, the reader, the tier or the purpose is not allowed."""

    code = "access_denied"


class Refusal(DouaneError):  # noqa: N818 - it is a verdict, not a fault
    """Policy says that this request must not cross."""

    code = "policy_denied"

    def __init__(
        self, message: str, *, code: str | None = None, reasons: tuple[str, ...] = ()
    ) -> None:
        """Keep the ids of the rules that demanded it."""
        super().__init__(message, code=code)
        self.reasons = reasons


class ResidencyError(DouaneError):
    """No endpoint of the tier could be proven to be where it must be."""

    code = "endpoint_unproven"


class EndpointError(DouaneError):
    """The model's endpoint failed, was too slow, or answered nonsense."""

    code = "endpoint_failed"


class StoreError(DouaneError):
    """The log, the vault or a key is unavailable, so nothing may cross."""

    code = "store_unavailable"
