"""Equations, inequalities and membership."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import sympy

from cairn_workers.grader.strict import quantities, regions, scan, sets
from cairn_workers.grader.strict.math_objects import (
    Form,
    Many,
    MathObject,
    Named,
    Reals,
    Relation,
    Value,
)
from cairn_workers.grader.strict.regions import Region
from cairn_workers.grader.strict.scan import UnreadableError

Read = Callable[[str], MathObject]
_SIGNS = ("=", "<", ">", r"\le", r"\ge", r"\ne", r"\approx", r"\equiv")
_ORDER = ("<", ">", r"\le", r"\ge", r"\ne")
_TURNED = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le", r"\ne": r"\ne"}
_SUBSCRIPT = r"(?:\s*_\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\w|\\[A-Za-z]+))?"
_NAME = re.compile(
    r"(?P<name>(?:[A-Za-z]|\\(?:hat|bar|overline|vec)\s*\{[^{}]*\}|\\[A-Za-z]+)"
    + _SUBSCRIPT
    + r"'*(?:\s*\^\s*\{\s*-1\s*\})?)"
    r"(?:\s*\(\s*(?P<argument>[A-Za-z]|\\[A-Za-z]+)\s*\))?"
)
_LONG_NAME = re.compile(
    r"\\angle\s*(?:[A-Z](?:_\{?\d\}?)?\s*)+|[A-Z]{2,3}|\\text\{[^{}]+\}|\|[A-Z]{2}\||\\overline\{[A-Z]{2}\}"
)
# A value or a probability: f(2), P(X=1), E(X).
_CALL = re.compile(r"[EFGHNPQSTVfghp]\s*\(\s*[\w\s=,|\\]+\)")
_OR = re.compile(r"(?:,\s*)?\\text\{\s*,?\s*(?:or|and)\s*\}")


def alternatives(text: str, read: Read) -> MathObject | None:
    """Inequalities joined by `or` (their union) or `and` (what they have in common)."""
    words = set(re.findall(r"\\text\{\s*,?\s*(or|and)\s*\}", text))
    comma = scan.has(text, ",")
    if not (len(words) == 1 or (comma and not words)) or not any(scan.has(text, s) for s in _ORDER):
        return None
    joined = _OR.sub(lambda _: r"\text{or}", text)
    parts = [p for p in scan.split(joined, r"\text{or}", ",") if p]
    if len(parts) < 2 or not all(any(scan.has(p, s) for s in _ORDER) for p in parts):
        return None
    found = [of(part, read) for part in parts]
    if not all(isinstance(part, Reals) for part in found):
        return None
    sets_of = [part for part in found if isinstance(part, Reals)]
    names = {part.variable for part in sets_of}
    if len(names) != 1:
        return None
    combine = regions.union if words == {"or"} else regions.intersection
    if not words and all(p.region == _punctured(p.region) for p in sets_of):
        combine = regions.intersection
    elif not words:
        return None
    return Reals(combine([part.region for part in sets_of]), names.pop())


def of(text: str, read: Read) -> MathObject | None:
    """An equation, an inequality or a membership; None without a sign of one."""
    if scan.has(text, r"\in"):
        name, _, rest = text.partition(r"\in")
        return _named(name.strip(), read(rest))
    if scan.has(text, r"\notin"):
        name, _, rest = text.partition(r"\notin")
        return _named(name.strip(), Reals(regions.complement(sets.region_of(read(rest)))))
    parts = scan.divided(text, *_SIGNS)
    if len(parts) < 2:
        return None
    sides, signs = [part for part, _ in parts], [sign for _, sign in parts[1:]]
    if not all(sides):
        raise UnreadableError("a side of a relation is missing")
    if signs == [r"\approx"] and _NAME.fullmatch(sides[0]):
        signs = ["="]
    if set(signs) == {"="}:
        return _equation(sides, read)
    if any(sign not in _ORDER for sign in signs):
        raise UnreadableError("an approximation or congruence is not supported")
    return _inequality(sides, signs)


def _equation(sides: Sequence[str], read: Read) -> MathObject:
    if len(sides) > 2:  # x = 2 + 3 = 5: the last term is its value
        return _equation([sides[0], sides[-1]], read)
    left, right = sides
    tuple_of_names = scan.wrapped(left)
    if tuple_of_names and all(_NAME.fullmatch(p) for p in scan.split(tuple_of_names[1], ",")):
        return Named(re.sub(r"\s", "", left), read(right))
    match = _NAME.fullmatch(left)
    if match is not None and match["name"] not in (r"\pi", "i", "e"):
        return Named(_squeezed(match["name"]), read(right), match["argument"])
    if _LONG_NAME.fullmatch(left) or _CALL.fullmatch(left):
        return Named(_squeezed(left), read(right))
    return Relation(quantities.term(left).expression, "=", quantities.term(right).expression)


def _squeezed(name: str) -> str:
    return re.sub(r"[\s{}]", "", name)


def _named(name: str, parsed: MathObject) -> MathObject:
    if not _NAME.fullmatch(name):
        raise UnreadableError("membership is supported for a name only")
    if isinstance(parsed, Reals):
        return Reals(parsed.region, _squeezed(name))
    if isinstance(parsed, Many) and parsed.form is Form.TUPLE and parsed.region is not None:
        return Reals(parsed.region, _squeezed(name))
    return Named(_squeezed(name), parsed)


def _inequality(sides: Sequence[str], signs: Sequence[str]) -> MathObject:
    values = [quantities.term(side).expression for side in sides]
    names = sorted({s for value in values for s in value.free_symbols}, key=lambda s: str(s.name))
    if len(names) == 1:
        steps = zip(values, signs, values[1:], strict=False)
        found = [_solved(a, sign, b, names[0]) for a, sign, b in steps]
        return Reals(regions.intersection(found) if len(found) > 1 else found[0], names[0].name)
    if len(signs) > 1:
        return _between(values, signs)
    left, sign, right = values[0], signs[0], values[1]
    if sign in (">", r"\ge"):
        left, sign, right = right, _TURNED[sign], left
    return Relation(left, sign, right)


def _between(values: Sequence[Any], signs: Sequence[str]) -> MathObject:
    """a < x < b with symbols as ends."""
    if len(values) != 3 or not values[1].is_Symbol:
        raise UnreadableError("a chain of inequalities in several symbols is not supported")
    low, high = values[0], values[2]
    first, second = signs
    if first in (">", r"\ge") and second in (">", r"\ge"):
        low, high, first, second = high, low, _TURNED[second], _TURNED[first]
    if not {first, second} <= {"<", r"\le"}:
        raise UnreadableError("a chain of inequalities does not go in one direction")
    region = regions.interval(low, high, low_closed=first == r"\le", high_closed=second == r"\le")
    return Reals(region, str(values[1].name))


def _solved(left: Any, sign: str, right: Any, symbol: Any) -> Region:
    if right == symbol and not left.has(symbol):
        left, sign, right = right, _TURNED[sign], left
    if left == symbol and not right.has(symbol):
        return _ray(sign, right)
    real = sympy.Symbol("x", real=True)
    difference = sympy.simplify((left - right).subs(symbol, real))
    relation = {
        "<": difference < 0, ">": difference > 0, r"\le": difference <= 0,
        r"\ge": difference >= 0, r"\ne": sympy.Ne(difference, 0),
    }[sign]  # fmt: skip
    if relation in (True, False):
        return regions.REALS if relation else regions.EMPTY
    try:
        found = sympy.solve_univariate_inequality(relation, real, relational=False)
    except (NotImplementedError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableError("the inequality can't be solved") from error
    return _from_sympy(found)


def _ray(sign: str, end: Any) -> Region:
    infinite = sympy.oo
    match sign:
        case "<" | r"\le":
            return regions.interval(-infinite, end, low_closed=False, high_closed=sign == r"\le")
        case ">" | r"\ge":
            return regions.interval(end, infinite, low_closed=sign == r"\ge", high_closed=False)
        case _:
            return regions.complement(regions.points([end]))


def _from_sympy(found: Any) -> Region:
    if found is sympy.S.EmptySet:
        return regions.EMPTY
    if isinstance(found, sympy.Union):
        return regions.union([_from_sympy(part) for part in found.args])
    if isinstance(found, sympy.FiniteSet):
        return regions.points(list(found.args))
    if isinstance(found, sympy.Interval):
        return regions.interval(
            found.start, found.end, low_closed=not found.left_open, high_closed=not found.right_open
        )
    if found == sympy.S.Reals:
        return regions.REALS
    raise UnreadableError("the inequality can't be solved")


def _punctured(region: Region) -> Region:
    """The region if it is all real numbers but some points."""
    gaps = regions.complement(region)
    return region if all(p.low == p.high for p in gaps.pieces) else regions.EMPTY


def as_curve(parsed: MathObject) -> Relation | None:
    """A named term in symbols as an equation: y = 2x+3 is a line."""
    if isinstance(parsed, Relation):
        return parsed
    if not isinstance(parsed, Named) or parsed.argument is not None:
        return None
    if not isinstance(parsed.value, Value) or parsed.value.unit is not None:
        return None
    return Relation(sympy.Symbol(parsed.name.removeprefix("\\")), "=", parsed.value.expression)
