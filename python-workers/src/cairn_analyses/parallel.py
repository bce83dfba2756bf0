"""Several waits at a time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def as_completed(
    work: Callable[[Item], Result], items: Sequence[Item], threads: int
) -> Iterator[Result]:
    """Results as they come, in no fixed order; the first exception of `work` ends all.

    A reader that stops, at Ctrl-C too, leaves at most `threads` items in work and does not wait for
    them. So the threads are daemons: those of concurrent.futures are joined at the end of the
    process, and a request may take minutes.
    """
    waiting: queue.SimpleQueue[Item] = queue.SimpleQueue()
    done: queue.SimpleQueue[Result | Failure] = queue.SimpleQueue()
    for item in items:
        waiting.put(item)
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            try:
                item = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put(work(item))
            except BaseException as e:
                done.put(Failure(e))
                return

    for _ in range(min(threads, len(items))):
        threading.Thread(target=serve, daemon=True).start()
    try:
        for _ in items:
            result = done.get()
            if isinstance(result, Failure):
                raise result.cause
            yield result
    finally:
        ended.set()


class Failure:
    def __init__(self, cause: BaseException) -> None:
        self.cause = cause
