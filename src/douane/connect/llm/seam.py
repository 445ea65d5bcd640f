"""The seam to model endpoints: what a driver must do, so that tests can stand in for one."""

from collections.abc import AsyncGenerator
from typing import Protocol

from douane.model.endpoint import Endpoint


class EndpointClient(Protocol):
    """Sends a body to an endpoint and reads what comes back."""

    async def open(
        self, endpoint: Endpoint, path: str, body: bytes, *, stream: bool
    ) -> AsyncGenerator[bytes, None]:
        """Send ``body`` and return once a good answer has begun.

        Args:
            endpoint: Where to; its identity is proven before any byte of the body leaves.
            path: What is added to the endpoint's url, such as ``/chat/completions``.
            body: JSON, exactly as it is to arrive.
            stream: Whether server-sent events are expected.

        Returns:
            An iterator over, if ``stream``, the data of each event without the closing
            ``[DONE]``, else over exactly one item: the whole answer.  ``aclose`` it when the
            rest is not wanted: the connection is then dropped.

        Raises:
            EndpointError: ``endpoint_timeout`` or ``endpoint_failed``; also while iterating.
        """
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...
