"""Sets of real numbers as intervals, in one normal form."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

import sympy

from cairn_workers.grader.strict.scan import UnreadableError


@dataclass(frozen=True)
class Piece:
    """An interval; a single point has both ends equal and closed."""

    low: Any
    high: Any
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True)
class Region:
    """Intervals in order that neither touch nor overlap; none for the empty set.

    Raises:
        UnreadableError: `union` and `complement` can't put ends with symbols in order.
    """

    pieces: tuple[Piece, ...]


REALS = Region((Piece(-sympy.oo, sympy.oo, False, False),))
EMPTY = Region(())


def interval(low: Any, high: Any, *, low_closed: bool, high_closed: bool) -> Region:
    """The interval; ends at infinity are open. Ends with symbols are taken in the order given."""
    piece = Piece(low, high, low_closed and low != -sympy.oo, high_closed and high != sympy.oo)
    if low.free_symbols or high.free_symbols:
        return Region((piece,))
    order = _order(low, high)
    if order > 0 or (order == 0 and not (piece.low_closed and piece.high_closed)):
        return EMPTY
    return Region((piece,))


def points(values: Sequence[Any]) -> Region:
    return union([Region((Piece(v, v, True, True),)) for v in values])


def union(regions: Sequence[Region]) -> Region:
    parts = [piece for region in regions for piece in region.pieces]
    if len(parts) < 2:
        return Region(tuple(parts))
    parts.sort(key=cmp_to_key(_by_start))
    merged = [parts[0]]
    for piece in parts[1:]:
        last = merged[-1]
        gap = _order(last.high, piece.low)
        if gap < 0 or (gap == 0 and not (last.high_closed or piece.low_closed)):
            merged.append(piece)
            continue
        end = _order(last.high, piece.high)
        high = last.high if end >= 0 else piece.high
        closed = (
            last.high_closed or piece.high_closed
            if end == 0
            else (last.high_closed if end > 0 else piece.high_closed)
        )
        merged[-1] = Piece(last.low, high, last.low_closed, closed)
    return Region(tuple(merged))


def complement(region: Region) -> Region:
    """All real numbers that are not in the region."""
    found, low, low_closed = [], -sympy.oo, False
    for piece in region.pieces:
        found.append(
            interval(low, piece.low, low_closed=low_closed, high_closed=not piece.low_closed)
        )
        low, low_closed = piece.high, not piece.high_closed
    found.append(interval(low, sympy.oo, low_closed=low_closed, high_closed=False))
    if region.pieces and region.pieces[0].low == -sympy.oo:
        found = found[1:]
    if region.pieces and region.pieces[-1].high == sympy.oo:
        found = found[:-1]
    return union(found)


def intersection(regions: Sequence[Region]) -> Region:
    return complement(union([complement(region) for region in regions]))


def _by_start(one: Piece, other: Piece) -> int:
    return _order(one.low, other.low) or int(other.low_closed) - int(one.low_closed)


def _order(one: Any, other: Any) -> int:
    """-1, 0 or 1 as one is less than, equal to or greater than the other."""
    if one == other:
        return 0
    if one == -sympy.oo or other == sympy.oo:
        return -1
    if one == sympy.oo or other == -sympy.oo:
        return 1
    difference = one - other
    if not (one.is_number and other.is_number):
        raise UnreadableError("the ends of an interval can't be ordered")
    value = sympy.N(difference, 15, maxn=300)
    if not value.is_real:
        raise UnreadableError("an end of an interval is not a real number")
    if value._prec == 1:
        return 0
    return 1 if value > 0 else -1
