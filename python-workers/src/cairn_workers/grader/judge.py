"""What a grading process does with one item; runs in grading processes only."""

from dataclasses import asdict
from typing import Any

from cairn_workers.grader import math_verify_rule, strict
from cairn_workers.grader.rules import Rule


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
            match Rule(rule):
                case Rule.STRICT:
                    return strict.judge(reference, answer, tolerance)
                case Rule.MATH_VERIFY:
                    return math_verify_rule.judge(reference, answer)
        case "explain":
            reference, answer, rule, tolerance = item
            match Rule(rule):
                case Rule.STRICT:
                    return asdict(strict.explain(reference, answer, tolerance))
                case Rule.MATH_VERIFY:
                    return asdict(math_verify_rule.explain(reference, answer))
        case "parses":
            answer, rule = item
            match Rule(rule):
                case Rule.STRICT:
                    return strict.parses(answer)
                case Rule.MATH_VERIFY:
                    return math_verify_rule.parses(answer)
    raise ValueError(f"'{kind}' is not a kind of item")


# The LaTeX parser learns its grammar at its first use, a quarter of a second of CPU. Here, before
# the zygote forks, it costs no item a share of its limit and no child after a kill the time again.
for _rule in Rule:
    for _text in (
        r"\sqrt{2}+x",
        r"\sqrt[3]{x_1^2}-\log_2 3\cdot\sin(2n!)",
        r"\lfloor|x|\rfloor\pi",
    ):
        judge("verify", [r"\frac{1}{2}", _text, _rule, None])
