"""STRICT: equal only if symbols, units, bases, relations and the kind of object agree.

`print_form` brings a text to its normal form, `reader` finds the kind of mathematical object and
its parts, `terms` passes the terms in it to Math-Verify's parser in an unambiguous form, and
`compare` compares two objects. docs/grading.md is the rule for users, ADR 18 its reasons.
"""

import re

from cairn_workers.grader.rules import Explanation, Verdict
from cairn_workers.grader.strict import words
from cairn_workers.grader.strict.compare import difference
from cairn_workers.grader.strict.math_objects import MathObject, Nothing, Text
from cairn_workers.grader.strict.print_form import normal
from cairn_workers.grader.strict.reader import read
from cairn_workers.grader.strict.scan import UnreadableError
from cairn_workers.grader.strict.show import shown

_AROUND_SIGNS = re.compile(r"(?<![\w\\]) +| +(?!\w)")
_UNPRINTED = re.compile(r"(\\[A-Za-z]+) +(?![A-Za-z])")


def judge(reference: str, answer: str, tolerance: float | None) -> Verdict:
    """The verdict on a pair; may hang or explode."""
    verdict, _, _, _ = _judged(reference, answer, tolerance)
    return verdict


def explain(reference: str, answer: str, tolerance: float | None) -> Explanation:
    """The verdict on a pair, what was read on each side, and why."""
    verdict, left, right, why = _judged(reference, answer, tolerance)
    return Explanation(verdict, _shown(left), _shown(right), why)


def is_parsable(answer: str) -> bool:
    """Whether the answer can be compared: terms, lists, sets and words can, sentences cannot."""
    match _read(answer):
        case Nothing() | UnreadableError():
            return False
        case Text(said):
            return not words.is_sentence(said)
        case _:
            return True


def _judged(
    reference: str, answer: str, tolerance: float | None
) -> tuple[Verdict, MathObject | UnreadableError, MathObject | UnreadableError, str]:
    left, right = _read(reference), _read(answer)
    if isinstance(left, Nothing) or isinstance(right, Nothing):
        side = "reference" if isinstance(left, Nothing) else "answer"
        return Verdict.UNPARSABLE, left, right, f"the {side} is empty"
    if isinstance(left, UnreadableError) or isinstance(right, UnreadableError):
        if _printed(reference) == _printed(answer) and any(c.isalnum() for c in answer):
            return (
                Verdict.VERIFIED,
                left,
                right,
                "the same text, which can't be read as mathematics",
            )
        side, fault = (
            ("reference", left) if isinstance(left, UnreadableError) else ("answer", right)
        )
        return Verdict.UNPARSABLE, left, right, f"the {side} can't be read: {fault}"
    try:
        why = difference(left, right, tolerance)
    except UnreadableError as fault:
        return Verdict.UNPARSABLE, left, right, f"the two can't be compared: {fault}"
    if why is None:
        return Verdict.VERIFIED, left, right, "equal"
    return Verdict.DIFFERENT, left, right, why


def _printed(text: str) -> str:
    """The normal form without the spaces that LaTeX does not print."""
    return _UNPRINTED.sub(r"\1", _AROUND_SIGNS.sub("", normal(text)))


def _read(text: str) -> MathObject | UnreadableError:
    try:
        return read(text)
    except UnreadableError as fault:
        return fault
    except RecursionError:
        return UnreadableError("it is nested too deeply")


def _shown(parsed: MathObject | UnreadableError) -> str:
    return "" if isinstance(parsed, UnreadableError) else shown(parsed)
