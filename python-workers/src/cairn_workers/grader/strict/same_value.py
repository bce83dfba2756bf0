"""Whether two terms have the same value: exactly, and for all values of their symbols.

Two rational numbers are compared as they are. A difference of constants is worked out to so many
digits that a true difference shows. Terms in symbols are compared at fixed points
in real numbers, where both are real, to 30 digits; at integers where they are not real elsewhere.
A pair of different terms that agrees at all of them was never made by accident.
"""

from fractions import Fraction
from typing import Any

import sympy

from cairn_workers.grader.strict.math_objects import Written
from cairn_workers.grader.strict.scan import UnreadableError

LEAST_DIGITS = 8  # of a decimal that may stand for a value that is no decimal
_DIGITS = 30
_MOST_DIGITS = 300
_ENOUGH = 4  # points at which both sides must have been real
# Of both signs, not small, without a pattern: identities that hold for positive numbers only fail.
_POINTS = [Fraction(p, q) for p, q in ((17, 7), (-29, 11), (41, 13), (5, 19), (-3, 23), (97, 31))]
_STEPS = [Fraction(p, q) for p, q in ((8, 5), (-13, 9), (3, 17), (25, 12), (7, 29), (-19, 37))]
_WHOLE = (3, 8, 5, 12)


def same(one: Any, other: Any) -> bool:
    """Whether the two sympy expressions are equal."""
    if one == other:
        return True
    if one.is_Rational and other.is_Rational:
        return False  # sympy keeps them in lowest terms
    if not one.free_symbols and not other.free_symbols:
        return _same_constants(one, other)
    return _same_functions(one, other)


def stands_for(decimal: Written, exact: Any) -> bool:
    """Whether a decimal is that value, or is it rounded or cut at the decimal's last place.

    A decimal of fewer than LEAST_DIGITS significant digits stands for itself only: 0.33 is not
    a third.
    """
    value = sympy.Rational(decimal.value.numerator, decimal.value.denominator)
    if same(value, exact):
        return True
    if decimal.digits < LEAST_DIGITS or exact.free_symbols:
        return False
    number = sympy.N(exact, decimal.digits + 15, maxn=_MOST_DIGITS)
    if not number.is_real or not number.is_finite:
        return False
    steps = sympy.Rational(number) / sympy.Rational(
        decimal.unit_of_last_place.numerator, decimal.unit_of_last_place.denominator
    )
    written = value / sympy.Rational(
        decimal.unit_of_last_place.numerator, decimal.unit_of_last_place.denominator
    )
    cut = sympy.floor(abs(steps)) * sympy.sign(steps)
    rounded = sympy.floor(abs(steps) + sympy.Rational(1, 2)) * sympy.sign(steps)
    return written in (cut, rounded)


def within(one: Any, other: Any, tolerance: float) -> bool:
    """Whether two constants differ by at most the tolerance."""
    if one.free_symbols or other.free_symbols:
        return False
    difference = sympy.N(abs(one - other), 20, maxn=_MOST_DIGITS)
    # A decimal such as 0.1 is meant as it is written, not as the float next to it.
    return bool(difference <= sympy.Rational(repr(tolerance)) + sympy.Rational(1, 10**15))


def proportional(one: Any, other: Any) -> bool:
    """Whether one is the other times a constant that is not zero."""
    if one.free_symbols != other.free_symbols or not one.free_symbols:
        return False
    names = _names(one)
    ratio = None
    seen = 0
    for shift in range(len(_POINTS)):
        point = _point(names, shift)
        left, right = _at(one, point), _at(other, point)
        if not (left.is_finite and right.is_finite) or _is_zero(left) or _is_zero(right):
            continue
        if ratio is not None and not _close(ratio, left / right):
            return False
        ratio = left / right
        seen += 1
    return seen >= _ENOUGH


