"""The transport over Jep: the control plane calls `call` from the interpreter's owner thread.

CPython and its modules outlive a restart of the application inside one JVM, so state must not
stay behind: `restart` drops the service with its sessions and changes the epoch. Two owner threads
may call at once if one sends trainer operations and the other grader operations.

The owner raises Cancelled in a call that has to stop. That cannot end C code which holds the GIL;
for that the caller has a deadline of its own.
"""

import json
import threading
from collections.abc import Sequence
from typing import Any

from cairn_workers.errors import Cancelled
from cairn_workers.service import Service, as_arrays

_lock = threading.Lock()
_service: Service | None = None


def call(op: str, header_json: str, names: Sequence[str], arrays: Sequence[Any]) -> list[Any]:
    """Runs one operation; returns [header as JSON, array names, flat arrays]. Never raises."""
    try:
        header = json.loads(header_json) if header_json else {}
        reply, out = _current().call(op, header, as_arrays(names, arrays))
        return [json.dumps(reply), list(out), list(out.values())]
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


def _current() -> Service:
    global _service
    with _lock:
        if _service is None:
            _service = Service()
        return _service
