"""What an answer is made of: fractions, sums, lists."""

import re
from fractions import Fraction

OPEN, CLOSE = "([{", ")]}"


def fraction(text: str) -> Fraction | None:
    """The value of a plain LaTeX fraction such as `-\\frac{3}{4}`."""
    match = re.fullmatch(r"(-?)\\[dt]?frac ?(?:\{(\d+)\}|(\d))(?:\{(\d+)\}|(\d+))", text)
    if match is None:
        return None
    over, under = int(match[2] or match[3]), int(match[4] or match[5])
    return Fraction(-over if match[1] else over, under) if under else None


def split(text: str, separators: str) -> list[str]:
    """Cuts before each separator that stands outside of all brackets, commands and exponents."""
    pieces, depth = [""], 0
    for before, character in zip(" " + text, text, strict=False):
        depth += (character in OPEN) - (character in CLOSE)
        if depth == 0 and character in separators and before not in "^_\\":
            pieces.append("")
        pieces[-1] += character
    return pieces


def terms(text: str) -> list[str]:
    """The signed terms of a sum; one if it is none."""
    if any(mark in text for mark in ("=", "<", ">", ",", "\\le", "\\ge", "\\text", "\\infty", "&")):
        return [text]
    pieces = [piece.strip() for piece in split(text, "+-") if piece.strip()]
    return [piece if piece[0] in "+-" else "+" + piece for piece in pieces]


def elements(text: str) -> tuple[str, list[str], str] | None:
    """Opening, elements and closing of a tuple, an interval, a set or a bare list."""
    opening, closing = r"(?:\\left)? ?(?:\(|\[|\\\{)|", r"(?:\\right)? ?(?:\)|\]|\\\})|"
    match = re.fullmatch(f"({opening})(.*?)({closing})", text)
    if match is None or "," not in text or bool(match[1]) != bool(match[3]):
        return None
    inside = [piece.removeprefix(",").strip() for piece in split(match[2], ",")]
    return match[1], inside, match[3]


def joined(opening: str, inside: list[str], closing: str) -> str:
    return opening + ", ".join(inside) + closing
