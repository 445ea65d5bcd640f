"""Keys and stores that every test here starts from."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from douane.stores.conformance import ORIGIN
from douane.stores.limits import Limits
from douane.stores.local_keyring import LocalKeyring, create
from douane.stores.sqlite import SqliteStore

OpenFile = Callable[..., SqliteStore]


@pytest.fixture
def keyring() -> LocalKeyring:
    signing = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    return LocalKeyring({1: bytes(32)}, signing)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "douane.db"


@pytest.fixture
def open_file(path: Path, keyring: LocalKeyring) -> Iterator[OpenFile]:
    """Open the one file of the test as often as wanted; all are closed at its end."""
    opened: list[SqliteStore] = []

    def open_(limits: Limits | None = None, origin: str = ORIGIN) -> SqliteStore:
        store = SqliteStore(path, keyring=keyring, origin=origin, limits=limits)
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    directory = tmp_path / "keys"
    directory.mkdir()
    create(directory / "root.toml")
    return directory / "root.toml"
