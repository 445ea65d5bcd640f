"""Errors as the REST API answers them."""

from http import HTTPStatus


class OrgError(Exception):
    """Answered as a JSON array with one error; raised anywhere below the router.

    Attributes:
        status: HTTP status.
        code: ``errorCode``, such as ``MALFORMED_QUERY``.
        message: What is wrong; names fields and objects, never values of records.
        fields: Fields that are wrong, for errors of a write.
    """

    def __init__(
        self,
        code: str,
        message: str,
        status: int = HTTPStatus.BAD_REQUEST,
        fields: tuple[str, ...] = (),
    ) -> None:
        """Keep what is answered."""
        super().__init__(f"{code}: {message}")
        self.status = int(status)
        self.code = code
        self.message = message
        self.fields = fields

    def body(self) -> dict[str, object]:
        """Return the object inside the array."""
        body: dict[str, object] = {"message": self.message, "errorCode": self.code}
        if self.fields:
            body["fields"] = list(self.fields)
        return body


def not_found() -> OrgError:
    """Return the answer for an address or a record that is not there, or not for this user."""
    return OrgError("NOT_FOUND", "The requested resource does not exist", HTTPStatus.NOT_FOUND)


def malformed(message: str) -> OrgError:
    """Return the answer for a query that cannot be read."""
    return OrgError("MALFORMED_QUERY", message)
