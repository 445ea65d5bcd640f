"""Both drivers keep every promise of the seam, and the keyring those of its own."""

from collections.abc import Callable

import pytest

from douane.model.keyring import Keyring
from douane.model.sheet import SealedSheet
from douane.stores import conformance, keyring_conformance
from douane.stores.limits import Limits
from douane.stores.local_keyring import LocalKeyring
from douane.stores.memory import MemoryStore
from douane.stores.seam import BorderStore
from douane.stores.sqlite import SqliteStore


def promise_name(promise: Callable[..., None]) -> str:
    return promise.__name__


@pytest.mark.parametrize("promise", conformance.PROMISES, ids=promise_name)
def test_sqlite_keeps(
    promise: Callable[[conformance.Open], None],
    open_file: Callable[[Limits], SqliteStore],
    keyring: LocalKeyring,
) -> None:
    promise(lambda limits: (open_file(limits), keyring.public_key()))


@pytest.mark.parametrize("promise", conformance.PROMISES, ids=promise_name)
def test_memory_keeps(promise: Callable[[conformance.Open], None], keyring: LocalKeyring) -> None:
    def open_(limits: Limits) -> tuple[BorderStore, bytes]:
        store = MemoryStore(keyring=keyring, origin=conformance.ORIGIN, limits=limits)
        return store, keyring.public_key()

    promise(open_)


@pytest.mark.parametrize("promise", keyring_conformance.PROMISES, ids=promise_name)
def test_the_local_keyring_keeps(promise: Callable[[Keyring], None], keyring: LocalKeyring) -> None:
    promise(keyring)


def test_conformance_notices_a_driver_that_forgets(keyring: LocalKeyring) -> None:
    class Forgetful(MemoryStore):
        def sheets(self, tenant: str, scope: str, now_ms: int) -> tuple[SealedSheet, ...]:
            return super().sheets(tenant, scope, now_ms)[1:]

    store = Forgetful(keyring=keyring, origin=conformance.ORIGIN)

    with pytest.raises(AssertionError, match="come back"):
        conformance.sheets_come_back_in_order(lambda _limits: (store, keyring.public_key()))
