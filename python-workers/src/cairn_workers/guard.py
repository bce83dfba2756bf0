"""Turns every exception into a class and a message.

`sys.exit()` in embedded Python ends the JVM without shutdown hooks, so no exception may leave the
package.
"""

import logging
import traceback

from cairn_workers.errors import Cancelled, ErrorClass, WorkerError

log = logging.getLogger(__name__)

_MEMORY_PHRASES = (
    "out of memory",
    "can't allocate memory",
    "cannot allocate memory",
    "cublas_status_alloc_failed",
    "cudnn_status_alloc_failed",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an allocation failed, on a GPU (its libraries included) or on the CPU."""
    if isinstance(error, WorkerError):
        return False
    return isinstance(error, MemoryError) or any(p in str(error).lower() for p in _MEMORY_PHRASES)


def classify(error: BaseException) -> tuple[ErrorClass, str]:
    """The class of an error and the text that goes to the control plane."""
    if isinstance(error, WorkerError):
        return error.kind, str(error)
    if isinstance(error, Cancelled | KeyboardInterrupt):
        return "cancelled", "the call was cancelled; its results can't be used"
    if is_out_of_memory(error):
        return "out_of_memory", f"out of memory: {error}; lower the micro-batch's token budget"
    frames = traceback.extract_tb(error.__traceback__)
    location = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    log.error("internal error", exc_info=error)
    return "internal", f"{type(error).__name__}: {error}{location}"
