"""A real gateway in front of a scripted endpoint, for clients that nobody here wrote."""

from collections.abc import Iterator

import pytest

from tests.simulators.endpoint import Script
from tests.simulators.gateway_process import EndpointThread, GatewayProcess

DENY_CARDS = """
[[rule]]
id = "no-cards-at-all"
source = "test"
action = "deny"
kinds = ["card"]
"""


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[GatewayProcess, EndpointThread]]:
    with EndpointThread() as endpoint:
        gateway = GatewayProcess(tmp_path_factory.mktemp("conformance"), endpoint.url)
        gateway.add_rule(DENY_CARDS)
        gateway.start()
        yield gateway, endpoint
        gateway.stop()


@pytest.fixture
def gateway(served: tuple[GatewayProcess, EndpointThread]) -> GatewayProcess:
    return served[0]


@pytest.fixture
def endpoint(served: tuple[GatewayProcess, EndpointThread]) -> Iterator[EndpointThread]:
    """Return the endpoint with nothing received yet, and leave nothing scripted behind.

    Tests that do not ask for it share it all the same, in whatever order they come.
    """
    served[1].received.clear()
    yield served[1]
    served[1].script = Script()
