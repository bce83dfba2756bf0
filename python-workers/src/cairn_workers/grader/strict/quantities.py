"""Values: terms with their units."""

import re

from cairn_workers.grader.strict import numerals, scan, terms, unit_words, units
from cairn_workers.grader.strict.math_objects import Value
from cairn_workers.grader.strict.scan import UnreadableError
from cairn_workers.grader.strict.units import Unit

_EXPONENT = r"(?:\s*\^\s*(?:\{\s*-?\d+\s*\}|-?\d))?"
_TAIL = re.compile(
    r"(?P<head>.*?)(?P<unit>(?:\\text\{[^{}]*\}" + _EXPONENT + r"\s*(?:/|\\cdot|\s)*)+)"
)
_FRACTION_OF_UNITS = re.compile(
    r"(?P<head>.*?)\s*\\frac\s*\{\s*(?P<upper>\\text\{[^{}]*\}" + _EXPONENT + r")\s*\}"
    r"\s*\{\s*(?P<lower>\\text\{[^{}]*\}" + _EXPONENT + r")\s*\}"
)
_BARE = re.compile(
    r"(?P<head>.*?[\d)}%])\s*(?P<unit>[A-Za-z]{2,}(?:"
    + _EXPONENT
    + r"|(?:\s*/\s*|\s+)[A-Za-z]{1,})*"
    + _EXPONENT
    + r")"
)
_MONEY = re.compile(
    r"(?P<sign>-?)\s*(?:\\text\{\s*US\s*\})?\s*(?P<money>\\\$|\\text\{[€£]\})\s*(?P<rest>.+)"
)
_DEGREES = re.compile(
    r"(?P<head>.+?)\s*\^\s*\\circ\s*(?:\\text\{\s*(?P<scale>[CFcf])\s*\}|(?P<bare>[CF]))?"
)
_NOUN_SUFFIX = re.compile(r"\s+(?:in total|total|each)$")


def of(text: str) -> Value:
    """The value that a text without separators or relations says.

    Raises:
        UnreadableError: it is not one.
    """
    money = _MONEY.fullmatch(text)
    if money is not None:
        return _money(money)
    degrees = _DEGREES.fullmatch(text)
    if (
        degrees is not None
        and not scan.has(degrees["head"], "+", "-")
        and _is_number(degrees["head"])
    ):
        scale = (degrees["scale"] or degrees["bare"] or "").upper()
        name = {"C": "celsius", "F": "fahrenheit", "": ""}[scale]
        unit = units.read(name) if name else units.named(units.DEGREE)
        return _with(term(degrees["head"]), unit)
    found = _with_unit(text)
    return found if found is not None else term(text)


def term(text: str) -> Value:
    """The value of a term without unit; its decimal form is kept if it is a number."""
    number = numerals.plain(text.strip())
    value = terms.read(text)
    if number is not None and not isinstance(number, int):
        return Value(value, written=number)
    return Value(value)


def _with_unit(text: str) -> Value | None:
    fraction = _FRACTION_OF_UNITS.fullmatch(text)
    if fraction is not None and fraction["head"].strip():
        unit = units.read(f"{_bare(fraction['upper'])} / {_bare(fraction['lower'])}")
        return _with(term(fraction["head"]), unit)
    tail = _TAIL.fullmatch(text)
    if tail is not None and tail["head"].strip() and not _is_symbol(tail["unit"]):
        said = _NOUN_SUFFIX.sub("", _bare(tail["unit"]).strip())
        if len(said.split()) > 6:
            raise UnreadableError("a sentence stands behind the number")
        return _with(of(tail["head"].strip().removesuffix(r"\cdot")), units.read(said))
    bare = _BARE.fullmatch(text)
    if bare is not None and _is_number(bare["head"]) and _are_units(bare["unit"]):
        return _with(term(bare["head"]), units.read(bare["unit"]))
    return None


def _with(value: Value, unit: Unit | None) -> Value:
    if unit is None:
        return value
    if value.unit is not None:
        unit = units.times(value.unit, unit)
    return Value(value.expression, value.written, unit, value.base)


def _money(match: re.Match[str]) -> Value:
    name = {r"\$": "dollar", r"\text{€}": "euro", r"\text{£}": "sterling"}[match["money"]]
    rest = of(match["sign"] + match["rest"].strip())
    if rest.unit is None:
        return _with(rest, units.named(name))
    said = rest.unit
    if said.counts and not said.dimensions:
        return _with(Value(rest.expression, rest.written), units.times(units.named(name), said))
    if said.dimensions == units.named(name).dimensions:
        return rest
    return _with(Value(rest.expression, rest.written), units.named(name))


def _bare(text: str) -> str:
    return re.sub(r"\\text\{([^{}]*)\}", r" \1 ", text).replace(r"\cdot", " ")


def _is_symbol(tail: str) -> bool:
    """Text that is a letter of the formula: a subscript's or an imaginary unit in roman type."""
    return re.sub(r"[\s{}]|\\text", "", tail) in ("i", "e")


def _are_units(text: str) -> bool:
    found = re.findall(r"[A-Za-z]+", text)
    if unit_words.knows(found[0]) or found[0].lower() in ("square", "sq", "cubic", "cu"):
        return all(
            len(word) in (1, *range(4, 20)) or unit_words.knows(word) or word in ("per", "of")
            for word in found
        )
    return all(len(word) > 4 or (len(word) == 4 and word.endswith("s")) for word in found)


def _is_number(text: str) -> bool:
    """Digits, fractions, roots and pi only."""
    return not re.search(r"[A-Za-z]", re.sub(r"\\(?:frac|sqrt|pi|cdot)(?![A-Za-z])", "", text))
