"""The transport over Jep: the control plane calls `call` from the interpreter's owner thread.

CPython and its modules outlive a restart of the application inside one JVM, so state must not
stay behind: `restart` drops the service with its sessions and changes the epoch. Two owner threads
may call at once if one sends trainer operations and the other grader operations.

`interrupt`, called from a third interpreter, ends a stuck call in pure Python. It cannot end C code
that holds the GIL; for that the caller has a deadline of its own.
"""

import ctypes
import json
import threading
from collections.abc import Sequence
from typing import Any

from cairn_workers.errors import Cancelled
from cairn_workers.service import GRADER_OPS, Service, as_arrays

_lock = threading.Lock()
_service: Service | None = None
_running: dict[str, int] = {}  # lane (trainer, grader) -> ident of the thread inside a call


def call(op: str, header_json: str, names: Sequence[str], arrays: Sequence[Any]) -> list[Any]:
    """Runs one operation; returns [header as JSON, array names, flat arrays]. Never raises."""
    try:
        return _call(str(op), str(header_json), list(names), list(arrays))
    except BaseException as error:
        kind = "cancelled" if isinstance(error, Cancelled) else "internal"
        text = f"{type(error).__name__}: {error}"
        return [json.dumps({"error": {"class": kind, "message": text}}), [], []]


def restart() -> str:
    """Drops all sessions and ends the grading processes; returns the new epoch."""
    global _service
    with _lock:
        old, _service = _service, None
    if old is not None:
        old.close()
    return _current().epoch


def interrupt(lane: str) -> bool:
    """Raises Cancelled in the running `trainer` or `grader` call; False if there is none."""
    with _lock:
        ident = _running.get(lane)
        if ident is None:
            return False
        _throw(ident, Cancelled)
        return True


def _call(op: str, header_json: str, names: list[str], arrays: list[Any]) -> list[Any]:
    header = json.loads(header_json) if header_json else {}
    lane = "grader" if op in GRADER_OPS else "trainer"
    service = _current()
    ident = threading.get_ident()
    with _lock:
        _running[lane] = ident
    try:
        reply, out = service.call(op, header, as_arrays(names, arrays))
    finally:
        with _lock:
            _running.pop(lane, None)
            _throw(ident, None)  # a late interrupt must not hit the next call
    return [json.dumps(reply), list(out), list(out.values())]


def _current() -> Service:
    global _service
    with _lock:
        if _service is None:
            _service = Service()
        return _service


def _throw(ident: int, error: type[BaseException] | None) -> None:
    exception = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), exception)
