"""MATH_VERIFY: Math-Verify 0.9 as published; runs in grading processes only.

Both texts are the contents of a box, so both are parsed as `\\boxed{content}`: that is
`verify(parse(reference), parse(boxed))`, as the paper says. Parsed bare, `\\frac12`,
`2\\sqrt{3}` and `(1,2)` would be read as nothing or as their first digit; `$...$` gave
the same verdicts as the box on every pair tried.

Math-Verify's own alarms count whole seconds, for each of several calls per pair, so they are off;
the caller's timer covers the pair.
"""

import logging
from typing import Any, assert_never

from math_verify import parse, verify

from cairn_workers.grader.rules import Explanation, Verdict

logging.getLogger("math_verify").setLevel(logging.CRITICAL)


def judge(reference: str, answer: str) -> Verdict:
    """The verdict on a pair; may hang or explode."""
    return _verdict(_parsed(reference), _parsed(answer))


def explain(reference: str, answer: str) -> Explanation:
    """The verdict on a pair and what Math-Verify read on each side."""
    left, right = _parsed(reference), _parsed(answer)
    verdict = _verdict(left, right)
    match verdict:
        case Verdict.VERIFIED:
            why = "Math-Verify considers the two equal"
        case Verdict.DIFFERENT:
            why = "Math-Verify considers the two different"
        case Verdict.UNPARSABLE | Verdict.TIMED_OUT:
            side = "answer" if _was_read(left) else "reference"
            why = f"Math-Verify finds no expression in the {side}"
        case _:
            assert_never(verdict)
    return Explanation(verdict, _shown(left), _shown(right), why)


def is_parsable(answer: str) -> bool:
    """Whether Math-Verify reads an expression in the answer."""
    return bool(parse(_boxed(answer), fallback_mode="no_fallback", parsing_timeout=None))


def _verdict(reference: list[Any], answer: list[Any]) -> Verdict:
    if verify(reference, answer, timeout_seconds=None):
        return Verdict.VERIFIED
    both_read = _was_read(reference) and _was_read(answer)
    return Verdict.DIFFERENT if both_read else Verdict.UNPARSABLE


def _parsed(content: str) -> list[Any]:
    return list(parse(_boxed(content), parsing_timeout=None))


def _boxed(content: str) -> str:
    return "\\boxed{" + content + "}"


def _was_read(parsed: list[Any]) -> bool:
    """Whether there is an expression, not only the fallback text."""
    return any(not isinstance(part, str) for part in parsed)


def _shown(parsed: list[Any]) -> str:
    expression = next((part for part in parsed if not isinstance(part, str)), None)
    return "" if expression is None else str(expression)
