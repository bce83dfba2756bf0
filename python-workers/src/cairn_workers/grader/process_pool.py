"""The parent's side of grading: sends chunks, receives verdicts, kills children that hang.

No threads and no unbounded wait: `verify` runs its loop in the calling thread and returns when
every item has its verdict. An item takes at most its limit plus GRACE_SECONDS; the rest of its
chunk goes to other children.
"""

import contextlib
import json
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Sequence
from multiprocessing.connection import wait
from typing import Any

from cairn_workers.errors import WorkerError
from cairn_workers.grader.children import Child, Zygote
from cairn_workers.grader.rules import Explanation, Rule, Verdict, Verdicts

GRACE_SECONDS = 0.5  # before a child is killed that does not react to its own timer
CHUNK = 16
TRIES = 2  # for an item whose child died without being killed by the pool
CACHED_VERDICTS = 50_000
ITEMS_PER_CHILD = 1_000  # then it is replaced, because sympy's caches only grow

Item = tuple[Any, ...]
Pairs = Sequence[tuple[str, str]]
Tolerances = Sequence[float | None] | None


class GraderPool:
    """Judges answers in `processes` child processes that can be killed.

    Args:
        judge: 'module:function' that a child calls for each item; tests pass their own.
        items_per_child: how many items a child judges before it is replaced.
    """

    def __init__(
        self,
        processes: int,
        judge: str = "cairn_workers.grader.judge:judge",
        items_per_child: int = ITEMS_PER_CHILD,
    ) -> None:
        if processes < 1:
            raise WorkerError("user", f"grader processes are {processes}; allowed is 1 or more")
        self._processes = processes
        self._items_per_child = items_per_child
        self._zygote = Zygote(judge)
        self._lost = 0
        self._children: list[Child] = []
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, Item], Any] = OrderedDict()

    def verify(
        self,
        pairs: Pairs,
        timeout: float,
        rule: Rule,
        tolerances: Tolerances = None,
        *,
        other: bool = False,
    ) -> Verdicts:
        """Whether each (reference, answer) is equal.

        Args:
            timeout: seconds per pair and rule.
            tolerances: absolute, per pair; None if the problem has no tolerance.
            other: whether to return the other rule's verdicts as well.
        """
        items = _items(pairs, rule, tolerances)
        if not other:
            return Verdicts(_verdicts(self._judge_all("verify", items, timeout)))
        # Interleaved, so that both rules read a pair in the same child.
        others = _items(pairs, rule.other, tolerances)
        both = [item for two in zip(items, others, strict=True) for item in two]
        found = _verdicts(self._judge_all("verify", both, timeout))
        return Verdicts(found[0::2], found[1::2])

    def explain(
        self, pairs: Pairs, timeout: float, rule: Rule, tolerances: Tolerances = None
    ) -> list[Explanation]:
        """The verdict on each pair, how each side was read, and why."""
        found = self._judge_all("explain", _items(pairs, rule, tolerances), timeout)
        late = Explanation(Verdict.TIMED_OUT, "", "", f"not decided within {timeout:g} s")
        return [_explanation(f) if isinstance(f, dict) else late for f in found]

    def parse_verdicts(self, answers: Sequence[str], timeout: float, rule: Rule) -> list[Verdict]:
        """Whether the rule reads each answer: verified, unparsable or timed_out."""
        items = [(answer, rule.value) for answer in answers]
        return _verdicts(self._judge_all("parses", items, timeout))

    def close(self) -> None:
        """Ends all grading processes."""
        with self._lock:
            self._children.clear()
            self._zygote.close()

    def _judge_all(self, kind: str, items: Sequence[Item], timeout: float) -> list[Any]:
        with self._lock:
            distinct = dict.fromkeys(items)
            new = [item for item in distinct if (kind, item) not in self._known]
            try:
                fresh = dict(zip(new, self._run(kind, new, timeout), strict=True))
            except BaseException:
                self._kill_all()  # their answers would belong to the next call
                raise
            verdicts = [fresh.get(i) or self._known[kind, i] for i in items]
            self._remember(kind, fresh)
            return verdicts

    def _remember(self, kind: str, fresh: dict[Item, Any]) -> None:
        for item, verdict in fresh.items():
            if verdict != Verdict.TIMED_OUT:  # depends on the limit and on the machine's load
                self._known[kind, item] = verdict
        while len(self._known) > CACHED_VERDICTS:
            self._known.popitem(last=False)

    def _run(self, kind: str, items: list[Item], limit: float) -> list[Any]:
        verdicts: list[Any] = [None] * len(items)
        tries = [0] * len(items)
        waiting = deque(range(len(items)))
        while waiting or any(child.chunk for child in self._children):
            self._dispatch(waiting, kind, items, limit)
            busy = {child.connection: child for child in self._children if child.chunk}
            first_deadline = min(child.deadline for child in busy.values())
            ready = wait(list(busy), max(0.0, first_deadline - time.monotonic()))
            for connection in ready:
                child = busy[connection]  # type: ignore[index]
                verdict = child.receive()
                if verdict is not None:
                    verdicts[child.chunk.popleft()] = verdict
                    child.deadline = time.monotonic() + limit + GRACE_SECONDS
                    continue
                culprit = self._discard(child, waiting)
                tries[culprit] += 1
                if tries[culprit] < TRIES:
                    waiting.appendleft(culprit)
                else:
                    verdicts[culprit] = Verdict.TIMED_OUT  # it crashes every process that judges it
            now = time.monotonic()
            for child in busy.values():
                if child.chunk and child.deadline < now and child in self._children:
                    verdicts[self._discard(child, waiting)] = Verdict.TIMED_OUT
        return [verdict or Verdict.TIMED_OUT for verdict in verdicts]

    def _dispatch(self, waiting: deque[int], kind: str, items: list[Item], limit: float) -> None:
        size = max(1, min(CHUNK, len(waiting) // (2 * self._processes)))
        while waiting:
            child = self._idle_child()
            if child is None:
                return
            chunk = deque(waiting.popleft() for _ in range(min(size, len(waiting))))
            request = {"kind": kind, "limit": limit, "items": [items[i] for i in chunk]}
            child.chunk = chunk
            child.judged += len(chunk)
            child.deadline = time.monotonic() + limit + GRACE_SECONDS
            with contextlib.suppress(OSError):  # a dead child shows at the next receive
                child.connection.send_bytes(json.dumps(request).encode())

    def _idle_child(self) -> Child | None:
        idle = next((child for child in self._children if not child.chunk), None)
        if idle is not None and idle.judged < self._items_per_child:
            return idle
        if idle is not None:
            self._children.remove(idle)
            self._zygote.kill(idle)
        if len(self._children) == self._processes:
            return None
        child = self._zygote.fork()
        self._children.append(child)
        return child

    def take_lost(self) -> int:
        """Number of grading processes that died or were killed since the last call."""
        lost, self._lost = self._lost, 0
        return lost

    def _discard(self, child: Child, waiting: deque[int]) -> int:
        """Kills a child and returns its current item; the rest of its chunk waits again."""
        self._lost += 1
        culprit = child.chunk.popleft()
        waiting.extendleft(reversed(child.chunk))
        child.chunk.clear()
        self._children.remove(child)
        self._zygote.kill(child)
        return culprit

    def _kill_all(self) -> None:
        while self._children:
            self._zygote.kill(self._children.pop())


def _verdicts(found: Sequence[str]) -> list[Verdict]:
    return [Verdict(verdict) for verdict in found]


def _explanation(found: dict[str, str]) -> Explanation:
    verdict = Verdict(found["verdict"])
    return Explanation(verdict, found["reference"], found["answer"], found["why"])


def _items(pairs: Pairs, rule: Rule, tolerances: Tolerances) -> list[Item]:
    if rule is Rule.MATH_VERIFY or tolerances is None:  # Math-Verify has no tolerance
        return [(reference, answer, rule.value, None) for reference, answer in pairs]
    return [
        (reference, answer, rule.value, tolerance)
        for (reference, answer), tolerance in zip(pairs, tolerances, strict=True)
    ]
