"""Numbers that are written as words."""

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: number for number, word in enumerate(_UNITS)}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_LARGE = {"thousand": 1000, "million": 10**6, "billion": 10**9}


def number(words: str) -> int | None:
    """The number that English words say, `one hundred and twenty-five`; None if they say none."""
    parts = words.lower().replace("-", " ").replace(",", " ").split()
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