def _same_constants(one: Any, other: Any) -> bool:
    if not (_is_finite(one) and _is_finite(other)):
        return bool(one == other)
    difference = one - other
    if difference.is_Rational:
        return bool(difference == 0)
    value = sympy.N(difference, 15, maxn=_MOST_DIGITS)
    real, imaginary = value.as_real_imag()
    return _is_zero(real) and _is_zero(imaginary)


def _is_finite(value: Any) -> bool:
    return not value.has(sympy.oo, sympy.zoo, sympy.nan)


def _is_zero(value: Any) -> bool:
    """Whether an evaluated number has no digit that is known not to be zero."""
    if value.is_Float:
        return bool(value._prec == 1 or abs(value) < sympy.Float(10) ** -(_MOST_DIGITS - 50))
    if value.is_number and not value.is_Atom:
        real, imaginary = value.as_real_imag()
        return _is_zero(sympy.N(real)) and _is_zero(sympy.N(imaginary))
    return bool(value == 0)


def _same_functions(one: Any, other: Any) -> bool:
    names = _names(one, other)
    imaginary = one.has(sympy.I) or other.has(sympy.I)
    agreed = 0
    for shift in range(len(_POINTS)):
        point = _point(names, shift)
        left, right = _at(one, point), _at(other, point)
        if not imaginary and not (left.is_real and right.is_real):
            continue
        if not (left.is_finite and right.is_finite):
            continue
        if not _close(left, right):
            return False
        agreed += 1
    if agreed >= _ENOUGH // 2 and not _only_at_integers(one, other):
        return agreed >= _ENOUGH or _agree_at_positive(one, other, names)
    return _agree_at_integers(one, other, names)


def _only_at_integers(one: Any, other: Any) -> bool:
    return any(e.has(sympy.factorial, sympy.binomial) for e in (one, other))


def _agree_at_positive(one: Any, other: Any, names: list[Any]) -> bool:
    for shift in range(len(_POINTS)):
        point = {name: abs(value) + shift for name, value in _point(names, shift).items()}
        left, right = _at(one, point), _at(other, point)
        if left.is_real != right.is_real:
            return False
        if left.is_finite and right.is_finite and not _close(left, right):
            return False
    return True


def _agree_at_integers(one: Any, other: Any, names: list[Any]) -> bool:
    """For factorials and powers of -1: symbols are taken as natural numbers, large ones first."""
    agreed = 0
    for start in _WHOLE:
        for turn in (1, -1):
            ordered = names[::turn]
            point = {name: sympy.Integer(start + 4 * i) for i, name in enumerate(ordered)}
            left, right = _at(one, point), _at(other, point)
            if not (left.is_finite and right.is_finite):
                continue
            if not _close(left, right):
                return False
            agreed += 1
    return agreed >= 2


def _names(*expressions: Any) -> list[Any]:
    symbols = {symbol for expression in expressions for symbol in expression.free_symbols}
    return sorted(symbols, key=lambda symbol: str(symbol.name))


def _point(names: list[Any], shift: int) -> dict[Any, Any]:
    """Values for the symbols; those of the same name are the same on both sides."""
    values = {}
    for i, name in enumerate(names):
        base = _POINTS[(shift + i) % len(_POINTS)] + _STEPS[shift] * (i // len(_POINTS))
        value = base + Fraction(i, 101) + Fraction(shift, 211)
        values[name] = sympy.Rational(value.numerator, value.denominator)
    return values


def _at(expression: Any, point: dict[Any, Any]) -> Any:
    value = expression.subs(point)
    if value.has(sympy.nan, sympy.zoo, sympy.oo):
        return sympy.nan
    number = sympy.N(value, _DIGITS, maxn=_MOST_DIGITS)
    if number.free_symbols or number.atoms(sympy.Function):
        raise UnreadableError("a function has no value that can be computed")
    return number


def _close(left: Any, right: Any) -> bool:
    size = max(abs(left), abs(right))
    if _is_zero(size):
        return True
    return bool(abs(left - right) <= size * sympy.Float(10) ** -(_DIGITS - 6))
