"""Whether two mathematical objects are equal, and if not, why not."""

from collections.abc import Sequence
from typing import Any

import sympy

from cairn_workers.grader.strict import relations, sets, words
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
from cairn_workers.grader.strict.same_value import proportional, same
from cairn_workers.grader.strict.scan import UnreadableError
from cairn_workers.grader.strict.values import difference as value_difference
from cairn_workers.grader.strict.values import symbols_difference

MOST_MATCHED = 60  # items of a list without order; longer lists are compared in their order


def difference(reference: MathObject, answer: MathObject, tolerance: float | None) -> str | None:
    """Why the answer differs from the reference; None if the two are equal.

    Raises:
        UnreadableError: the two can't be compared.
    """
    return _Comparison(tolerance).of(reference, answer)


class _Comparison:
    def __init__(self, tolerance: float | None) -> None:
        self._tolerance = tolerance

    def equal(self, one: MathObject, other: MathObject) -> bool:
        return self.of(one, other) is None

    def of(self, one: MathObject, other: MathObject) -> str | None:
        match one, other:
            case (Nothing(), _) | (_, Nothing()):
                return "an empty text is not equal to anything"
            case Value(), Value():
                return value_difference(one, other, self._tolerance)
            case Named(), Named():
                return self._named(one, other)
            case (Named(), Relation()) | (Relation(), Named()):
                return self._curves(one, other)
            case (Named(), Many(Form.LIST)) | (Many(Form.LIST), Named()):
                return self._listed_name(one, other)
            case Named(), _:
                return self.of(one.value, other)
            case _, Named():
                return self.of(one, other.value)
            case Text(), Text():
                return self._texts(one, other)
            case Text(_, product), Value() if product is not None:
                return self.of(product, other)
            case Value(), Text(_, product) if product is not None:
                return self.of(one, product)
            case Many(), Many():
                return self._many(one, other)
            case Relation(), Relation():
                return self._curves(one, other)
            case Dots(), Dots():
                return None
            case (Reals(), _) | (_, Reals()):
                return self._reals(one, other)
            case _:
                return f"different kinds of thing: {kind(one)} and {kind(other)}"

    def _texts(self, one: Text, other: Text) -> str | None:
        if words.same(one.words, other.words):
            return None
        several = len(one.words.replace(" ", "")) > 1
        if several and one.product is not None and other.product is not None:
            return self.of(one.product, other.product)
        return f"different texts: '{one.words}' and '{other.words}'"

    def _named(self, one: Named, other: Named) -> str | None:
        if one.argument is not None and other.argument is not None:
            if one.name != other.name:
                return f"different names: {one.name} and {other.name}"
            renamed = _renamed(other.value, other.argument, one.argument)
            if renamed is None:
                return f"different arguments: {one.argument} and {other.argument}"
            return self.of(one.value, renamed)
        if one.name == other.name:
            return self.of(one.value, other.value)
        if "y" in (one.name, other.name) and (one.argument or other.argument) is not None:
            return self.of(one.value, other.value)
        if one.argument is None and other.argument is None:
            left, right = relations.as_curve(one), relations.as_curve(other)
            if left is not None and right is not None and left.right.free_symbols:
                return self._curves(one, other)
        return f"different names: {one.name} and {other.name}"

    def _curves(self, one: MathObject, other: MathObject) -> str | None:
        left, right = relations.as_curve(one), relations.as_curve(other)
        if left is None or right is None:
            return f"different kinds of thing: {kind(one)} and {kind(other)}"
        if left.sign != right.sign:
            return "different relations"
        first, second = left.left - left.right, right.left - right.right
        if left.sign == "=" or left.sign == r"\ne":
            if proportional(first, second):
                return None
            return symbols_difference(first, second) or "different equations"
        ratio = sympy.cancel(first / second) if second != 0 else sympy.nan
        if ratio.is_number and ratio.is_positive:
            return None
        return symbols_difference(first, second) or "different inequalities"

    def _many(self, one: Many, other: Many) -> str | None:
        if _several_names(one) != _several_names(other):
            return self._by_name(one, other)
        if one.form is not other.form and {one.form, other.form} != {Form.LIST, Form.SET}:
            if one.region is not None or other.region is not None:
                return self._reals(one, other)
            return f"different kinds of thing: {one.form} and {other.form}"
        match one.form:
            case Form.TUPLE:
                if one.brackets != other.brackets and not _both_round(one, other):
                    return "different brackets"
                return self._in_order(one.items, other.items)
            case Form.MATRIX:
                if one.columns != other.columns:
                    return "matrices of different shapes"
                return self._in_order(one.items, other.items)
            case Form.RATIO:
                return self._ratios(one.items, other.items)
            case Form.LIST | Form.SET:
                if other.form is one.form is Form.LIST:
                    return self._unordered(one.items, other.items)
                return self._unordered(self._distinct(one.items), self._distinct(other.items))

    def _by_name(self, one: Many, other: Many) -> str | None:
        """x = 1, y = 2 against 1, 2 or (1, 2): in the order of the names' letters."""
        named, plain = (one, other) if _several_names(one) else (other, one)
        names = [item.name for item in named.items if isinstance(item, Named)]
        if plain.form not in (Form.LIST, Form.TUPLE) or names != sorted(set(names)):
            return f"different kinds of thing: {one.form} and {other.form}"
        return self._in_order(one.items, other.items)

    def _in_order(self, one: Sequence[MathObject], other: Sequence[MathObject]) -> str | None:
        if len(one) != len(other):
            return f"{len(one)} and {len(other)} parts"
        for place, (left, right) in enumerate(zip(one, other, strict=True), 1):
            why = self.of(left, right)
            if why is not None:
                return f"part {place}: {why}"
        return None

    def _unordered(self, one: Sequence[MathObject], other: Sequence[MathObject]) -> str | None:
        if len(one) != len(other):
            return f"{len(one)} and {len(other)} parts"
        if len(one) > MOST_MATCHED or any(isinstance(i, Dots) for i in (*one, *other)):
            return self._in_order(one, other)
        left = list(other)
        for item in one:
            found = next((i for i, other in enumerate(left) if self.equal(item, other)), None)
            if found is None:
                return "an item of the reference is missing from the answer"
            left.pop(found)
        return None

    def _distinct(self, items: Sequence[MathObject]) -> list[MathObject]:
        found: list[MathObject] = []
        for item in items[:MOST_MATCHED]:
            if not any(self.equal(item, known) for known in found):
                found.append(item)
        return found + list(items[MOST_MATCHED:])

    def _ratios(self, one: Sequence[MathObject], other: Sequence[MathObject]) -> str | None:
        if len(one) != len(other):
            return f"{len(one)} and {len(other)} parts"
        left, right = [_term(i) for i in one], [_term(i) for i in other]
        if any(term is None for term in (*left, *right)):
            return self._in_order(one, other)
        if all(same(a * right[0], b * left[0]) for a, b in zip(left, right, strict=True)):
            return None
        return "different ratios"

    def _listed_name(self, one: MathObject, other: MathObject) -> str | None:
        if isinstance(one, Named) and isinstance(one.value, Many):
            return self.of(_values_named(one), other)
        if isinstance(other, Named) and isinstance(other.value, Many):
            return self.of(one, _values_named(other))
        return f"different kinds of thing: {kind(one)} and {kind(other)}"

    def _reals(self, one: MathObject, other: MathObject) -> str | None:
        names = {t.variable for t in (one, other) if isinstance(t, Reals) and t.variable}
        if len(names) == 2:
            return f"different names: {' and '.join(sorted(names))}"
        try:
            left, right = sets.region_of(one), sets.region_of(other)
        except UnreadableError:
            return f"different kinds of thing: {kind(one)} and {kind(other)}"
        return None if self._same_region(left, right) else "different sets of numbers"

    def _same_region(self, one: Region, other: Region) -> bool:
        return len(one.pieces) == len(other.pieces) and all(
            (a.low_closed, a.high_closed) == (b.low_closed, b.high_closed)
            and same(a.low, b.low)
            and same(a.high, b.high)
            for a, b in zip(one.pieces, other.pieces, strict=True)
        )


