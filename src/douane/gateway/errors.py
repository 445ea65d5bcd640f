"""How a ``DouaneError`` looks to a client: OpenAI's envelope, a stable code, a status.

Clients get the message of the error, which never holds a value, and the id of the request
under which the log speaks of it.
"""

from typing import Final

import msgspec

from douane.model.errors import (
    AccessError,
    DouaneError,
    EndpointError,
    Refusal,
    RequestError,
    ResidencyError,
    StoreError,
)

STATUS_BY_CODE: Final = {
    "access_denied": 403,
    "body_too_large": 413,
    "busy": 503,
    "catalogue_stale": 503,
    "client_gone": 499,
    "document_encrypted": 422,
    "document_timeout": 422,
    "document_too_large": 413,
    "document_type": 415,
    "document_unreadable": 422,
    "documents_missing": 501,
    "detector_unavailable": 503,
    "duplicate_key": 400,
    "endpoint_busy": 503,
    "endpoint_failed": 502,
    "endpoint_timeout": 504,
    "endpoint_unproven": 503,
    "identifier_holds_data": 403,
    "injection_suspected": 403,
    "internal": 500,
    "invalid_http": 400,
    "invalid_json": 400,
    "invalid_request": 400,
    "invalid_utf8": 400,
    "invalid_value": 400,
    "key_unavailable": 503,
    "ledger_unreadable": 503,
    "log_corrupted": 503,
    "log_entry_invalid": 503,
    "log_inconsistent": 503,
    "log_unavailable": 503,
    "method_not_allowed": 405,
    "not_finite": 400,
    "org_unavailable": 503,
    "policy_denied": 403,
    "purpose_not_allowed": 403,
    "reader_invalid": 401,
    "scope_conflict": 409,
    "scope_full": 400,
    "slow_client": 408,
    "store_format": 503,
    "store_unavailable": 503,
    "too_deep": 400,
    "too_long_for_cadence": 413,
    "unauthenticated": 401,
    "unknown_field": 400,
    "unknown_model": 404,
    "unknown_route": 404,
    "unknown_tenant": 403,
    "unsupported_content": 400,
    "unsupported_media_type": 415,
    "vault_full": 503,
    "vault_unreadable": 503,
}
_STATUS_BY_CLASS: Final = (
    (AccessError, 403),
    (RequestError, 400),
    (Refusal, 403),
    (ResidencyError, 503),
    (EndpointError, 502),
    (StoreError, 503),
)
_TYPE_BY_CLASS: Final = (
    (AccessError, "permission_error"),
    (RequestError, "invalid_request_error"),
    (Refusal, "policy_error"),
    (ResidencyError, "residency_error"),
    (EndpointError, "endpoint_error"),
    (StoreError, "store_error"),
)


def status_of(error: DouaneError) -> int:
    """Return the HTTP status of an error."""
    by_code = STATUS_BY_CODE.get(error.code)
    if by_code is not None:
        return by_code
    return next((status for kind, status in _STATUS_BY_CLASS if isinstance(error, kind)), 500)


def envelope(error: DouaneError) -> bytes:
    """Return OpenAI's error body; all four members are there, as the connector demands."""
    name = next((name for kind, name in _TYPE_BY_CLASS if isinstance(error, kind)), "server_error")
    body = {
        "error": {
            "message": str(error),
            "type": name,
            "param": getattr(error, "param", None),
            "code": error.code,
        }
    }
    return msgspec.json.encode(body)
