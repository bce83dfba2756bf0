"""Numbers that are written as words."""

from fractions import Fraction

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: number for number, word in enumerate(_UNITS)}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_LARGE = {"thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_SEVERAL = {("halves" if word == "half" else word + "s"): size for word, size in _PARTS.items()}


def number(words: str) -> Fraction | None:
    """The number that English words say, `one hundred and twenty-five` or `one and a half`.

    None if they say none. `third` alone is a place and `quarter` alone a coin or a time.
    """
    parts = words.lower().replace("-", " ").replace(",", " ").split()
    if not parts or (parts[-1] not in _PARTS and parts[-1] not in _SEVERAL):
        return _as_fraction(_whole(parts))
    if "and" in parts[:-1]:
        place = len(parts) - 1 - parts[::-1].index("and")
        ones, part = _whole(parts[:place]), _part(parts[place + 1 :])
        if ones is not None and part is not None and part < 1:
            return ones + part
    return _part(parts)


def _as_fraction(whole: int | None) -> Fraction | None:
    return None if whole is None else Fraction(whole)


def _part(parts: list[str]) -> Fraction | None:
    """a third, two thirds, half."""
    before, last = parts[:-1], parts[-1]
    if before in (["a"], ["one"]) or parts == ["half"]:
        return Fraction(1, _PARTS[last]) if last in _PARTS else None
    upper = _whole(before)
    return Fraction(upper, _SEVERAL[last]) if upper is not None and last in _SEVERAL else None


def _whole(parts: list[str]) -> int | None:
    parts = [part for part in parts if part != "and"]
    if not parts:
        return None
    total, current, before = 0, 0, ""
    for part in parts:
        if part in _SMALL and _fits(before, part):
            current += _SMALL[part]
        elif part == "hundred" and 0 < current < 10:
            current *= 100
        elif part in _LARGE and current:
            total += current * _LARGE[part]
            current = 0
        else:
            return None
        before = part
    return total + current


def _fits(before: str, part: str) -> bool:
    """twenty five, but neither five twenty nor five five."""
    if before in ("", "hundred") or before in _LARGE:
        return True
    return before in _TENS and 0 < _SMALL[part] < 10
