"""Whether two values are equal: units first, then numbers, then terms."""

from typing import Any

import sympy

from cairn_workers.grader.strict import unit_words, units
from cairn_workers.grader.strict.math_objects import Value, Written
from cairn_workers.grader.strict.same_value import same, stands_for, within
from cairn_workers.grader.strict.units import Unit


def difference(one: Value, other: Value, tolerance: float | None) -> str | None:
    """Why two values differ; None if they are equal."""
    if one.unit is not None and other.unit is not None:
        return _with_units(one, one.unit, other, other.unit, tolerance)
    if one.unit is not None:
        return _half(one, one.unit, other, tolerance)
    if other.unit is not None:
        return _half(other, other.unit, one, tolerance)
    return _numbers(one, other, tolerance)


def symbols_difference(one: Any, other: Any) -> str | None:
    """Which symbols only one of two terms has, in words."""
    names = [{str(s) for s in term.free_symbols} for term in (one, other)]
    lacking, new = names[0] - names[1], names[1] - names[0]
    if lacking:
        return f"the answer lacks symbols of the reference: {', '.join(sorted(lacking))}"
    if new:
        return f"the answer has symbols that the reference lacks: {', '.join(sorted(new))}"
    return None


def _with_units(
    one: Value, unit: Unit, other: Value, second: Unit, tolerance: float | None
) -> str | None:
    if unit == second or unit.shown == second.shown:
        return _numbers(one, other, tolerance)
    turns = {unit.turns, second.turns} - {None}
    if unit.dimensions != second.dimensions or len(turns) == 2:
        return f"different units: {unit.shown} and {second.shown}"
    if tolerance is not None and not unit.offset and not second.offset:
        ratio = _rational(second.factor / unit.factor)
        return _numbers(one, Value(other.expression * ratio), tolerance)
    if same(_in_base_units(one, unit), _in_base_units(other, second)):
        return None
    if _numbers(one, other, tolerance) is None:
        return f"different units: {unit.shown} and {second.shown}"
    return "different amounts"


def _half(with_unit: Value, unit: Unit, bare: Value, tolerance: float | None) -> str | None:
    """One side has a unit: the other may leave it out, but not a number word such as dozen."""
    plain = Value(with_unit.expression, with_unit.written)
    number = _without_letter(bare, unit)
    if number is not None:
        return _numbers(plain, Value(number), tolerance)
    if not unit.counts and _numbers(plain, bare, tolerance) is None:
        return None
    if unit.is_degree or unit.counts:
        full = Value(_in_base_units(with_unit, unit))
        return _numbers(full, bare, tolerance)
    return _numbers(plain, bare, tolerance)


def _without_letter(bare: Value, unit: Unit) -> Any | None:
    """300 of the term 300K, where the other side says kelvin."""
    symbols = bare.expression.free_symbols
    letter = next(iter(symbols), None)
    name = unit_words.LETTERS.get(str(letter))
    if len(symbols) != 1 or name is None:
        return None
    said = units.named(name)
    number = sympy.cancel(bare.expression / letter)
    same_unit = (said.factor, said.dimensions) == (unit.factor, unit.dimensions)
    return number if same_unit and not unit.offset and number.is_number else None


def _in_base_units(value: Value, unit: Unit) -> Any:
    if unit.is_degree:
        return value.expression * sympy.pi / 180
    return value.expression * _rational(unit.factor) + _rational(unit.offset)


def _rational(value: Any) -> Any:
    return sympy.Rational(value.numerator, value.denominator)


def _numbers(one: Value, other: Value, tolerance: float | None) -> str | None:
    if (one.base is None) != (other.base is None):
        return f"one number is written in base {one.base or other.base}, the other has no base"
    left, right = one.expression, other.expression
    if same(left, right):
        return None
    if one.written is not None and other.written is None and _stands(one.written, right):
        return None
    if other.written is not None and one.written is None and _stands(other.written, left):
        return None
    if tolerance is not None and within(left, right, tolerance):
        return None
    return (
        symbols_difference(left, right) or "different numbers"
        if not (left.free_symbols or right.free_symbols)
        else symbols_difference(left, right) or "different terms"
    )


def _stands(decimal: Written, exact: Any) -> bool:
    return stands_for(decimal, exact)
