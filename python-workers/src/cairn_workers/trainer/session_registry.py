"""Open sessions, and the highest fence of each run; fences only grow."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from cairn_workers.errors import WorkerError
from cairn_workers.trainer.session import Session

MAX_REMEMBERED = 10_000  # fenced-off sessions, and runs with their fences


@dataclass(frozen=True)
class OpenSession:
    """A session with the request that opened it, so that a repeated request gets the same reply."""

    run: int
    fence: int
    request: dict[str, Any]
    reply: dict[str, Any]
    session: Session


class SessionRegistry:
    """Sessions by name; the highest fence per run."""

    def __init__(self) -> None:
        self._sessions: dict[str, OpenSession] = {}
        self._fences: OrderedDict[int, int] = OrderedDict()
        self._fenced_off: OrderedDict[str, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._sessions)

    def raise_fence(self, run: int, fence: int) -> int:
        """Records an owner's fence: a lower one is refused, a higher one closes older sessions.

        Returns:
            number of sessions closed.
        """
        seen = self._fences.get(run, fence)
        if fence < seen:
            raise WorkerError(
                "stale_fence", f"run {run} has an owner with fence {seen}, this one has {fence}"
            )
        self._fences[run] = fence
        _bound(self._fences)
        older = [n for n, o in self._sessions.items() if o.run == run and o.fence < fence]
        for name in older:
            del self._sessions[name]
            self._fenced_off[name] = fence
        _bound(self._fenced_off)
        return len(older)

    def reply_to_repeated(self, name: str, request: dict[str, Any]) -> dict[str, Any] | None:
        """The first reply, if the same request opened the session and no step was taken yet."""
        opened = self._sessions.get(name)
        if opened is None:
            return None
        if opened.request == request and opened.session.untouched:
            return opened.reply
        raise WorkerError("user", f"the session '{name}' is open; no name is ever used twice")

    def add(self, name: str, opened: OpenSession) -> None:
        self._sessions[name] = opened

    def get(self, name: str) -> Session:
        opened = self._sessions.get(name)
        if opened is None:
            fence = self._fenced_off.get(name)
            if fence is not None:
                raise WorkerError(
                    "stale_fence", f"'{name}' was closed by an owner with fence {fence}"
                )
            raise WorkerError(
                "unknown_session", f"no session '{name}' is open here; start the attempt again"
            )
        return opened.session

    def close(self, name: str) -> bool:
        """Closes a session; closing twice is allowed."""
        return self._sessions.pop(name, None) is not None


def _bound(remembered: OrderedDict[Any, int]) -> None:
    while len(remembered) > MAX_REMEMBERED:
        remembered.popitem(last=False)
