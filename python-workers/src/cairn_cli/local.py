"""Commands that need no server: a running Cairn answers them, or a short-lived local process."""

import contextlib
import json
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from cairn_cli.client import Client, Json
from cairn_cli.errors import CairnError, UnreachableError

PROGRAM = Path(__file__).resolve().parents[3] / "ops" / "lib" / "local"
END_SECONDS = 20
Ask = Callable[[Json], Json]


class AlreadyReportedError(CairnError):
    """The error has been printed on standard error already."""

    def lines(self) -> list[str]:
        return []


class LocalProcess:
    """The application's local command; answers one request at a time."""

    def __init__(self, command: str, program: Path = PROGRAM) -> None:
        self._process = subprocess.Popen(
            [str(program), command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, encoding="utf-8",
        )  # fmt: skip

    def ask(self, request: Json) -> Json:
        """The answer; the process itself prints on standard error why it refuses or can't start."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise AlreadyReportedError
        found: Json = json.loads(answer)
        return found

    def close(self) -> None:
        """Closes its input, which ends it."""
        with contextlib.suppress(BrokenPipeError, subprocess.TimeoutExpired):
            if self._process.stdin:
                self._process.stdin.close()
            self._process.wait(END_SECONDS)
        self._process.kill()
        self._process.wait()


@contextmanager
def open_backend(
    client: Client, over_rest: Ask, command: str, named: bool
) -> Generator[Ask, None, None]:
    """Requests over REST, or to a local process if no Cairn answers and none was named.

    Args:
        over_rest: sends a request to the server.
        command: the application's local command for the same request.
        named: whether the user gave the address of a Cairn.
    """
    if named or reachable(client):
        yield over_rest
        return
    process = LocalProcess(command)
    try:
        yield process.ask
    finally:
        process.close()


def reachable(client: Client) -> bool:
    """Whether anything answers; the command itself handles what it says."""
    try:
        client.get("/me")
    except UnreachableError:
        return False
    except CairnError:
        return True
    return True
