"""Why a demo stops: something could not start, or a promise was broken."""


class DemoError(Exception):
    """The demo cannot go on; the message says what to do and holds no record's value."""


class BrokenPromiseError(DemoError):
    """Douane did not do what it promises; the message says which promise."""
