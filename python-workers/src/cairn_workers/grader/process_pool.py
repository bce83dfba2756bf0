"""The parent's side of grading: chunks out, verdicts in, hanging children killed.

No threads and no unbounded wait: `verify` runs its loop in the calling thread and returns when
every item has its verdict. An item costs at most its limit plus GRACE_SECONDS; what else was in
its chunk goes to other children.
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
from cairn_workers.grader.rules import TIMED_OUT, Explanation, Rule, Verdicts

GRACE_SECONDS = 0.5  # for a child to act on its own timer before it is killed
CHUNK = 16
TRIES = 2  # of an item whose child died without being killed by us
CACHED_VERDICTS = 50_000
ITEMS_OF_A_CHILD = 1_000  # then it is replaced: sympy's caches only grow

Item = tuple[Any, ...]
Pairs = Sequence[tuple[str, str]]
Tolerances = Sequence[float | None] | None


class GraderPool:
    """Judges answers in `processes` killable children.

    Args:
        judge: 'module:function' that a child calls for each item; tests pass their own.
        items_of_a_child: how many items a child judges before another takes its place.
    """

    def __init__(
        self,
        processes: int,
        judge: str = "cairn_workers.grader.judge:judge",
        items_of_a_child: int = ITEMS_OF_A_CHILD,
    ) -> None:
        if processes < 1:
            raise WorkerError("user", f"grader processes are {processes}; allowed is 1 or more")
        self._processes = processes
        self._items_of_a_child = items_of_a_child
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
            tolerances: absolute, per pair; None where the problem has none.
            other: whether the other rule's verdicts are wanted too.
        """
        items = _items(pairs, rule, tolerances)
        if not other:
            return Verdicts(self._judge_all("verify", items, timeout))
        # Side by side, so that both rules read a pair in the same child.
        others = _items(pairs, rule.other, tolerances)
        both = [item for two in zip(items, others, strict=True) for item in two]
        found = self._judge_all("verify", both, timeout)
        return Verdicts(found[0::2], found[1::2])

    def explain(
        self, pairs: Pairs, timeout: float, rule: Rule, tolerances: Tolerances = None
    ) -> list[Explanation]:
        """The verdict on each pair, what was read on each side, and why."""
        found = self._judge_all("explain", _items(pairs, rule, tolerances), timeout)
        late = Explanation(TIMED_OUT, "", "", f"not decided within {timeout:g} s")
        return [Explanation(**f) if isinstance(f, dict) else late for f in found]

    def parses(self, answers: Sequence[str], timeout: float, rule: Rule) -> list[str]:
        """Whether the rule reads each answer: verified, unparsable or timed_out."""
        return self._judge_all("parses", [(answer, rule.value) for answer in answers], timeout)

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
            if verdict != TIMED_OUT:  # depends on the limit and on the machine's load
                self._known[kind, item] = verdict
        while len(self._known) > CACHED_VERDICTS:
            self._known.popitem(last=False)

    def _run(self, kind: str, items: list[Item], limit: float) -> list[Any]:
        verdicts: list[Any] = [None] * len(items)
        tries = [0] * len(items)
        waiting = deque(range(len(items)))
        while waiting or any(child.chunk for child in self._children):
            self._hand_out(waiting, kind, items, limit)
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
                    verdicts[culprit] = TIMED_OUT  # it crashes every process that judges it
            now = time.monotonic()
            for child in busy.values():
                if child.chunk and child.deadline < now and child in self._children:
                    verdicts[self._discard(child, waiting)] = TIMED_OUT
        return [verdict or TIMED_OUT for verdict in verdicts]

    def _hand_out(self, waiting: deque[int], kind: str, items: list[Item], limit: float) -> None:
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
        if idle is not None and idle.judged < self._items_of_a_child:
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
        """Grading processes that died or had to be killed since this was asked last."""
        lost, self._lost = self._lost, 0
        return lost

    def _discard(self, child: Child, waiting: deque[int]) -> int:
        """Kills a child; its current item is returned, the rest of its chunk waits again."""
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


def _items(pairs: Pairs, rule: Rule, tolerances: Tolerances) -> list[Item]:
    if rule is Rule.MATH_VERIFY or tolerances is None:  # Math-Verify knows no tolerance
        return [(reference, answer, rule.value, None) for reference, answer in pairs]
    return [
        (reference, answer, rule.value, tolerance)
        for (reference, answer), tolerance in zip(pairs, tolerances, strict=True)
    ]
