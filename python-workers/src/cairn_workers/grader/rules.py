"""The rules by which answers are graded, and the results of grading."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Verdict(StrEnum):
    """The result of comparing an answer with its reference."""

    VERIFIED = "verified"
    DIFFERENT = "different"
    UNPARSABLE = "unparsable"
    TIMED_OUT = "timed_out"

    @staticmethod
    def of_parsing(*, parsable: bool) -> "Verdict":
        """What the operation `parses` reports on an answer."""
        return Verdict.VERIFIED if parsable else Verdict.UNPARSABLE


class Rule(StrEnum):
    """How two answers are compared; docs/grading.md says what each rule calls equal."""

    STRICT = "STRICT"
    MATH_VERIFY = "MATH_VERIFY"

    @property
    def other(self) -> "Rule":
        """The rule that this one is compared with."""
        match self:
            case Rule.STRICT:
                return Rule.MATH_VERIFY
            case Rule.MATH_VERIFY:
                return Rule.STRICT
            case _:
                assert_never(self)


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on pairs, in order.

    Attributes:
        others: verdicts of the other rule; None if they were not requested.
    """

    verdicts: list[Verdict]
    others: list[Verdict] | None = None


@dataclass(frozen=True)
class Explanation:
    """A verdict with its reason.

    Attributes:
        reference: how the reference was read, in words or as an expression.
        answer: how the answer was read.
        why: one short sentence.
    """

    verdict: Verdict
    reference: str
    answer: str
    why: str
