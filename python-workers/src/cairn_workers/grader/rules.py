"""The rules by which answers are graded, and what a grader says."""

from dataclasses import dataclass
from enum import StrEnum

VERIFIED = "verified"
DIFFERENT = "different"
UNPARSABLE = "unparsable"
TIMED_OUT = "timed_out"


class Rule(StrEnum):
    """How two answers are compared; docs/grading.md says what each rule calls equal."""

    STRICT = "STRICT"
    MATH_VERIFY = "MATH_VERIFY"

    @property
    def other(self) -> "Rule":
        """The rule that this one is held against."""
        match self:
            case Rule.STRICT:
                return Rule.MATH_VERIFY
            case Rule.MATH_VERIFY:
                return Rule.STRICT


@dataclass(frozen=True)
class Verdicts:
    """What was decided on each pair, in order.

    Attributes:
        verdicts: verified, different, unparsable or timed_out.
        others: the same by the other rule; None where it was not asked.
    """

    verdicts: list[str]
    others: list[str] | None = None


@dataclass(frozen=True)
class Explanation:
    """A verdict with its reason.

    Attributes:
        reference: what was read in the reference, in words or as an expression.
        answer: the same of the answer.
        why: one short sentence.
    """

    verdict: str
    reference: str
    answer: str
    why: str
