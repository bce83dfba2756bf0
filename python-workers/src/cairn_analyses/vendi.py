"""The Vendi score: how many different texts a set is worth (arXiv 2210.02410)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float64]
# Of eigenvalues that sum to 1; smaller ones are rounding.
SMALLEST = 1e-12


@dataclass(frozen=True)
class Diversity:
    """How different some texts are.

    Attributes:
        texts: their number.
        distinct: number of different ones, by their exact text.
        score: Vendi score of all; None without texts.
        mean: mean Vendi score of the resamples; None without texts.
        sd: sample standard deviation over the resamples; None with fewer than two.
        distance: mean cosine distance of two texts; None with fewer than two.
    """

    texts: int
    distinct: int
    score: float | None
    mean: float | None
    sd: float | None
    distance: float | None


def vendi_score(vectors: Vectors) -> float | None:
    """exp of the entropy of the eigenvalues of K / n, where K holds the cosines of all pairs.

    Args:
        vectors: [n, d], one text per row, none zero.

    Returns:
        1 (all alike) to n (all orthogonal); None for no texts.
    """
    n = len(vectors)
    if n == 0:
        return None
    units = unit_rows(vectors)
    # The smaller of the two Gram matrices has the same eigenvalues above 0.
    gram = units @ units.T if n <= units.shape[1] else units.T @ units
    eigenvalues = np.linalg.eigvalsh(gram / n)
    shares = eigenvalues[eigenvalues > SMALLEST]
    return float(np.exp(-(shares * np.log(shares)).sum()))


def mean_distance(vectors: Vectors) -> float | None:
    """The mean of 1 - cosine over all pairs of rows; None with fewer than two rows."""
    n = len(vectors)
    if n < 2:
        return None
    total = np.square(unit_rows(vectors).sum(axis=0)).sum()
    return float(1 - (total - n) / (n * (n - 1)))


def resampled(vectors: Vectors, size: int, times: int, seed: int) -> list[float]:
    """Vendi scores of `times` draws of `size` rows with replacement (SOAR: 100 of 128)."""
    if len(vectors) == 0:
        return []
    random = np.random.default_rng(seed)
    draws = (random.integers(len(vectors), size=size) for _ in range(times))
    return [score for draw in draws if (score := vendi_score(vectors[draw])) is not None]


def diversity(texts: list[str], vectors: Vectors, size: int, times: int, seed: int) -> Diversity:
    """All measures of texts and their vectors; equal arguments give equal results."""
    scores = resampled(vectors, size, times, seed)
    return Diversity(
        texts=len(texts),
        distinct=len(set(texts)),
        score=vendi_score(vectors),
        mean=float(np.mean(scores)) if scores else None,
        sd=float(np.std(scores, ddof=1)) if len(scores) > 1 else None,
        distance=mean_distance(vectors),
    )


def unit_rows(vectors: Vectors) -> Vectors:
    """Each row divided by its length.

    Raises:
        ValueError: if a row is zero.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not (lengths > 0).all():
        raise ValueError("a text has a zero vector")
    units: Vectors = vectors / lengths
    return units
