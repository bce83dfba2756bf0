"""Checks a problem file's answers and prompts in a process of its own.

`python -m cairn_workers.check` reads a JSON object from standard input and writes one to standard
output: whether any grading rule reads each answer, and how many tokens each prompt has. The control
plane starts it, so that hostile texts never share a process or a queue with a run.
"""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from cairn_workers.errors import WorkerError
from cairn_workers.fields import Fields
from cairn_workers.grader.process_pool import GraderPool
from cairn_workers.grader.rules import Rule, Verdict
from cairn_workers.lengths import prompt_lengths

MAX_PROCESSES = 4


def are_parsable(answers: Sequence[str], timeout: float) -> list[bool]:
    """Whether at least one rule reads each answer.

    Args:
        timeout: seconds per answer and rule.
    """
    if not answers:
        return []
    pool = GraderPool(min(MAX_PROCESSES, os.cpu_count() or 1))
    try:
        found = set(_read_by(Rule.STRICT, answers, pool, timeout))
        rest = [answer for answer in answers if answer not in found]
        found |= set(_read_by(Rule.MATH_VERIFY, rest, pool, timeout))
    finally:
        pool.close()
    return [answer in found for answer in answers]


def _read_by(rule: Rule, answers: Sequence[str], pool: GraderPool, timeout: float) -> list[str]:
    verdicts = pool.parse_verdicts(answers, timeout, rule)
    pairs = zip(answers, verdicts, strict=True)
    return [answer for answer, verdict in pairs if verdict is Verdict.VERIFIED]


def check(request: dict[str, Any]) -> dict[str, Any]:
    """The reply to a request.

    Args:
        request: `answers`, `timeout` in seconds, and with a `model` its `prompts`.
    """
    fields = Fields("check", request)
    answers, timeout = fields.texts("answers"), fields.positive("timeout")
    reply: dict[str, Any] = {"readable": are_parsable(answers, timeout)}
    model = fields.optional_text("model")
    if model is not None:
        reply["lengths"] = prompt_lengths(model, fields.texts("prompts"))
    return reply


def main() -> int:
    try:
        reply = check(json.load(sys.stdin))
    except WorkerError as e:
        reply = {"error": str(e)}
    json.dump(reply, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
