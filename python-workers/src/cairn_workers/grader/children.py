"""The parent's handles of the zygote and its children."""

import contextlib
import json
import socket
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cairn_workers.errors import WorkerError
from cairn_workers.grader.environment import minimal
from cairn_workers.grader.zygote import PID

START_SECONDS = 60.0  # importing Math-Verify on a busy machine
CLOSE_SECONDS = 5.0


@dataclass(eq=False)
class Child:
    """A grading process.

    Attributes:
        chunk: indexes of the items that it has not answered yet; it is working on the first one.
        deadline: on the monotonic clock, for that first item.
        judged: number of items sent to it so far.
    """

    pid: int
    connection: "Connection[Any, Any]"
    chunk: deque[int] = field(default_factory=deque)
    deadline: float = 0.0
    judged: int = 0

    def receive(self) -> Any:
        """The next result; None if the child is gone, and never otherwise."""
        try:
            return json.loads(self.connection.recv_bytes())
        except (EOFError, OSError):
            return None


class Zygote:
    """The process that forks children; started at the first fork, and again after it died."""

    def __init__(self, judge: str) -> None:
        self._judge = judge
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def fork(self) -> Child:
        """A new child, ready for chunks."""
        for attempt in (1, 2):
            ours, theirs = socket.socketpair()
            with theirs:
                try:
                    control = self._started()
                    socket.send_fds(control, [b"F"], [theirs.fileno()])
                    pid = self._answer(control)
                except OSError as error:
                    ours.close()
                    self.close()
                    if attempt == 2:
                        raise WorkerError(
                            "internal",
                            f"the grading process does not start ({error}); "
                            f"try '{_python()} -c \"import math_verify\"'",
                        ) from error
                    continue
            return Child(pid, Connection(ours.detach()))
        raise AssertionError("unreachable")

    def kill(self, child: Child) -> None:
        """Ends a child at once; does nothing if the zygote is gone, since so is the child."""
        child.connection.close()
        if self._control is None:
            return
        try:
            self._control.sendall(b"K" + PID.pack(child.pid))
            self._answer(self._control)
        except OSError:
            self.close()

    def close(self) -> None:
        """Ends the zygote, and with it every child."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(CLOSE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(CLOSE_SECONDS)
            self._process = None

    def _answer(self, control: socket.socket) -> int:
        data = control.recv(PID.size)
        if len(data) < PID.size:
            raise ConnectionResetError("it ended")
        return int(PID.unpack(data)[0])

    def _started(self) -> socket.socket:
        if self._control is not None:
            return self._control
        ours, theirs = socket.socketpair()
        ours.settimeout(START_SECONDS)
        # The embedding interpreter is isolated: pass its sys.path instead of the environment.
        code = (
            f"import sys; sys.path[:] = {[p for p in sys.path if isinstance(p, str)]!r}; "
            "from cairn_workers.grader.zygote import main; "
            f"main({theirs.fileno()}, {self._judge!r})"
        )
        with theirs:
            self._process = subprocess.Popen(
                [_python(), "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=minimal(),
                start_new_session=True,  # only the parent reacts to Ctrl-C
            )
        self._control = ours
        return ours


def _python() -> str:
    """The virtual environment's interpreter, even if Python runs inside a JVM."""
    if sys.executable and "python" in Path(sys.executable).name:
        return sys.executable
    return str(Path(sys.prefix) / "bin" / "python")
