"""Units of measurement, by pint; nouns that only say what was counted; money and dozens."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pint

from cairn_workers.grader.strict import unit_words
from cairn_workers.grader.strict.scan import UnreadableError

# Exact factors: 1 inch is 127/5000 m, not 0.0254000001.
_REGISTRY = pint.UnitRegistry(non_int_type=Fraction, cache_folder=None)
_REGISTRY.define("dollar = [dollars]")
_REGISTRY.define("us_cent = dollar / 100")
_REGISTRY.define("euro = [euros]")
_REGISTRY.define("sterling = [sterlings]")
_REGISTRY.define("penny_sterling = sterling / 100")
_REGISTRY.define("rupee = [rupees]")
_REGISTRY.define("yuan = [yuans]")
_REGISTRY.define("yen = [yens]")
_REGISTRY.define("cycle_per_minute = hertz / 60")

_REGISTRY.define("calendar_month = [months]")
_REGISTRY.define("calendar_year = 12 * calendar_month")
_WORD = re.compile(r"[ap]\.?\s?m\.|[A-Za-z€£°]+\.?|\^\{?(-?\d+)\}?|[/()]|[-·.,]|\\cdot")
DEGREE = "degree"
Factor = Fraction | Any


@dataclass(frozen=True)
class Unit:
    """What a number is counted in.

    Attributes:
        shown: as it was written.
        factor: how many base units one of it has; exact.
        dimensions: base units with exponents, sorted; nouns that pint does not know are among them.
        counts: whether the factor is a number word (dozen), which can't be left out.
        offset: added after the factor, for temperatures.
        turns: what it counts of a rotation, cycles or angles; both are numbers to SI.
    """

    shown: str
    factor: Fraction
    dimensions: tuple[tuple[str, int], ...]
    counts: bool = False
    offset: Fraction = Fraction(0)
    turns: str | None = None

    @property
    def is_degree(self) -> bool:
        return self.shown == DEGREE


def named(name: str) -> Unit:
    """A unit by pint's name."""
    return _of({name: 1}, name)


def times(one: Unit, other: Unit) -> Unit:
    """The unit `million dollars` of `million` and `dollar`."""
    dimensions = dict(one.dimensions)
    for name, power in other.dimensions:
        dimensions[name] = dimensions.get(name, 0) + power
    return Unit(
        f"{other.shown} {one.shown}",
        one.factor * other.factor,
        tuple(sorted((d, p) for d, p in dimensions.items() if p)),
        one.counts or other.counts,
    )


@lru_cache(maxsize=2048)
def read(text: str) -> Unit | None:
    """The unit that words and exponents say, `square feet` or `m/s^2`; None if they say none.

    Raises:
        UnreadableError: the words change the number: `or more`, `is wrong`.
    """
    refused = unit_words.refused(text)
    if refused is not None:
        raise UnreadableError(f"'{refused}' after a number is not a unit")
    powers: dict[str, int] = {}
    factor, sign, squared, last = Fraction(1), 1, 1, ""
    shown: list[str] = []
    for match in _WORD.finditer(text):
        token = match[0].rstrip(".")
        lower = token.lower()
        if token in ("/", "per") or lower == "per":
            sign = -1
        elif match[1] is not None or lower in ("squared", "cubed"):
            power = int(match[1]) if match[1] is not None else {"squared": 2, "cubed": 3}[lower]
            if last:
                powers[last] += (power - 1) * (1 if powers[last] > 0 else -1)
        elif lower in ("square", "sq"):
            squared = 2
        elif lower in ("cubic", "cu"):
            squared = 3
        elif not token[:1].isalpha() and token not in ("€", "£", "°"):
            continue
        elif (count := unit_words.count(token)) is not None:
            factor *= Fraction(count) ** sign
        elif not unit_words.is_neutral(token):
            last = unit_words.name(token)
            powers[last] = powers.get(last, 0) + sign * squared
            squared = 1
        shown.append(token)
    powers = {name: power for name, power in powers.items() if power}
    if "degree_Celsius" in powers or "degree_Fahrenheit" in powers:
        powers.pop("degree", None)
    if powers == {"degree": 1} and factor == 1:
        return named(DEGREE)
    if not powers and factor == 1:
        return None
    unit = _of(powers, " ".join(shown))
    return replace(unit, factor=unit.factor * factor, counts=factor != 1)


def _of(powers: dict[str, int], shown: str) -> Unit:
    factor, dimensions, offset = Fraction(1), dict[str, int](), Fraction(0)
    if powers == {"degree_Celsius": 1}:
        return Unit(shown, Fraction(1), (("kelvin", 1),), False, Fraction(27315, 100))
    if powers == {"degree_Fahrenheit": 1}:
        return Unit(shown, Fraction(5, 9), (("kelvin", 1),), False, Fraction(45967, 180))
    for name, power in powers.items():
        if name.startswith("#"):
            dimensions[name] = dimensions.get(name, 0) + power
            continue
        one, roots = _roots(name)
        factor *= one**power
        for root, exponent in roots.items():
            dimensions[root] = dimensions.get(root, 0) + exponent * power
    kept = tuple(sorted((d, p) for d, p in dimensions.items() if p and d != "radian"))
    return Unit(shown, factor, kept, False, offset, _turns(powers))


def _turns(powers: dict[str, int]) -> str | None:
    if unit_words.CYCLES & powers.keys():
        return "cycles"
    return "angles" if unit_words.ANGLES & powers.keys() else None


@lru_cache(maxsize=512)
def _roots(name: str) -> tuple[Fraction, dict[str, int]]:
    factor, roots = _REGISTRY.get_root_units(_REGISTRY.parse_units(name))
    return Fraction(factor), {str(unit): int(power) for unit, power in roots._units.items()}
