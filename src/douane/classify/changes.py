"""What differs between two catalogues of one org, for the person who reviews a new one.

A change *loosens* where anything becomes allowed that was not: a lower level, a category
less, a purpose more.  It *tightens* in the opposite case.  One change can do both, and is
then listed under both, so that nobody overlooks the loosening.
"""

from dataclasses import asdict, dataclass

from douane.classify.catalogue import Catalogue
from douane.model.errors import UsageError
from douane.model.terms import Field, Label


@dataclass(frozen=True, slots=True)
class Change:
    """One field whose label differs.

    Attributes:
        path: ``Object.Field``.
        what: Each difference in words, such as ``level restricted -> internal``.
    """

    path: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences, each in order of path.

    Attributes:
        added: Fields that only the new catalogue has.
        removed: Fields that only the old one has.
        loosened: Fields for which something became allowed.
        tightened: Fields for which something is no longer allowed.
        retyped: Fields whose kind of token or shape differs.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    loosened: tuple[Change, ...]
    tightened: tuple[Change, ...]
    retyped: tuple[Change, ...]

    def to_json(self) -> dict[str, object]:
        """Return plain lists and texts."""
        return asdict(self)

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return any((self.added, self.removed, self.loosened, self.tightened, self.retyped))


def changes(old: Catalogue, new: Catalogue) -> Changes:
    """Return what differs from ``old`` to ``new``.

    Raises:
        UsageError: They are of two tenants.
    """
    if old.tenant != new.tenant:
        raise UsageError("these catalogues are of two tenants; compare two of the same tenant")
    before = {field.path: field for field in old.fields()}
    after = {field.path: field for field in new.fields()}
    both = sorted(before.keys() & after.keys())
    pairs = [(before[path], after[path]) for path in both]
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        loosened=_listed(both, [_allowed(a.label, b.label) for a, b in pairs]),
        tightened=_listed(both, [_allowed(b.label, a.label, back=True) for a, b in pairs]),
        retyped=_listed(both, [_retyped(a, b) for a, b in pairs]),
    )


def _listed(paths: list[str], found: list[list[str]]) -> tuple[Change, ...]:
    return tuple(Change(path, tuple(what)) for path, what in zip(paths, found, strict=True) if what)


def _allowed(old: Label, new: Label, *, back: bool = False) -> list[str]:
    """Say what ``new`` allows that ``old`` does not; ``back``: told from new to old."""
    what = []
    if new.level < old.level:
        what.append(_arrow("level", old.level.word, new.level.word, back=back))
    what += [
        f"category {category} {'added' if back else 'removed'}"
        for category in sorted(old.categories - new.categories)
    ]
    wider = old.purposes is not None and (new.purposes is None or not new.purposes <= old.purposes)
    if wider:
        what.append(_arrow("purposes", _words(old), _words(new), back=back))
    return what


def _words(label: Label) -> str:
    if label.purposes is None:
        return "any"
    return ", ".join(sorted(label.purposes)) or "none"


def _retyped(old: Field, new: Field) -> list[str]:
    what = []
    if old.kind is not new.kind:
        what.append(_arrow("kind", old.kind, new.kind))
    if old.shape is not new.shape:
        what.append(_arrow("shape", old.shape, new.shape))
    return what


def _arrow(what: str, old: str, new: str, *, back: bool = False) -> str:
    return f"{what} {new} -> {old}" if back else f"{what} {old} -> {new}"
