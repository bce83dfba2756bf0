"""Terms as sympy expressions, evaluated exactly, within bounds."""

from functools import lru_cache
from typing import Any

import sympy
from latex2sympy2_extended.latex2sympy2 import ConversionConfig, latex2sympy

from cairn_workers.grader.strict import formula
from cairn_workers.grader.strict.names import IMAGINARY
from cairn_workers.grader.strict.scan import UnreadableError

MOST_DIGITS = 20_000  # of a power or a factorial that is worked out
MOST_FACTORIAL = 5_000
MOST_TERMS = 1_000  # of a sum or product that is worked out

_AS_WRITTEN = ConversionConfig(lowercase_symbols=False)


@lru_cache(maxsize=2048)
def read(text: str) -> Any:
    """The term that the text says.

    Raises:
        UnreadableError: it is not a term, or too large to compute.
    """
    if text.isdecimal():
        return sympy.Integer(int(text))
    found = formula.explicit(text)
    try:
        parsed = latex2sympy(
            found.latex,
            is_real=None,
            normalization_config=None,
            conversion_config=_AS_WRITTEN,
        )
    except RecursionError as error:
        raise UnreadableError("the term is nested too deeply") from error
    except Exception as error:  # its parser raises plain Exceptions
        raise UnreadableError("Math-Verify's parser can't read the term") from error
    if not isinstance(parsed, sympy.Expr):
        raise UnreadableError("Math-Verify's parser finds no term")
    names: dict[Any, Any] = {}
    for stand_in, name in found.names.items():
        meant = sympy.I if name == IMAGINARY else sympy.Symbol(name.removeprefix("\\"))
        names[sympy.Symbol(stand_in)] = meant
    return _evaluated(parsed, names)


def _evaluated(node: Any, names: dict[Any, Any]) -> Any:
    if node.is_Symbol:
        return names.get(node, node)
    if not node.args:
        if node.is_Float:
            raise UnreadableError("a decimal was not read exactly")
        return node
    if isinstance(node, sympy.Sum | sympy.Product):
        return _series(node, names)
    args = [_evaluated(arg, names) for arg in node.args]
    if isinstance(node, sympy.Pow):
        return _power(*args)
    if isinstance(node, sympy.factorial) and args[0].is_Integer and args[0] > MOST_FACTORIAL:
        raise UnreadableError("a factorial is too large to compute")
    if isinstance(node, sympy.UnevaluatedExpr):
        return args[0]
    value = node.func(*args)
    if value.has(sympy.zoo, sympy.nan):
        raise UnreadableError("the term is not defined")
    return value


def _power(base: Any, exponent: Any) -> Any:
    if exponent.is_Rational and exponent.q % 2 == 1 and exponent.q > 1:
        return _odd_root(base, exponent)
    if base.is_number and exponent.is_number:
        size = abs(sympy.N(exponent, 15)) if exponent != sympy.oo else 0
        digits = sympy.N(sympy.log(abs(sympy.N(base, 15))), 15) if base not in (0, sympy.oo) else 0
        if not size.is_finite if isinstance(size, sympy.Basic) else False:
            raise UnreadableError("a power is too large to compute")
        if size * abs(digits) > MOST_DIGITS * 2.302585:
            raise UnreadableError("a power is too large to compute")
        if base == 0 and exponent.is_negative:
            raise UnreadableError("the term divides by zero")
    return base**exponent


def _odd_root(base: Any, exponent: Any) -> Any:
    """The real root of a real base, as in school: the cube root of -8 is -2."""
    root = sympy.Rational(1, exponent.q)
    if base.is_number:
        if base.is_extended_negative:
            return (-((-base) ** root)) ** exponent.p
        return base**exponent
    if base.could_extract_minus_sign():
        return (-((-base) ** root)) ** exponent.p
    return base**exponent


def _series(node: Any, names: dict[Any, Any]) -> Any:
    body = _evaluated(node.args[0], names)
    index, start, end = (_evaluated(arg, names) for arg in node.args[1])
    if start.is_Integer and end.is_Integer:
        if end - start > MOST_TERMS:
            raise UnreadableError(f"a sum or product has more than {MOST_TERMS} terms")
        terms = [body.subs(index, k) for k in range(int(start), int(end) + 1)]
        return sympy.Add(*terms) if isinstance(node, sympy.Sum) else sympy.Mul(*terms)
    return node.func(body, (index, start, end)).doit()
