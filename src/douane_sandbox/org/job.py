"""A Bulk API 2.0 job."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass
class Job:
    """One job, of queries or of writes.

    Attributes:
        id: ``750…``.
        user: Who made it.
        kind: ``query`` or ``ingest``.
        operation: ``query``, ``queryAll``, ``insert``, ``update``, ``upsert``, ``delete``.
        object: API name.
        query: SOQL of a query job.
        state: As Salesforce names it; a query job is complete when it is asked for the second
            time, so that clients must poll.
        delimiter: ``COMMA`` and friends.
        line_ending: ``LF`` or ``CRLF``.
        created: Time as the REST API writes it.
        header: Columns of the result, or of the upload.
        rows: Result rows, or uploaded rows.
        succeeded: Rows of ``successfulResults``.
        failed: Rows of ``failedResults``.
    """

    id: str
    user: str
    kind: Literal["query", "ingest"]
    operation: str
    object: str
    query: str = ""
    state: str = "UploadComplete"
    delimiter: str = "COMMA"
    line_ending: str = "LF"
    created: str = ""
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    succeeded: list[list[str]] = field(default_factory=list)
    failed: list[list[str]] = field(default_factory=list)
