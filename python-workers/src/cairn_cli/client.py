"""The HTTP client: one answer per call; repeats calls whose connection broke."""

import http.client
import json
import os
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPResponse
from typing import Any, BinaryIO, cast
from urllib.parse import quote, urlencode, urlsplit

from cairn_cli.errors import ApiError, CairnError, UnreachableError

Json = dict[str, Any]

REPEATS = 3
TIMEOUT_SECONDS = 60
LARGEST_PAGE = 200
PORTION = 1 << 16
BROKEN = (
    ConnectionResetError, ConnectionAbortedError, BrokenPipeError, TimeoutError,
    http.client.HTTPException,
)  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NO_TOKEN = (
    "pass a token with --token-file or CAIRN_TOKEN; Cairn's first start writes one to"
    " HOME/admin-token, use --home if HOME is not ~/.cairn"
)
BAD_TOKEN = "the token is not valid here, or no longer valid; " + NO_TOKEN
WRONG_ROLE = "use a token whose role allows this, with --token-file or CAIRN_TOKEN"
FOREIGN_HOST = "Cairn answers to names of its own machine only; use --url http://127.0.0.1:PORT"


class BrokenConnectionError(Exception):
    """A request may or may not have arrived; no complete answer did."""


class Client:
    """Calls the server at `url`.

    Args:
        token: sent with every request, if there is one.
        sleep: how to wait between repeats, in seconds.
    """

    def __init__(
        self, url: str, token: str | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.url = url.rstrip("/")
        self.sleep = sleep
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._opener = _opener(self.url)

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Json:
        return self._call("GET", path + _query(query or {}))[0]

    def items(self, path: str) -> list[Json]:
        """All items of a list, whether the server returns it whole or in pages."""
        page = self.get(path)
        items: list[Json] = page["items"]
        while page.get("next"):
            page = self.get(path, {"cursor": page["next"]})
            items += page["items"]
        return items

    def put(self, path: str, body: Json) -> Json:
        return self._call("PUT", path, body)[0]

    def delete(
        self, path: str, query: Mapping[str, Any] | None = None, if_match: str | None = None
    ) -> Json:
        headers = {"If-Match": if_match} if if_match else {}
        return self._call("DELETE", path + _query(query or {}), headers=headers)[0]

    def get_tagged(self, path: str) -> tuple[Json, str | None]:
        """A resource and its ETag."""
        return self._call("GET", path)

    def post(
        self, path: str, body: Json | None = None, query: Mapping[str, Any] | None = None
    ) -> Json:
        """Takes effect once, however often it is sent: every repeat carries the same key."""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return self._call("POST", path + _query(query or {}), body, key)[0]

    def upload(self, path: str, file: BinaryIO, query: Mapping[str, Any]) -> Json:
        """Sends a file unchanged; takes effect once, as post does."""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return self._call("POST", path + _query(query), file, key)[0]

    def patch(self, path: str, body: Json, if_match: str | None = None) -> Json:
        return self._call("PATCH", path, body, {"If-Match": if_match} if if_match else {})[0]

    def pages(self, path: str, query: Mapping[str, Any], limit: int, everything: bool) -> Json:
        """The first `limit` items of a list, or all, as one page."""
        size = LARGEST_PAGE if everything else min(limit, LARGEST_PAGE)
        page = self.get(path, {**query, "limit": size})
        items = page["items"]
        while page.get("next") and (everything or len(items) < limit):
            size = LARGEST_PAGE if everything else min(limit - len(items), LARGEST_PAGE)
            page = self.get(path, {**query, "limit": size, "cursor": page["next"]})
            items += page["items"]
        return {**page, "items": items}

    def download(self, path: str, accept: str) -> HTTPResponse:
        """An open answer of any length, to be read in portions."""
        return self._answer("GET", path, None, accept)

    def stream(self, path: str, last_event_id: str | None, timeout: float) -> HTTPResponse:
        """An open stream of server-sent events."""
        headers = {"Accept": "text/event-stream"}
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        return self._begun("GET", path, None, headers, timeout)

    def post_stream(self, path: str, body: Json, accept: str) -> HTTPResponse:
        """An open answer of any length to a request that changes nothing; it is not repeated."""
        return self._answer("POST", path, body, accept)

    def _answer(self, method: str, path: str, body: Json | None, accept: str) -> HTTPResponse:
        try:
            return self._begun(method, path, body, {"Accept": accept}, TIMEOUT_SECONDS)
        except BrokenConnectionError as e:
            raise UnreachableError(f"no answer from {self.url}: {e}") from e

    def _begun(
        self,
        method: str,
        path: str,
        body: Json | None,
        headers: Mapping[str, str],
        timeout: float,
    ) -> HTTPResponse:
        """An answer whose body is still to be read, unless it is a refusal."""
        response = self._open(method, path, body, headers, timeout)
        if response.status < 300:
            return response
        with response:
            raise self._refusal(response.status, _content(response))

    def _call(
        self,
        method: str,
        path: str,
        body: Json | BinaryIO | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[Json, str | None]:
        broken: Exception = BrokenConnectionError()
        for attempt in range(REPEATS + 1):
            if attempt:
                self.sleep(0.5 * 2 ** (attempt - 1))
            try:
                return self._once(method, path, body, headers or {})
            except BrokenConnectionError as e:
                broken = e
            except UnreachableError as e:  # a server that restarts refuses for a moment
                if not attempt:
                    raise
                broken = e
            except ApiError as e:
                if not (attempt and e.is_of("idempotency-in-flight")):
                    raise
                broken = BrokenConnectionError(e.problem.get("detail"))
        unknown = "" if method == "GET" else "; it is not known whether the request was carried out"
        raise UnreachableError(
            f"no answer from {self.url} in {REPEATS + 1} attempts: {broken}{unknown}"
        )

    def _once(
        self, method: str, path: str, body: Json | BinaryIO | None, headers: Mapping[str, str]
    ) -> tuple[Json, str | None]:
        with self._open(method, path, body, headers, TIMEOUT_SECONDS) as response:
            content = _content(response)
            if response.status >= 300:
                raise self._refusal(response.status, content)
            if response.status == 204:
                return {}, None
            document = _json(content)
            if document is None:
                raise UnreachableError(f"the server at {self.url} is not Cairn; see --url")
            return document, response.headers.get("ETag")

    def _open(
        self,
        method: str,
        path: str,
        body: Json | BinaryIO | None,
        headers: Mapping[str, str],
        timeout: float,
    ) -> HTTPResponse:
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}",
            method=method,
            headers={"Accept": "application/json", **self._headers, **headers},
        )
        if isinstance(body, dict):
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        elif body is not None:
            request.data = body  # read in chunks while it is sent
            request.add_header("Content-Type", "application/octet-stream")
            request.add_header("Content-Length", str(body.seek(0, os.SEEK_END)))
            body.seek(0)
        try:
            return cast(HTTPResponse, self._opener.open(request, timeout=timeout))
        except (OSError, http.client.HTTPException) as e:
            cause = e.reason if isinstance(e, urllib.error.URLError) else e
            if isinstance(cause, BROKEN):
                raise BrokenConnectionError(_message(cause)) from e
            raise UnreachableError(
                f"{self.url} can't be reached ({_message(cause)}): is Cairn running? start it with"
                " ops/serve or ops/run"
            ) from e

    def _refusal(self, status: int, content: bytes) -> CairnError:
        problem = _json(content)
        if problem is None:
            reason = http.client.responses.get(status, "")
            text = content.decode(errors="replace").strip()[:200]
            problem = {"title": f"HTTP {status} {reason}".strip(), "detail": text}
        refusal = ApiError(status, problem)
        if status == 401:
            refusal.hint = BAD_TOKEN if self._headers else NO_TOKEN
        elif status == 403:
            refusal.hint = FOREIGN_HOST if refusal.is_of("foreign-host") else WRONG_ROLE
        return refusal