def kind(parsed: MathObject) -> str:
    """The kind of an object, with its article."""
    match parsed:
        case Value(_, _, unit):
            return "a number" if unit is None else "a quantity"
        case Text():
            return "a text"
        case Many(form):
            return str(form)
        case Dots():
            return "dots"
        case Reals():
            return "a set of numbers"
        case Named():
            return "an equation"
        case Relation(_, sign):
            return "an equation" if sign == "=" else "an inequality"
        case Nothing():
            return "nothing"


def _several_names(many: Many) -> bool:
    """Whether every item has a name, and not all have the same."""
    names = [item.name for item in many.items if isinstance(item, Named)]
    return many.form is Form.LIST and len(names) == len(many.items) and len(set(names)) > 1


def _both_round(one: Many, other: Many) -> bool:
    return {one.brackets, other.brackets} <= {"()", "<>"}


def _term(parsed: MathObject) -> Any:
    return parsed.expression if isinstance(parsed, Value) and parsed.unit is None else None


def _values_named(named: Named) -> Many:
    assert isinstance(named.value, Many)
    return named.value


def _renamed(parsed: MathObject, old: str, new: str) -> MathObject | None:
    """A function's value with another name for its argument; None if that name is taken."""
    if old == new:
        return parsed
    if not isinstance(parsed, Value):
        return None
    known, wanted = sympy.Symbol(old.removeprefix("\\")), sympy.Symbol(new.removeprefix("\\"))
    if wanted in parsed.expression.free_symbols:
        return None
    return Value(parsed.expression.subs(known, wanted), parsed.written, parsed.unit)
