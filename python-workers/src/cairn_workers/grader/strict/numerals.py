"""Numbers as they are written: integers, decimals, powers of ten, repeating decimals, bases."""

import re
from fractions import Fraction

from cairn_workers.grader.strict.math_objects import Written

MOST_DIGITS = 5_000

_PLAIN = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<whole>\d+(?:,\d{3}(?!\d))*|(?=\.\d))(?:\.(?P<places>\d*))?"
    r"(?:\s*[eE](?P<e>[-+]?\d+)"
    r"|\s*\\cdot\s*10\s*\^\s*(?P<power>\d|\{\s*[-+]?\d+\s*\}|\(\s*[-+]?\d+\s*\)|-\d+))?"
)
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+|")
_REPEATING = re.compile(
    r"(?P<sign>-?)\s*(?P<whole>\d*)\s*\.\s*(?P<fixed>\d*)\s*(?:"
    r"\\overline\s*\{\s*(?P<bar>\d+)\s*\}|\\bar\s*(?:\{\s*(?P<bar2>\d+)\s*\}|(?P<bar1>\d))"
    r"|(?<=\.)\((?P<round>\d+)\)"
    r"|\\dot\s*\{?(?P<first>\d)\}?(?:(?P<between>\d*)\\dot\s*\{?(?P<last>\d)\}?)?)"
    r"(?:\s*\\ldots)?"
)
_BASED = re.compile(
    r"(?P<sign>-?)\s*(?:\(\s*)?(?P<digits>\d[\dA-Za-z]*(?:\.[\dA-Za-z]+)?)(?:\s*\))?\s*_\s*"
    r"(?:\{?\s*(?:\\text\{\s*(?:base\s*)?(?P<word>[a-z]+)\s*\}|(?P<base>\d+))\s*\}?)"
)
_BASE_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "sixteen": 16,
}  # fmt: skip


def plain(text: str) -> Written | int | None:
    """The number that the whole text says: an int, or how a decimal was written; else None."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    whole, places = match["whole"], match["places"]
    if not _GROUPS.fullmatch(whole) or len(text) > MOST_DIGITS:
        return None
    exponent = match["e"] or (match["power"] or "").strip("{}() ")
    digits = whole.replace(",", "") + (places or "")
    sign = -1 if match["sign"] == "-" else 1
    if places is None and not exponent:
        return sign * int(digits)
    if exponent and abs(int(exponent)) > MOST_DIGITS:
        return None
    last = Fraction(10) ** ((int(exponent) if exponent else 0) - len(places or ""))
    return Written(sign * int(digits) * last, last, len(digits.lstrip("0")))


def repeating(text: str) -> Fraction | None:
    """The value of a repeating decimal that is the whole text."""
    match = _REPEATING.fullmatch(text)
    if match is None:
        return None
    return repeating_value(match)


def repeating_at(text: str, position: int) -> tuple[Fraction, int] | None:
    """The repeating decimal that begins there, and where it ends."""
    match = _REPEATING.match(text, position)
    return (repeating_value(match), match.end()) if match else None


def repeating_value(match: "re.Match[str]") -> Fraction:
    fixed = match["fixed"]
    period = match["bar"] or match["bar2"] or match["bar1"] or match["round"]
    if period is None:
        period = match["first"] + (match["between"] or "") + (match["last"] or "")
    shift = 10 ** len(fixed)
    value = Fraction(int((match["whole"] or "") + fixed or "0"), shift)
    value += Fraction(int(period), shift * (10 ** len(period) - 1))
    return -value if match["sign"] else value


def based(text: str) -> tuple[Fraction, int] | None:
    """(value, base) of digits with their base written below; None if the text is something else.

    Digits that the base does not have make it something else, too.
    """
    match = _BASED.fullmatch(text)
    if match is None:
        return None
    base = int(match["base"]) if match["base"] else _BASE_WORDS.get(match["word"], 0)
    if not 2 <= base <= 36:
        return None
    whole, _, places = match["digits"].partition(".")
    if base <= 10 and not (whole + places).isdecimal():
        return None
    if any(int(digit, 36) >= base for digit in whole + places):
        return None
    value = Fraction(int(whole + places, base), base ** len(places))
    return (-value if match["sign"] else value), base
