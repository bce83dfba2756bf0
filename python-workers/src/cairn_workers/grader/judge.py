"""What a grading process does with one item; runs in grading processes only."""

from dataclasses import asdict
from typing import Any, assert_never

from cairn_workers.grader import math_verify_rule, strict
from cairn_workers.grader.rules import Explanation, Rule, Verdict


def judge(kind: str, item: list[Any]) -> Any:
    """The result for one item; may hang or explode.

    Args:
        kind: `verify` or `explain` with [reference, answer, rule, tolerance], or `parses` with
            [answer, rule].

    Returns:
        A verdict; for `explain` an Explanation as a dict.
    """
    match kind:
        case "verify":
            reference, answer, rule, tolerance = item
            return _verify(reference, answer, Rule(rule), tolerance)
        case "explain":
            reference, answer, rule, tolerance = item
            return asdict(_explain(reference, answer, Rule(rule), tolerance))
        case "parses":
            answer, rule = item
            return Verdict.of_parsing(parsable=_is_parsable(answer, Rule(rule)))
    raise ValueError(f"'{kind}' is not a kind of item")


def _verify(reference: str, answer: str, rule: Rule, tolerance: float | None) -> Verdict:
    match rule:
        case Rule.STRICT:
            return strict.judge(reference, answer, tolerance)
        case Rule.MATH_VERIFY:
            return math_verify_rule.judge(reference, answer)
        case _:
            assert_never(rule)


def _explain(reference: str, answer: str, rule: Rule, tolerance: float | None) -> Explanation:
    match rule:
        case Rule.STRICT:
            return strict.explain(reference, answer, tolerance)
        case Rule.MATH_VERIFY:
            return math_verify_rule.explain(reference, answer)
        case _:
            assert_never(rule)


def _is_parsable(answer: str, rule: Rule) -> bool:
    match rule:
        case Rule.STRICT:
            return strict.is_parsable(answer)
        case Rule.MATH_VERIFY:
            return math_verify_rule.is_parsable(answer)
        case _:
            assert_never(rule)


# The LaTeX parser builds its grammar at its first use, a quarter of a second of CPU. Done here,
# before the zygote forks, it takes nothing from an item's time limit and no new child repeats it.
for _rule in Rule:
    for _text in (
        r"\sqrt{2}+x",
        r"\sqrt[3]{x_1^2}-\log_2 3\cdot\sin(2n!)",
        r"\lfloor|x|\rfloor\pi",
    ):
        judge("verify", [r"\frac{1}{2}", _text, _rule, None])
