"""Looks at a problem file's answers and prompts in a process of its own.

`python -m cairn_workers.check` reads one JSON object from standard input and writes one to standard
output: whether any grading rule reads each answer, and how many tokens each prompt has. The control
plane starts it, so that hostile texts never share a process or a queue with a run.
"""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from cairn_workers.errors import WorkerError
from cairn_workers.grader.process_pool import GraderPool
from cairn_workers.grader.rules import Rule
from cairn_workers.lengths import prompt_lengths

MOST_PROCESSES = 4
READ = "verified"


def readable(answers: Sequence[str], timeout: float) -> list[bool]:
    """Whether at least one rule reads each answer.

    Args:
        timeout: seconds per answer and rule.
    """
    if not answers:
        return []
    pool = GraderPool(min(MOST_PROCESSES, os.cpu_count() or 1))
    try:
        strict = pool.parses(answers, timeout, Rule.STRICT)
        rest = [answer for answer, verdict in zip(answers, strict, strict=True) if verdict != READ]
        second = dict(zip(rest, pool.parses(rest, timeout, Rule.MATH_VERIFY), strict=True))
    finally:
        pool.close()
    return [
        verdict == READ or second[answer] == READ
        for answer, verdict in zip(answers, strict, strict=True)
    ]


def checked(request: dict[str, Any]) -> dict[str, Any]:
    """The reply to a request.

    Args:
        request: `answers`, `timeout` in seconds, and with a `model` its `prompts`.
    """
    reply: dict[str, Any] = {"readable": readable(request["answers"], float(request["timeout"]))}
    if request.get("model") is not None:
        reply["lengths"] = prompt_lengths(request["model"], request["prompts"])
    return reply


def main() -> int:
    try:
        reply = checked(json.load(sys.stdin))
    except WorkerError as e:
        reply = {"error": str(e)}
    json.dump(reply, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
