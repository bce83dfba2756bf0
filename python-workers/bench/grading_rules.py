"""Times both grading rules on a recorded trace, through the pool as a worker grades.

Prints JSON: for each rule the seconds of every round and their median, and how the verdicts of the
two rules differ. Each round has a fresh pool, so nothing is known from an earlier one; starting
its processes is not counted. Rounds alternate between the rules.

    python bench/grading_rules.py ../control-plane/src/test/resources/bench/smollm2-gsm8k.jsonl
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cairn_workers.grader.process_pool import GraderPool
from cairn_workers.grader.rules import Rule

BOX = "\\boxed{"
LIMIT = 20.0  # seconds; a slow machine must not turn verdicts into time-outs


def main() -> None:
    parser = argparse.ArgumentParser(description="Times STRICT and MATH_VERIFY on one trace.")
    parser.add_argument("trace", type=Path, help="JSON Lines with completion and reference")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    pairs = recorded(arguments.trace)
    seconds: dict[Rule, list[float]] = {rule: [] for rule in Rule}
    verdicts: dict[Rule, list[str]] = {}
    for _ in range(arguments.rounds):
        for rule in Rule:
            took, verdicts[rule] = timed(pairs, rule, arguments.processes)
            seconds[rule].append(took)
    medians = {rule: statistics.median(times) for rule, times in seconds.items()}
    print(
        json.dumps(
            {
                "pairs": len(pairs),
                "distinct": len(set(pairs)),
                "seconds": {rule: [round(t, 3) for t in times] for rule, times in seconds.items()},
                "medians": {rule: round(median, 3) for rule, median in medians.items()},
                "strict_to_math_verify": medians[Rule.STRICT] / medians[Rule.MATH_VERIFY],
                "verdicts": {rule: Counter(found) for rule, found in verdicts.items()},
                "different": differing(pairs, verdicts),
            },
            indent=1,
        )
    )


def recorded(trace: Path) -> list[tuple[str, str]]:
    """(reference, content of the last box) of each completion that has a box."""
    records = [json.loads(line) for line in trace.read_text().splitlines()]
    boxes = [(record["reference"], last_box(record["completion"])) for record in records]
    return [(reference, answer) for reference, answer in boxes if answer is not None]


def last_box(completion: str) -> str | None:
    start = completion.rfind(BOX)
    depth, begin = 1, start + len(BOX)
    for end in range(begin, len(completion) if start >= 0 else 0):
        depth += {"{": 1, "}": -1}.get(completion[end], 0)
        if depth == 0:
            return completion[begin:end]
    return None


def timed(pairs: Sequence[tuple[str, str]], rule: Rule, processes: int) -> tuple[float, list[str]]:
    pool = GraderPool(processes)
    try:
        pool.verify([("1", "2")] * processes, LIMIT, rule)
        start = time.perf_counter()
        found = pool.verify(pairs, LIMIT, rule).verdicts
        return time.perf_counter() - start, found
    finally:
        pool.close()


def differing(
    pairs: Sequence[tuple[str, str]], verdicts: dict[Rule, list[str]]
) -> list[dict[str, str]]:
    """The distinct pairs that only one of the rules verifies."""
    found = dict.fromkeys(
        (pair, strict, plain)
        for pair, strict, plain in zip(
            pairs, verdicts[Rule.STRICT], verdicts[Rule.MATH_VERIFY], strict=True
        )
        if (strict == "verified") != (plain == "verified")
    )
    return [
        {"reference": reference, "answer": answer, "STRICT": strict, "MATH_VERIFY": plain}
        for (reference, answer), strict, plain in found
    ]


if __name__ == "__main__":
    main()
