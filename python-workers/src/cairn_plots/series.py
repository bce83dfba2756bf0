"""Means over steps and over seeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, stdev

WIDEST = 25
NARROWEST = 3
# A window takes about this part of all steps; the paper's 25 of 1500 is the widest.
PART = 6


@dataclass(frozen=True)
class Band:
    """A mean over seeds with its spread.

    Attributes:
        sd: sample standard deviation; None with one seed.
        seeds: how many there are.
    """

    mean: float
    sd: float | None
    seeds: int

    @property
    def low(self) -> float:
        return self.mean - (self.sd or 0)

    @property
    def high(self) -> float:
        return self.mean + (self.sd or 0)


def band(values: Sequence[float]) -> Band:
    """Of at least one value."""
    return Band(mean(values), stdev(values) if len(values) > 1 else None, len(values))


def bands(by_seed: Iterable[Mapping[int, float]]) -> dict[int, Band]:
    """A band for each step, over the seeds that have a value there; in the order of steps."""
    found: dict[int, list[float]] = {}
    for values in by_seed:
        for step, value in values.items():
            found.setdefault(step, []).append(value)
    return {step: band(found[step]) for step in sorted(found)}


def window(steps: int) -> int:
    """The odd width of the centred mean for so many steps: 5 for 30, 25 from 150 on."""
    return min(max(steps // PART // 2 * 2 + 1, NARROWEST), WIDEST)


def centred_means(values: Sequence[float], width: int) -> list[float]:
    """The mean of `width` values around each one; of fewer at both ends.

    Args:
        width: an odd number.
    """
    half = width // 2
    return [mean(values[max(at - half, 0) : at + half + 1]) for at in range(len(values))]


def unbroken(steps: Sequence[int]) -> list[list[int]]:
    """Ascending steps in stretches without a gap."""
    parts = [[step] for step in steps[:1]]
    for before, step in pairwise(steps):
        if step == before + 1:
            parts[-1].append(step)
        else:
            parts.append([step])
    return parts
