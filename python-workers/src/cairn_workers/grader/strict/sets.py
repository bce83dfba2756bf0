"""Sets: braces, intervals, unions, number sets, all but some points."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import sympy

from cairn_workers.grader.strict import lists, regions, scan
from cairn_workers.grader.strict.math_objects import Form, Many, MathObject, Reals, Text, Value
from cairn_workers.grader.strict.regions import EMPTY, REALS, Region
from cairn_workers.grader.strict.scan import UnreadableError

Read = Callable[[str], MathObject]
_NUMBER_SETS = {
    "Z": "integers",
    "N": "natural numbers",
    "Q": "rational numbers",
    "C": "complex numbers",
}


def of(text: str, read: Read) -> MathObject | None:
    """A union, intersection or difference, or a set with a sign of its own."""
    if text in (r"\emptyset", r"\{ \}", r"\{\}", "∅"):
        return Reals(EMPTY)
    if text in (r"\mathbb{R}", r"\mathbb R"):
        return Reals(REALS)
    if re.fullmatch(r"\\mathbb\s*\{?R\}?\s*(?:\^|_)\s*\{?\s*(?:\+|>\s*0)\s*\}?", text):
        return Reals(regions.interval(sympy.S.Zero, sympy.oo, low_closed=False, high_closed=False))
    if text.startswith(r"\mathbb"):
        letter = text.removeprefix(r"\mathbb").strip("{} ")
        if letter in _NUMBER_SETS:
            return Text(_NUMBER_SETS[letter])
    for token, combine in (
        (r"\setminus", _difference),
        (r"\cup", regions.union),
        (r"\cap", regions.intersection),
    ):
        if scan.has(text, token):
            return Reals(combine([region_of(read(part)) for part in scan.split(text, token)]))
    if scan.has(text, "-") and r"\mathbb" in text and r"\{" in text:
        return Reals(_difference([region_of(read(part)) for part in scan.split(text, "-")]))
    return None


def braced(inside: str, read: Read) -> MathObject:
    """A set in braces: its members, or a condition after a bar."""
    if not inside:
        return Reals(EMPTY)
    for bar in ("|", ":"):
        parts = scan.split(inside, bar)
        if len(parts) == 2 and any(
            scan.has(parts[1], t) for t in ("<", ">", r"\le", r"\ge", r"\ne", r"\in")
        ):
            condition = read(parts[1])
            if isinstance(condition, Reals):
                return condition
    members = lists.items(inside, read)
    return Many(Form.SET, tuple(members))


def as_interval(brackets: str, ends: Sequence[MathObject]) -> Region | None:
    """The interval with these two ends, if they may be its ends."""
    if len(ends) != 2 or brackets == "<>":
        return None
    low, high = ends
    if not (isinstance(low, Value) and isinstance(high, Value)) or low.unit or high.unit:
        return None
    try:
        found = regions.interval(
            low.expression,
            high.expression,
            low_closed=brackets[0] == "[",
            high_closed=brackets[1] == "]",
        )
    except UnreadableError:
        return None
    return found if found.pieces else None


def region_of(parsed: MathObject) -> Region:
    """The set of real numbers that an object is.

    Raises:
        UnreadableError: it is not one.
    """
    match parsed:
        case Reals(region):
            return region
        case Many(Form.TUPLE, _, _, _, region) if region is not None:
            return region
        case Many(Form.SET, items):
            return regions.points([_number(item) for item in items])
        case _:
            raise UnreadableError("a set is joined with something that is not a set of numbers")


def _number(item: MathObject) -> Any:
    if isinstance(item, Value) and item.unit is None:
        return item.expression
    raise UnreadableError("a set is joined with something that is not a set of numbers")


def _difference(parts: Sequence[Region]) -> Region:
    taken = [regions.complement(part) for part in parts[1:]]
    return regions.intersection([parts[0], *taken])