def portions(response: HTTPResponse, broke_off: str) -> Iterator[bytes]:
    """The body of an open answer as it comes.

    Args:
        broke_off: the message if not all of it comes.

    Raises:
        UnreachableError: after the portions that came, if they are not the whole body.
    """
    while True:
        try:
            portion = response.read1(PORTION)
        except (OSError, http.client.HTTPException) as e:
            raise UnreachableError(broke_off) from e
        if not portion:
            break
        yield portion
    if response.length:  # a body of known length that ends early raises nothing
        raise UnreachableError(broke_off)


def checked_url(url: str) -> str:
    """The server's address, or an error that says what is wrong with it."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or quote(url, safe="/:[]%@~") != url:
        raise CairnError(f"{url} is not an address such as http://127.0.0.1:8080")
    return url


def is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK


def _opener(url: str) -> urllib.request.OpenerDirector:
    """No redirects, which would send the token elsewhere; no proxy to this machine."""
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.ProxyHandler({} if is_loopback(url) else None))
    opener.add_handler(urllib.request.HTTPHandler())
    opener.add_handler(urllib.request.HTTPSHandler())
    return opener


def _content(response: HTTPResponse) -> bytes:
    try:
        return response.read()
    except (OSError, http.client.HTTPException) as e:
        raise BrokenConnectionError(_message(e)) from e


def _query(query: Mapping[str, Any]) -> str:
    given = {name: value for name, value in query.items() if value is not None}
    return "?" + urlencode(given) if given else ""


def _json(content: bytes) -> Json | None:
    try:
        document = json.loads(content)
    except ValueError:
        return None
    if isinstance(document, list):
        return {"items": document}
    return document if isinstance(document, dict) else None


def _message(e: object) -> str:
    return (getattr(e, "strerror", None) or str(e) or type(e).__name__) if e else "no reason"
