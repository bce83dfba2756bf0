"""Errors, classed by what the caller should do; they cross the bridge as data."""

from typing import Literal, get_args

ErrorClass = Literal[
    "user",  # the request is wrong: fix it
    "stale_fence",  # the run has another owner now: stop
    "unknown_session",  # the session is gone: start the attempt again
    "mismatch",  # the sampler's log-probabilities are not those of these weights
    "non_finite",  # loss or gradient is not finite; nothing was applied
    "out_of_memory",  # a smaller micro-batch may help
    "no_memory",  # a model or an adapter does not fit; smaller batches do not help
    "busy",  # in use by others: wait, then repeat the request
    "no_space",  # the disk is full: make room, then repeat the request
    "cancelled",  # by request
    "internal",  # a bug, or a broken installation
]

ERROR_CLASSES: tuple[str, ...] = get_args(ErrorClass)


class WorkerError(Exception):
    """A refusal with its class; the message says what is wrong, what is allowed, what to do."""

    def __init__(self, kind: ErrorClass, message: str) -> None:
        super().__init__(message)
        self.kind: ErrorClass = kind


class Cancelled(BaseException):
    """Raised in a working thread by a watchdog; not an Exception, so that no library catches it."""
