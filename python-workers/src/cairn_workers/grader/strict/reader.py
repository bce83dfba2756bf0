"""Reads an answer: which kind of mathematical object it is, and its parts."""

import re
from dataclasses import replace
from functools import lru_cache

import sympy

from cairn_workers.grader.strict import (
    amounts,
    lists,
    number_words,
    numerals,
    quantities,
    regions,
    relations,
    scan,
    sets,
    words,
)
from cairn_workers.grader.strict.math_objects import (
    Dots,
    Form,
    Many,
    MathObject,
    Nothing,
    Reals,
    Text,
    Value,
    Written,
)
from cairn_workers.grader.strict.print_form import normal, with_functions
from cairn_workers.grader.strict.scan import UnreadableError

_MATRIX = re.compile(
    r"(?P<bars>\|?)\\begin\{(?P<kind>[a-z]*)matrix\}(?P<body>.*)\\end\{(?P=kind)matrix\}\|?(?P<t>\^T|\^\{T\})?",
    re.DOTALL,
)
_RATIO_PART = re.compile(r"[^:=<>]+")


@lru_cache(maxsize=1024)
def read(text: str) -> MathObject:
    """What the text says.

    Raises:
        UnreadableError: it says nothing that this rule knows.
    """
    plain = normal(text)
    if not plain:
        return Nothing()
    found = numerals.plain(plain)
    if found is not None:
        return _number(found)
    said = words.of(plain)
    if said is not None:
        return _words(plain, said)
    return read_normal(with_functions(plain))


def read_normal(text: str) -> MathObject:
    """An object from a normal form: a list first, then what is between its commas."""
    text = text.strip()
    if not text:
        raise UnreadableError("a part is empty")
    found = amounts.of(text) or relations.alternatives(text, read_normal) or lists.of(text, single)
    return found if found is not None else single(text)


def single(text: str) -> MathObject:
    """A single object, without separating commas or words."""
    text = text.strip()
    if text == r"\ldots":
        return Dots()
    number = numerals.plain(text)
    if number is not None and "," not in text:
        return _number(number)
    repeating = numerals.repeating(text)
    if repeating is not None:
        return Value(sympy.Rational(repeating.numerator, repeating.denominator))
    based = numerals.based(text)
    if based is not None:
        value, base = based
        return Value(sympy.Rational(value.numerator, value.denominator), base=base)
    said = words.of(text)
    if said is not None:
        return _words(text, said)
    matrix = _MATRIX.fullmatch(_within_round(text))
    if matrix is not None:
        return _matrix(matrix)
    found = (
        relations.of(text, read_normal)
        or sets.of(text, read_normal)
        or _bracketed(text)
        or _ratio(text)
    )
    return found if found is not None else quantities.of(text)


def _number(found: Written | int) -> Value:
    if isinstance(found, int):
        return Value(sympy.Integer(found))
    return Value(sympy.Rational(found.value.numerator, found.value.denominator), written=found)


def _words(text: str, said: str) -> MathObject:
    if words.is_empty_set(said):
        return Reals(regions.EMPTY)
    if words.is_all_reals(said):
        return Reals(regions.REALS)
    number = number_words.number(said)
    if number is not None:
        return Value(sympy.Rational(number.numerator, number.denominator))
    letters = None if "\\text" in text and len(said) > 1 else words.letters_as_product(said)
    listed = lists.of(with_functions(text), single) if letters is None else None
    if listed is not None:
        return listed
    return Text(said, None if letters is None else quantities.term(letters))


def _within_round(text: str) -> str:
    """A matrix may have its brackets outside: (\\begin{array}...)."""
    found = scan.wrapped(text) if r"\begin" in text else None
    return found[1] if found is not None and found[0] in ("(", "[") else text


def _bracketed(text: str) -> MathObject | None:
    """Tuples, intervals and braced sets."""
    found = scan.wrapped(text)
    if found is None:
        return None
    opening, inside, closing = found
    if opening == r"\{":
        return sets.braced(inside, read_normal)
    if opening == "{" or not inside:
        return None
    parts = lists.items(inside, single)
    if len(parts) < 2:
        if opening == "(" and closing == ")":
            return read_normal(inside) if scan.has(inside, "=", "<", ">", r"\le", r"\ge") else None
        if opening == "[" and closing == "]":
            return replace(Many(Form.TUPLE, tuple(parts)), brackets="[]")
        raise UnreadableError("an interval has only one end")
    brackets = "<>" if opening == r"\langle" else opening + closing
    return Many(Form.TUPLE, tuple(parts), brackets, region=sets.as_interval(brackets, parts))


def _ratio(text: str) -> Many | None:
    parts = scan.split(text, ":")
    if len(parts) < 2 or not all(_RATIO_PART.fullmatch(part) for part in parts):
        return None
    return Many(Form.RATIO, tuple(single(part) for part in parts))


def _matrix(match: re.Match[str]) -> Many:
    if match["kind"] == "v" or match["bars"]:
        raise UnreadableError("a determinant is not supported")
    body = re.sub(r"^\{[lcr|]+\}", "", match["body"].strip()).strip()
    rows = [row for row in re.split(r"\\\\(?:\[[^\]]*\])?", body) if row.strip()]
    table = [[single(cell) for cell in row.split("&")] for row in rows]
    if not table or len({len(row) for row in table}) != 1:
        raise UnreadableError("the rows of a matrix differ in length")
    if match["t"]:
        table = [list(column) for column in zip(*table, strict=True)]
    return Many(Form.MATRIX, tuple(c for row in table for c in row), columns=len(table[0]))
