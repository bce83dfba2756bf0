"""Amounts in several units: 2 hours and 30 minutes, 5 feet 3 inches."""

import re
from itertools import pairwise

import sympy

from cairn_workers.grader.strict import quantities
from cairn_workers.grader.strict.math_objects import Value

_PART = r"\d[\d.]*\s*(?:\\text\{\s*[A-Za-z]+(?:\s+and)?\s*\}|[a-z]{2,})"
_JOIN = r"(?:\s*,?\s*\\text\{\s*and\s*\}\s*|\s*)"
_AMOUNT = re.compile(f"{_PART}(?:{_JOIN}{_PART})+")


def of(text: str) -> Value | None:
    """The sum in the first unit; None unless units of one dimension follow each other downwards."""
    if not _AMOUNT.fullmatch(text):
        return None
    total = sympy.Integer(0)
    values = [quantities.of(part) for part in re.findall(_PART, text)]
    found = [(value.expression, value.unit) for value in values if value.unit is not None]
    if len(found) != len(values):
        return None
    first = found[0][1]
    if not first.dimensions or any(
        one.dimensions != other.dimensions or one.factor <= other.factor
        for (_, one), (_, other) in pairwise(found)
    ):
        return None
    for number, unit in found:
        ratio = unit.factor / first.factor
        total += number * sympy.Rational(ratio.numerator, ratio.denominator)
    return Value(total, unit=first)
