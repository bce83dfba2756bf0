"""Errors by what the caller should do; they cross the bridge as data, never as exceptions."""

from typing import Literal, get_args

ErrorClass = Literal[
    "user",  # the request is wrong: fix it
    "stale_fence",  # somebody else owns the run now: stop
    "unknown_session",  # the session is gone: start the attempt again
    "mismatch",  # the sampler's log-probabilities are not these weights'
    "non_finite",  # loss or gradient is not finite; nothing was applied
    "out_of_memory",  # a smaller micro-batch may help
    "no_memory",  # the device has no room for a model or an adapter; smaller batches don't help
    "busy",  # others have it: wait, then the same request works
    "no_space",  # the disk is full: make room, then the same request works
    "cancelled",  # somebody asked for it
    "internal",  # a bug, or a broken installation
]

ERROR_CLASSES: tuple[str, ...] = get_args(ErrorClass)


class WorkerError(Exception):
    """A refusal with its class; the message says what is wrong, what is allowed, what to do."""

    def __init__(self, kind: ErrorClass, message: str) -> None:
        super().__init__(message)
        self.kind: ErrorClass = kind


class Cancelled(BaseException):
    """Thrown into a working thread by a watchdog; not an Exception, so no library swallows it."""
