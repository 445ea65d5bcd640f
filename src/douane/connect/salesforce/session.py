"""A logged-in session with one org, over TLS, that only reads.

Closed on every side: HTTPS only, no redirect is followed, no proxy of the environment is
asked, no cookie is kept, every answer is bounded in size and time, and a page of a query is
only fetched from the org itself.  A GET that is answered 429 or 503 is tried again a few
times; nothing else is.  An expired session logs in again once.  Nothing is cached.

Messages hold Salesforce's error code and never its text, which may quote data.

Sources: REST API Developer Guide, "Query", "Status Codes and Error Responses".
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self

import aiohttp
import msgspec
from yarl import URL

from douane.connect import tls
from douane.connect.salesforce.org import Org, check, is_https_origin, login_form
from douane.model.errors import DouaneError, StoreError, UsageError

MAX_ANSWER_BYTES: Final = 64 * 1024 * 1024
WAITS_S: Final = (0.25, 0.5, 1.0)
MAX_WAIT_S: Final = 5.0
CONNECT_S: Final = 10.0
CONNECTIONS: Final = 8
_BUSY: Final = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_PATH: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_DATA: Final = "/services/data/"
_TOKEN: Final = re.compile(r"[\x21-\x7e]+")
_ERROR_CODE: Final = re.compile(r"[A-Za-z_]{1,64}")


class OrgSession:
    """Reads from one org; use it as an async context manager in one event loop."""

    def __init__(
        self,
        org: Org,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Judge the settings; connects to nothing yet.

        Args:
            org: Which org, and as whom.
            clock: Seconds since 1970.
            sleep: Waits between two tries.

        Raises:
            UsageError: The settings are wrong (``org_settings``).
        """
        check(org)
        self._org = org
        self._clock = clock
        self._sleep = sleep
        self._http: aiohttp.ClientSession | None = None
        self._login = asyncio.Lock()
        self._token = ""
        self._base = URL(org.url)

    def __repr__(self) -> str:
        """Show the org, never the token."""
        return f"OrgSession({self._org.url!r})"

    async def __aenter__(self) -> Self:
        """Log in.

        Raises:
            UsageError: The org refuses the login (``org_login``), or its certificate is not
                vouched for (``org_tls``), or a file is unreadable (``org_settings``).
            StoreError: The org cannot be reached (``org_unavailable``).
        """
        try:
            context = tls.client_context(self._org.ca_file)
        except OSError:
            message = "the org's ca_file cannot be read or holds no certificate"
            raise UsageError(message, code="org_settings") from None
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context, limit=CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._org.timeout_s, sock_connect=CONNECT_S),
            trust_env=False,
        )
        try:
            await self._log_in(expired="")
        except BaseException:
            await self._http.close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections and forget the token."""
        self._token = ""
        if self._http is not None:
            await self._http.close()

    async def get(self, path: str, params: Mapping[str, str] | None = None) -> object:
        """Return the decoded JSON of one address.

        Args:
            path: Under ``/services/data/vXX.0/``, such as ``sobjects/Account/describe``; or a
                whole path that begins with ``/services/data/``.
            params: Its query.

        Raises:
            UsageError: The org refuses it (``org_refused``), or the path is none.
            StoreError: The org is unavailable or answers nonsense (``org_unavailable``).
        """
        url = self._url(path)
        expired = ""
        for wait_s in (*WAITS_S, None):
            token = self._token
            status, body, retry_after_s = await self._send("GET", url, token, params=params)
            if status == HTTPStatus.OK:
                return _decoded(body)
            if status == HTTPStatus.UNAUTHORIZED and not expired:
                expired = token
                await self._log_in(expired)
            elif status in _BUSY and wait_s is not None:
                await self._sleep(min(max(wait_s, retry_after_s), MAX_WAIT_S))
            else:
                raise _refused(status, body)
        raise _unavailable("is busy; try again later")

    async def query(
        self, soql: str, *, tooling: bool = False, deleted: bool = False
    ) -> AsyncIterator[dict[str, object]]:
        """Yield the rows of a query, page by page.

        Args:
            soql: The query; whoever writes it must have checked every name in it.
            tooling: Ask the Tooling API.
            deleted: Ask for records in the recycle bin, too.

        Raises:
            UsageError: The org refuses the query (``org_refused``).
            StoreError: The org is unavailable, or a page is missing (``org_unavailable``).
                Rows that came before are no complete answer.
        """
        path = "tooling/query" if tooling else "queryAll" if deleted else "query"
        page = await self.get(path, {"q": soql})
        seen: set[str] = set()
        while True:
            records, following = _page(page)
            for record in records:
                yield record
            if not following:
                return
            if following in seen:
                raise _unavailable("answers a query with the same page twice")
            seen.add(following)
            page = await self.get(following)

    def _url(self, path: str) -> URL:
        inner = path.removeprefix("/")
        if path.startswith("/") and not path.startswith(_DATA):
            raise _unavailable("names an address outside its data API")
        if not _PATH.fullmatch(inner):
            raise UsageError("this is no path of the data API", code="org_refused")
        if not path.startswith("/"):
            inner = f"services/data/v{self._org.api_version}/{inner}"
        return self._base / inner

    async def _log_in(self, expired: str) -> None:
        """Replace an expired token, unless another task has done so meanwhile."""
        async with self._login:
            if self._token != expired:
                return
            form = login_form(self._org, self._clock())
            url = URL(self._org.url) / "services/oauth2/token"
            status, body, _ = await self._send("POST", url, "", data=form)
            if status != HTTPStatus.OK:
                raise _login_refused(status, body)
            answer = _decoded(body)
            token = answer.get("access_token") if isinstance(answer, dict) else None
            instance = answer.get("instance_url") if isinstance(answer, dict) else None
            if not isinstance(token, str) or not _TOKEN.fullmatch(token):
                raise _unavailable("answers a login without a token")
            if not isinstance(instance, str) or not is_https_origin(instance):
                raise _unavailable("answers a login with an address that is not https://host")
            self._token, self._base = token, URL(instance)

    async def _send(
        self,
        method: str,
        url: URL,
        token: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, float]:
        """Send once; return status, body and the wait that the org asks for, seconds."""
        if self._http is None:
            raise UsageError("the session with the org is not open; use it in `async with`")
        headers = {"Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self._http.request(
                method, url, params=params, data=data, headers=headers, allow_redirects=False
            ) as response:
                body = await _bounded(response)
                return response.status, body, _seconds(response.headers.get("Retry-After"))
        except aiohttp.ClientSSLError:
            message = "no known authority vouches for the org's certificate; check url and ca_file"
            raise UsageError(message, code="org_tls") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _unavailable(f"cannot be reached ({type(error).__name__})") from None


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise _unavailable("sends an answer that is too large")
    return bytes(body)


def _seconds(value: str | None) -> float:
    return float(value) if value is not None and value.isascii() and value.isdigit() else 0.0


def _decoded(body: bytes) -> object:
    try:
        decoded: object = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _unavailable("answers something that is no JSON") from None
    return decoded


def _page(page: object) -> tuple[list[dict[str, object]], str]:
    """Return the rows of a page and where the next one is; empty for the last."""
    if not isinstance(page, dict) or not isinstance(page.get("records"), list):
        raise _unavailable("answers a query without records")
    records = page["records"]
    if not all(isinstance(record, dict) for record in records):
        raise _unavailable("answers a query with something that is no record")
    if page.get("done") is True:
        return records, ""
    following = page.get("nextRecordsUrl")
    if not isinstance(following, str) or not following.startswith(_DATA):
        raise _unavailable("answers an unfinished query without its next page")
    return records, following


def _error_code(body: bytes) -> str:
    """Return Salesforce's own name of an error, or nothing."""
    try:
        found: object = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    if isinstance(found, list) and found:
        found = found[0]
    if not isinstance(found, dict):
        return ""
    code = found.get("errorCode", found.get("error"))
    return f" {code}" if isinstance(code, str) and _ERROR_CODE.fullmatch(code) else ""


def _refused(status: int, body: bytes) -> DouaneError:
    code = _error_code(body)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return _unavailable(f"answers {status}, a redirect, which is never followed; check its url")
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _BUSY:
        message = f"the org refuses this ({status}{code}); check the user's rights and the names"
        return UsageError(message, code="org_refused")
    return _unavailable(f"answers {status}{code}; try again later")


def _login_refused(status: int, body: bytes) -> DouaneError:
    refusal = _refused(status, body)
    if isinstance(refusal, StoreError):
        return refusal
    message = (
        f"the org refuses the login ({status}{_error_code(body)}); check client_id, username, "
        "key or secret, and that the connected app is approved for the user"
    )
    return UsageError(message, code="org_login")


def _unavailable(what: str) -> StoreError:
    return StoreError(f"the org {what}", code="org_unavailable")
