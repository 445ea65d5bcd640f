"""Read from a Salesforce org: its schema, its users' rights, its names.  Nothing is written.

``Org`` says which org and as whom, ``OrgSession`` talks to it, ``pull`` asks for what
``douane.classify.build`` needs, ``read_access`` for what a reader may see, ``stream_names`` for
the values of the exact-match index.
"""

from douane.connect.salesforce.access import read_access
from douane.connect.salesforce.names import name_paths, stream_names
from douane.connect.salesforce.org import Org
from douane.connect.salesforce.schema import pull
from douane.connect.salesforce.session import OrgSession

__all__ = ["Org", "OrgSession", "name_paths", "pull", "read_access", "stream_names"]
