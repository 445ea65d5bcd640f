"""A stand-in Salesforce org over TLS: not Salesforce, only the shapes that its clients need.

For a test of another room::

    from douane_sandbox.org import running_org
    from douane_sandbox.people import ADVISER, ASSISTANT, INTEGRATION

    with running_org(seed=7) as org:
        org.instance_url          # "https://localhost:<free port>", answers on 127.0.0.1 only
        org.ca_file               # Path of the PEM that clients must trust
        org.tokens[ADVISER.username]   # access token ("00D…!…") of each user, by username
        org.client_id             # the registered app: JWT bearer (iss) and client credentials
        org.client_secret         # for grant_type=client_credentials; acts as INTEGRATION
        org.private_key_file      # RSA key whose certificate is registered (RS256 assertions)
        org.state                 # the live ``State``: read or change records while it runs

Signatures::

    running_org(seed: int = 1, directory: Path | None = None, clock: Callable[[], float] =
                time.time) -> AbstractContextManager[RunningOrg]

    class RunningOrg:             # frozen
        instance_url: str
        ca_file: Path
        tokens: Mapping[str, str]
        client_id: str
        client_secret: str
        private_key_file: Path
        state: State

    class State:                  # what a test may touch while the org runs
        tables: dict[str, dict[str, Record]]      # object -> 18-character id -> record
        revoke_field(user_id, "Account.Phone")    # field-level security, from the next request on
        revoke_record(user_id, record_id)         # record access, likewise
        fail_next: list[OrgError]                 # answered, in order, instead of a result
        seen: list[tuple[str, str]]               # (method, path without query) of each request

The audience of a JWT assertion is ``instance_url``; ``exp`` may be at most 3 minutes ahead.
Field ids are as in real orgs: ``FieldDefinition.DurableId`` (and so
``UserFieldAccess.FieldDefinitionId``) is ``Account.Name`` for a standard field and
``Account.00N…`` for a custom one, and a custom object's ``EntityDefinitionId`` is ``01I…``.
Filter and select by ``EntityDefinition.QualifiedApiName`` and
``FieldDefinition.QualifiedApiName`` to be independent of that.
"""

from douane_sandbox.org.error import OrgError
from douane_sandbox.org.serve import RunningOrg, running_org
from douane_sandbox.org.state import State

__all__ = ["OrgError", "RunningOrg", "State", "running_org"]
