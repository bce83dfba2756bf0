"""Runs worker calls on the thread that owns them, so that another thread can stop one.

Executed by EmbeddedPython as the module `cairn_bridge_owner`, once per process. A stop may only ever hit the call it
was meant for: the job's number is set and cleared under a lock, and a stop that was not yet delivered when the call
ended is taken back.
"""

import ctypes
import importlib
import json
import multiprocessing
import os
import sys
import threading


class Owner:
    def __init__(self, name, module):
        self.name = name
        self.entry = importlib.import_module(module).call
        # Raised in a call that ran past its deadline or whose caller went away; the worker's guard knows it.
        self.stopped = importlib.import_module("cairn_workers.errors").Cancelled
        self.thread = threading.get_ident()
        self.lock = threading.Lock()
        self.job = None

    def call(self, job, op, header, names, *arrays):
        # Nothing may leave as an exception: sys.exit() would end the JVM.
        try:
            try:
                with self.lock:
                    self.job = job
                return self.entry(op, header, names.split(), list(arrays))
            finally:
                # Inline and in a loop: a stop can arrive at any call in here.
                while True:
                    try:
                        with self.lock:
                            self.job = None
                        _raise_in(self.thread, None)
                        break
                    except self.stopped:
                        pass
        except self.stopped:
            return _failed("cancelled", f"{op} was stopped")
        except BaseException as error:  # noqa: BLE001
            return _failed("internal", f"{type(error).__name__} left the worker's guard: {error}")


_owners = {}


def own(name, module):
    """Makes the calling thread the owner of a worker entry; returns what it calls."""
    owner = Owner(name, module)
    _owners[name] = owner
    return owner.call


def stop(name, job):
    """Raises Cancelled in the owner if it still runs this job; called on another thread.

    Returns "importing" if the job is importing a module, which is never broken off: a module of C code that has begun
    to load cannot be loaded again in this process.
    """
    owner = _owners[name]
    with owner.lock:
        if owner.job != job:
            return "ended"
        if _imports(owner.thread):
            return "importing"
        _raise_in(owner.thread, owner.stopped)
        return "stopped"


def _imports(thread):
    frame = sys._current_frames().get(thread)  # noqa: SLF001
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


def prepare(python, module_path):
    """Makes the embedded interpreter look like `python` to whatever starts processes from it."""
    sys.executable = python
    multiprocessing.set_executable(python)
    sys.path[:0] = [path for path in module_path if path not in sys.path]
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    worker = sys.modules.get("cairn_workers.embedded")
    if worker is not None:  # an earlier application in this JVM: its sessions are nobody's
        worker.restart()


def _raise_in(thread, exception):
    value = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), value)


def _failed(kind, message):
    return json.dumps({"error": {"class": kind, "message": message}}), [], []
