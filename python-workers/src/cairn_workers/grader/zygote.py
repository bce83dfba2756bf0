"""The process that forks grading children, so that killing one costs milliseconds.

The parent talks to it over a socket. `F` with a connected socket forks a child that serves that
socket, and returns the child's pid; `K` and a pid kills and reaps that child. End of file ends the
zygote and, by PR_SET_PDEATHSIG, its children: nothing outlives the parent.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from cairn_workers.grader.rules import Verdict

PID = struct.Struct("<i")
MEMORY_LIMIT = 2 << 30  # bytes that a child may map; beyond that it gets a MemoryError
REPEAT_SECONDS = 0.05  # the alarm repeats in case something swallowed it
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38

Judge = Callable[[str, list[Any]], Any]


class TimeUp(BaseException):
    """An item's time is up; not an Exception, so that sympy does not catch it."""


def main(control_fd: int, judge_name: str) -> None:
    """Serves fork and kill requests until the parent closes the socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Children inherit this: no program that they start can gain privileges.
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    module, _, function = judge_name.partition(":")
    judge: Judge = getattr(importlib.import_module(module), function)
    control = socket.socket(fileno=control_fd)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 + PID.size, 1)
        if not message:
            return
        if message[:1] == b"F":
            pid = _fork(control, descriptors[0], judge)
            os.close(descriptors[0])
            control.sendall(PID.pack(pid))
        else:
            (pid,) = PID.unpack(message[1:])
            _kill(pid)
            control.sendall(PID.pack(pid))


def _fork(control: socket.socket, served_fd: int, judge: Judge) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == parent:
            control.close()
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
            serve(Connection(served_fd), judge)
            code = 0
    finally:
        os._exit(code)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)


def serve(connection: "Connection[Any, Any]", judge: Judge) -> None:
    """Judges chunks {kind, limit, items}; one result as JSON per message, in order."""
    timer = _Timer()
    while True:
        try:
            chunk: dict[str, Any] = json.loads(connection.recv_bytes())
        except EOFError:
            return
        for item in chunk["items"]:
            result = timer.run(judge, chunk["kind"], item, chunk["limit"])
            connection.send_bytes(json.dumps(result).encode())


class _Timer:
    """Runs a judge under an interval timer on this process's main thread."""

    def __init__(self) -> None:
        self._armed = False
        signal.signal(signal.SIGALRM, self._expire)

    def _expire(self, _signal: int, _frame: object) -> None:
        if self._armed:
            raise TimeUp

    def run(self, judge: Judge, kind: str, item: list[Any], limit: float) -> Any:
        try:
            self._armed = True
            signal.setitimer(signal.ITIMER_REAL, limit, REPEAT_SECONDS)
            try:
                return judge(kind, item)
            finally:
                self._armed = False
                signal.setitimer(signal.ITIMER_REAL, 0)
        except (TimeUp, MemoryError):
            return Verdict.TIMED_OUT
        except (Exception, SystemExit):
            return Verdict.UNPARSABLE  # an error that Math-Verify did not catch: nothing was read


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
