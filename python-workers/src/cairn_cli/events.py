"""Server-sent events, resumed after a connection broke."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from http.client import HTTPException, HTTPResponse
from typing import Any

from cairn_cli.client import BrokenConnectionError, Client
from cairn_cli.errors import ApiError, UnreachableError

# The server writes at least a comment every ten seconds.
SILENCE_SECONDS = 35
ATTEMPTS = 12
LONGEST_WAIT_SECONDS = 10


class Events:
    """The events of one stream, once each.

    Args:
        path: of the stream.
        note: called with a message when the connection breaks.
    """

    def __init__(self, client: Client, path: str, note: Callable[[str], None]) -> None:
        self._client = client
        self._path = path
        self._note = note
        self._last: str | None = None
        self._failed_attempts = 0
        self._noted = False

    def __iter__(self) -> Iterator[dict[str, Any] | None]:
        """Events as the server wrote them; None after a while without any.

        Raises:
            UnreachableError: if the server is unreachable for more than a minute.
        """
        while True:
            before = self._last
            try:
                with closing(self._connect()) as response:
                    yield from self._events(response)
            except TimeoutError:
                yield None
            except (OSError, HTTPException, BrokenConnectionError, UnreachableError) as e:
                self._raise_after_too_many_attempts(e)
            else:
                if self._last == before:
                    yield None
                    self._raise_after_too_many_attempts(
                        UnreachableError("the stream of events stays empty")
                    )
            self._client.sleep(min(0.5 * 2**self._failed_attempts, LONGEST_WAIT_SECONDS))
            self._failed_attempts += 1

    def _connect(self) -> HTTPResponse:
        try:
            return self._client.stream(self._path, self._last, SILENCE_SECONDS)
        except ApiError as e:
            if e.http_status < 500:
                raise
            raise UnreachableError("; ".join(e.lines())) from e

    def _raise_after_too_many_attempts(self, e: Exception) -> None:
        if not self._noted:
            self._note(f"the connection broke ({e}); trying again")
            self._noted = True
        if self._failed_attempts >= ATTEMPTS:
            raise e if isinstance(e, UnreachableError) else UnreachableError(str(e))

    def _events(self, response: Iterable[bytes]) -> Iterator[dict[str, Any] | None]:
        """Parses https://html.spec.whatwg.org/multipage/server-sent-events.html."""
        name, data, event_id = "", [], self._last
        for raw in response:
            self._failed_attempts, self._noted = 0, False
            line = raw.decode(errors="replace").rstrip("\r\n")
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
            elif field == "id":
                event_id = value
            elif line.startswith(":"):
                yield None
            elif not line:
                self._last = event_id
                if data:
                    yield {"kind": name or "message"} | json.loads("\n".join(data))
                name, data = "", []
