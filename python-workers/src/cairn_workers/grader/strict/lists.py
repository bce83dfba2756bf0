"""Lists: commas, semicolons, `and`, plus-minus, and dots that stand for what is between."""

import re
from collections.abc import Callable
from itertools import pairwise

import sympy

from cairn_workers.grader.strict import scan
from cairn_workers.grader.strict.math_objects import Dots, Form, Many, MathObject, Named, Value
from cairn_workers.grader.strict.scan import UnreadableError

MOST_ITEMS = 1_000
Read = Callable[[str], MathObject]

_AND = r"\text{and}"
_JOIN = re.compile(r"(?:[,;]\s*)?\\text\{\s*,?\s*(?:and|or|&)\s*,?\s*\}", re.IGNORECASE)


def of(text: str, single: Read) -> Many | None:
    """The list that the text is, or None if nothing separates anything in it."""
    joined = _JOIN.sub(lambda _: _AND, text)
    signed = r"\pm" in joined or r"\mp" in joined
    if not scan.has(joined, ",", ";", _AND):
        found = scan.wrapped(joined)
        if not signed or (found is not None and found[0] == r"\{"):
            return None
        if found is not None and scan.has(found[1], ","):
            return Many(Form.LIST, tuple(single(one) for one in _signs(joined)))
    parts = items(joined, single)
    if len(parts) < 2:
        return None
    return Many(Form.LIST, tuple(parts))


def items(text: str, single: Read) -> list[MathObject]:
    """The objects between separators; `a = 1, 2` names both."""
    separator = ";" if scan.has(text, ";") else ","
    parts = scan.split(_JOIN.sub(lambda _: _AND, text), separator, _AND)
    if len(parts) > 1 and not all(parts):
        raise UnreadableError("a part of a list is empty")
    found: list[MathObject] = []
    for part in parts:
        if separator == ";" and scan.has(part, ","):
            found.append(Many(Form.LIST, tuple(items(part, single))))
            continue
        found += [single(text_of_one) for text_of_one in _signs(part)]
    first = found[0] if found else None
    if isinstance(first, Named) and len(found) > 1 and first.argument is None:
        rest = found[1:]
        if all(isinstance(item, Value | Many | Dots) for item in rest):
            found = [first, *(Named(first.name, item) for item in rest)]
            if any(isinstance(item, Dots) for item in rest):
                return [Named(first.name, Many(Form.LIST, tuple(_dots([first.value, *rest]))))]
    return _dots(found)


def _signs(part: str) -> list[str]:
    """A term with plus-minus as its two terms."""
    if r"\pm" not in part and r"\mp" not in part:
        return [part]
    upper = re.sub(r"\\pm\b", "+", re.sub(r"\\mp\b", "-", part))
    lower = re.sub(r"\\pm\b", "-", re.sub(r"\\mp\b", "+", part))
    return [upper, lower]


def _dots(found: list[MathObject]) -> list[MathObject]:
    """Dots between whole numbers in equal steps are written out."""
    places = [i for i, item in enumerate(found) if isinstance(item, Dots)]
    if len(places) != 1 or not 0 < places[0] < len(found) - 1:
        return found
    at = places[0]
    before, after = found[:at], found[at + 1 :]
    numbers = [_whole(item) for item in (*before, *after)]
    if any(number is None for number in numbers):
        return found
    known = [number for number in numbers if number is not None]
    step = known[1] - known[0] if at > 1 else (1 if known[at] > known[0] else -1)
    if step == 0 or any(b - a != step for a, b in pairwise(known[:at])):
        return found
    last, end = known[at - 1], known[at]
    between = range(last + step, end, step)
    if (end - last) % step or len(between) > MOST_ITEMS or (end - last) * step < 0:
        return found
    return [*before, *(Value(sympy.Integer(k)) for k in between), *after]


def _whole(item: MathObject) -> int | None:
    if isinstance(item, Value) and item.expression.is_Integer and item.unit is None:
        return int(item.expression)
    return None
