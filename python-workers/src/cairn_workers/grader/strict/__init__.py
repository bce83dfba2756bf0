"""STRICT: equal only where symbols, units, bases, relations and the kind of thing agree."""

from cairn_workers.grader import math_verify_rule
from cairn_workers.grader.rules import Explanation


def judge(reference: str, answer: str, tolerance: float | None) -> str:
    """The verdict on a pair; may hang or explode."""
    return explain(reference, answer, tolerance).verdict


def explain(reference: str, answer: str, _tolerance: float | None) -> Explanation:
    """The verdict on a pair, what was read on each side, and why."""
    return math_verify_rule.explain(reference, answer)


def parses(answer: str) -> str:
    """Whether the answer is read as something: verified or unparsable."""
    return math_verify_rule.parses(answer)
