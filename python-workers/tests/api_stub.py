"""A server that answers as it is told and remembers what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Cairn = Callable[..., int]
"""The command line with its arguments; returns its exit status."""


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What is sent.

    Args:
        cut: the connection closes before all of the body is out.
        endless: the body comes in chunks, of which the last never comes.
        sent: called before the connection closes.
    """

    body: Any = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    endless: bool = False
    sent: Callable[[], object] = lambda: None


BROKEN = Answer(status=0)
"""No answer at all: the connection closes."""


class ApiStub:
    """Answers by "METHOD /path", below /api/v1; the last answer of several stays.

    A function in place of an answer gets what was asked, on the thread of its connection.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Asked] = []
        self._answers: dict[str, list[Answer | Callable[[Asked], Answer]]] = {}

    def on(self, request: str, *answers: Any) -> None:
        self._answers[request] = [
            a if isinstance(a, Answer) or callable(a) else Answer(a) for a in answers
        ]

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        answers = self._answers.get(f"{asked.method} {asked.path}")
        if not answers:
            return Answer({"title": "Not found", "detail": f"{asked.path} does not exist"}, 404)
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer if isinstance(answer, Answer) else answer(asked)

    def requests(self) -> list[str]:
        return [f"{asked.method} {asked.path}" for asked in self.asked]


@contextmanager
def api_stub() -> Iterator[ApiStub]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.removeprefix("/api/v1")
            answer = stub.answer(Asked(self.command, path, self.headers, body))
            self.close_connection = True
            if answer is BROKEN:
                return
            whole = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            content = whole.encode()[: -1 if answer.cut else None]
            if answer.endless or "text/event-stream" in answer.headers.values():
                self.send_header("Transfer-Encoding", "chunked")
                content = b"%x\r\n%b\r\n" % (len(content), content)
            else:
                self.send_header("Content-Length", str(len(whole.encode())))
            self.end_headers()
            self.wfile.write(content)
            answer.sent()

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub = ApiStub(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def run(**changes: Any) -> dict[str, Any]:
    """A run as the server shows it."""
    return {
        "id": 12, "experimentId": 7, "name": "soar", "kind": "soar", "state": "running",
        "reason": None, "failure": None, "generation": 1, "previous": None, "seed": 1,
        "owner": "local",
        "queue": {"pool": "default", "priority": 0, "trainingSlots": 4, "claimedBy": None,
                  "notBefore": None},
        "createdAt": "2026-01-01T00:00:00.123456789Z", "startedAt": "2026-01-01T00:00:10Z",
        "endedAt": None, "progress": [], "outerStepsDone": 3, "outerSteps": 50, "promotions": 0,
        "lastMeanReward": 0.01, "lastMovingAverage": None,
    } | changes  # fmt: skip


def experiment(*runs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "id": 7, "name": "chains", "preset": "chains", "owner": "local", "clonedFrom": None,
        "seed": 1, "state": "running", "reason": None, "createdAt": "2026-01-01T00:00:00Z",
        "startedAt": "2026-01-01T00:00:10Z", "endedAt": None, "runs": list(runs) or [run()],
    } | changes  # fmt: skip
