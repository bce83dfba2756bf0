"""STRICT: equal only where symbols, units, bases, relations and the kind of thing agree.

`print_form` brings a text to its normal form, `reader` says what kind of thing it is, `terms` hands
what is left of it to Math-Verify's parser in a form without ambiguity, and `compare` holds two
things against each other. docs/grading.md is the rule for users, ADR 18 its reasons.
"""

import re

from cairn_workers.grader.rules import DIFFERENT, UNPARSABLE, VERIFIED, Explanation
from cairn_workers.grader.strict import words
from cairn_workers.grader.strict.compare import difference
from cairn_workers.grader.strict.print_form import normal
from cairn_workers.grader.strict.reader import read
from cairn_workers.grader.strict.scan import UnreadableError
from cairn_workers.grader.strict.show import shown
from cairn_workers.grader.strict.things import Nothing, Text, Thing

_AROUND_SIGNS = re.compile(r"(?<![\w\\]) +| +(?!\w)")
_UNPRINTED = re.compile(r"(\\[A-Za-z]+) +(?![A-Za-z])")


def judge(reference: str, answer: str, tolerance: float | None) -> str:
    """The verdict on a pair; may hang or explode."""
    verdict, _, _, _ = _judged(reference, answer, tolerance)
    return verdict


def explain(reference: str, answer: str, tolerance: float | None) -> Explanation:
    """The verdict on a pair, what was read on each side, and why."""
    verdict, left, right, why = _judged(reference, answer, tolerance)
    return Explanation(verdict, _shown(left), _shown(right), why)


def parses(answer: str) -> str:
    """Whether the answer can be held against others: verified or unparsable.

    A term, a list, a set and a word can; a sentence and an empty text can't.
    """
    match _read(answer):
        case Nothing() | UnreadableError():
            return UNPARSABLE
        case Text(said):
            return UNPARSABLE if words.is_sentence(said) else VERIFIED
        case _:
            return VERIFIED


def _judged(
    reference: str, answer: str, tolerance: float | None
) -> tuple[str, Thing | UnreadableError, Thing | UnreadableError, str]:
    left, right = _read(reference), _read(answer)
    if isinstance(left, Nothing) or isinstance(right, Nothing):
        side = "reference" if isinstance(left, Nothing) else "answer"
        return UNPARSABLE, left, right, f"the {side} is empty"
    if isinstance(left, UnreadableError) or isinstance(right, UnreadableError):
        if _printed(reference) == _printed(answer) and any(c.isalnum() for c in answer):
            return VERIFIED, left, right, "the same text, which is not read as mathematics"
        side, fault = (
            ("reference", left) if isinstance(left, UnreadableError) else ("answer", right)
        )
        return UNPARSABLE, left, right, f"the {side} is not read: {fault}"
    try:
        why = difference(left, right, tolerance)
    except UnreadableError as fault:
        return UNPARSABLE, left, right, f"the two can't be compared: {fault}"
    if why is None:
        return VERIFIED, left, right, "equal"
    return DIFFERENT, left, right, why


def _printed(text: str) -> str:
    """The normal form without the spaces that LaTeX does not print."""
    return _UNPRINTED.sub(r"\1", _AROUND_SIGNS.sub("", normal(text)))


def _read(text: str) -> Thing | UnreadableError:
    try:
        return read(text)
    except UnreadableError as fault:
        return fault
    except RecursionError:
        return UnreadableError("it is nested too deep")


def _shown(thing: Thing | UnreadableError) -> str:
    return "" if isinstance(thing, UnreadableError) else shown(thing)
