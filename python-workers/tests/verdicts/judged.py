"""Pairs of answers built from the real problem files, with what Math-Verify itself says of each.

`python -m verdicts.judged DATA REFERENCES ANSWERS` prints one JSON object a pair: so many
references with so many answers each, the same ones at every call. This is a plain process that
imports nothing of cairn_workers, and the verdict is `verify(parse(reference), parse(answer))` of
Math-Verify's published use: both are boxed strings, both with Math-Verify's own limits, gold first.
"""

import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from random import Random

from math_verify import parse, verify

from verdicts.misses import BROKEN, NEAR
from verdicts.references import references
from verdicts.spellings import SPELLINGS

SEED = 26011
KINDS = ["spelling", "near", "spelling", "broken", "spelling", "near", "spelling", "wrong"]
TRIES = 40
MOST_INTEGERS = 4  # one reference in so many may be an integer

Pair = tuple[str, str, str]  # kind, reference, answer


class Builder:
    """Draws answers to references; changes that were used least come first."""

    def __init__(self, rng: Random, texts: Sequence[str]) -> None:
        self._rng = rng
        self._texts = texts
        self._used: Counter[Callable[..., str | None]] = Counter()
        self._kinds = cycle(KINDS)

    def answers(self, reference: str, count: int) -> Iterator[Pair]:
        seen = {reference.strip()}
        for _ in range(TRIES * count):
            kind = next(self._kinds)
            answer = self._answer(kind, reference)
            if answer is None or answer.strip() in seen:
                continue
            seen.add(answer.strip())
            yield kind, reference, answer
            if len(seen) > count:
                return

    def _answer(self, kind: str, reference: str) -> str | None:
        if kind == "wrong":
            return self._rng.choice(self._texts)
        changes = list({"spelling": SPELLINGS, "near": NEAR, "broken": BROKEN}[kind])
        self._rng.shuffle(changes)
        for change in sorted(changes, key=lambda change: self._used[change]):
            answer = change(reference, self._rng)
            if answer is not None and answer.strip() != reference.strip():
                self._used[change] += 1
                return answer
        return None


def pairs(data: Path, count: int, answers: int) -> Iterator[Pair]:
    """So many references, hard ones before integers, with so many answers each."""
    rng = Random(SEED)
    texts = references(data)
    integers = [text for text in texts if text.removeprefix("-").isdigit()]
    others = [text for text in texts if not text.removeprefix("-").isdigit()]
    rng.shuffle(integers)
    rng.shuffle(others)
    chosen = integers[: count // MOST_INTEGERS]
    chosen += others[: count - len(chosen)]
    rng.shuffle(chosen)
    builder = Builder(rng, texts)
    for reference in chosen:
        yield from builder.answers(reference, answers)


class LimitWatch(logging.Handler):
    """Notices when Math-Verify says that one of its limits ended something."""

    def __init__(self) -> None:
        super().__init__()
        self.hit = False

    def emit(self, record: logging.LogRecord) -> None:
        self.hit |= "Timeout" in record.getMessage()


def closes(content: str) -> bool:
    """Whether a box with this content ends; an escaped brace is none."""
    depth = 1
    for mark in re.findall(r"\\.|[{}]", boxed(content)[len("\\boxed{") :], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth == 0:
            return True
    return False


def boxed(content: str) -> str:
    return "\\boxed{" + content + "}"


def main(data: str, count: str, answers: str) -> None:
    watch = LimitWatch()
    logger = logging.getLogger("math_verify")
    logger.addHandler(watch)
    logger.propagate = False
    for kind, reference, answer in pairs(Path(data), int(count), int(answers)):
        watch.hit = False
        started = time.process_time()
        equal = verify(parse(boxed(reference)), parse(boxed(answer)))
        judged = {
            "kind": kind,
            "reference": reference,
            "answer": answer,
            "closed": closes(answer),
            "equal": equal,
            "limited": watch.hit,
            "seconds": time.process_time() - started,
        }
        print(json.dumps(judged))


if __name__ == "__main__":
    main(*sys.argv[1:])
