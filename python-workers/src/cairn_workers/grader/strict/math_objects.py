"""The mathematical objects that an answer can be."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from cairn_workers.grader.strict.regions import Region
from cairn_workers.grader.strict.units import Unit


@dataclass(frozen=True)
class Written:
    """How a decimal was written.

    Attributes:
        value: the number that its digits say, exactly.
        unit_of_last_place: 10 to the power of its last written place.
        digits: significant digits.
    """

    value: Fraction
    unit_of_last_place: Fraction
    digits: int


@dataclass(frozen=True)
class Value:
    """A number or a term in symbols, with or without a unit.

    Attributes:
        expression: sympy expression, evaluated.
        written: set if it is a decimal number as such.
        unit: None if none is written.
        base: of its digits, if one is written.
    """

    expression: Any
    written: Written | None = None
    unit: Unit | None = None
    base: int | None = None


@dataclass(frozen=True)
class Text:
    """Letters or words; compared as text, case only where a single letter stands.

    Attributes:
        product: the same letters as a product, where they may be one.
    """

    words: str
    product: Value | None = None


class Form(StrEnum):
    """How several objects are put together; the value is its name in explanations."""

    LIST = "a list"
    TUPLE = "a tuple"
    SET = "a set"
    RATIO = "a ratio"
    MATRIX = "a matrix"


@dataclass(frozen=True)
class Dots:
    """`...` inside a list that can't be written out."""


@dataclass(frozen=True)
class Many:
    """Several objects.

    Attributes:
        brackets: as written, of a tuple.
        columns: of a matrix; its items come row by row.
        region: the same text as an interval, where it may be one.
    """

    form: Form
    items: "tuple[MathObject, ...]"
    brackets: str = ""
    columns: int = 0
    region: Region | None = None


@dataclass(frozen=True)
class Reals:
    """A set of real numbers by interval or inequality.

    Attributes:
        region: the set.
        variable: the name it was given for, if any.
    """

    region: Region
    variable: str | None = None


@dataclass(frozen=True)
class Named:
    """A name or f(x) with its value; counts as that value.

    Attributes:
        name: of the variable or function.
        argument: the function's argument, if it has one.
    """

    name: str
    value: "MathObject"
    argument: str | None = None


@dataclass(frozen=True)
class Relation:
    """Two terms and what is between them: =, <, <=, or != ('>' is turned round)."""

    left: Any
    sign: str
    right: Any


@dataclass(frozen=True)
class Nothing:
    """An empty answer; equal to nothing."""


MathObject = Value | Text | Many | Dots | Reals | Named | Relation | Nothing
