"""Read from a Salesforce org: its schema, its users' rights, its names.  Nothing is written.

``Org`` says which org and as whom, ``OrgSession`` talks to it, ``pull`` asks for what
``douane.classify.build`` needs, ``read_access`` for what a reader may see, ``stream_names`` and
``stream_changes`` for the values of the index of known values.
"""

from douane.connect.salesforce.access import read_access
from douane.connect.salesforce.names import (
    name_paths,
    stream_changes,
    stream_names,
    value_paths,
)
from douane.connect.salesforce.org import Org
from douane.connect.salesforce.schema import pull
from douane.connect.salesforce.session import OrgSession

__all__ = [
    "Org",
    "OrgSession",
    "name_paths",
    "pull",
    "read_access",
    "stream_changes",
    "stream_names",
    "value_paths",
]
