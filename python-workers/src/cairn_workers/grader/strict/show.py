"""Mathematical objects in a few words, for explanations."""

from typing import Any

import sympy

from cairn_workers.grader.strict.math_objects import (
    Dots,
    Form,
    Many,
    MathObject,
    Named,
    Nothing,
    Reals,
    Relation,
    Text,
    Value,
)
from cairn_workers.grader.strict.regions import Region

MOST_CHARACTERS = 200
_SIGNS = {r"\le": "<=", r"\ge": ">=", r"\ne": "!="}


def shown(parsed: MathObject) -> str:
    """What was read, at most MOST_CHARACTERS long."""
    text = _shown(parsed)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 3] + "..."


def _shown(parsed: MathObject) -> str:
    match parsed:
        case Value(expression, written, unit, base):
            text = _number(expression) if written is None else _decimal(expression)
            if base is not None:
                text += f" (written in base {base})"
            return text if unit is None else f"{text} {unit.shown}"
        case Text(words):
            return f"the text '{words}'"
        case Many(form, items, brackets, columns):
            return _many(form, [_shown(item) for item in items], brackets, columns)
        case Dots():
            return "..."
        case Reals(region, variable):
            return _region(region) if variable is None else f"{variable} in {_region(region)}"
        case Named(name, value, argument):
            left = name if argument is None else f"{name}({argument})"
            return f"{left} = {_shown(value)}"
        case Relation(left, sign, right):
            return f"{left} {_SIGNS.get(sign, sign)} {right}"
        case Nothing():
            return "nothing"


def _number(expression: Any) -> str:
    if isinstance(expression, sympy.Integer) and abs(expression) > 10**60:
        digits = str(expression)
        return f"{digits[:20]}... ({len(digits)} digits)"
    return str(expression)


def _decimal(expression: Any) -> str:
    text = sympy.N(expression, 20)
    short = str(text).rstrip("0").rstrip(".") if "e" not in str(text) else str(text)
    return short if sympy.Rational(str(text)) == expression else str(expression)


def _many(form: Form, items: list[str], brackets: str, columns: int) -> str:
    match form:
        case Form.LIST:
            return f"the list {', '.join(items)}"
        case Form.SET:
            return "the set {" + ", ".join(items) + "}"
        case Form.RATIO:
            return f"the ratio {':'.join(items)}"
        case Form.TUPLE:
            left, right = brackets[:1], brackets[-1:]
            return f"{left}{', '.join(items)}{right}"
        case Form.MATRIX:
            rows = [items[i : i + columns] for i in range(0, len(items), columns)]
            return "the matrix [" + "; ".join(", ".join(row) for row in rows) + "]"


def _region(region: Region) -> str:
    if not region.pieces:
        return "the empty set"
    parts = []
    for piece in region.pieces:
        if piece.low == piece.high:
            parts.append("{" + str(piece.low) + "}")
            continue
        left = "[" if piece.low_closed else "("
        right = "]" if piece.high_closed else ")"
        parts.append(f"{left}{_end(piece.low)}, {_end(piece.high)}{right}")
    return " or ".join(parts)


def _end(value: Any) -> str:
    return {sympy.oo: "infinity", -sympy.oo: "-infinity"}.get(value, str(value))
