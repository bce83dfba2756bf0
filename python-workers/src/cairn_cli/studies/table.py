"""The table of a study: pass@k of each policy over seeds, and paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import mean, stdev

from cairn_cli.client import Json
from cairn_cli.studies.definition import Cell, Study

RESAMPLES = 10_000
LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean over seeds, in shares.

    Attributes:
        sd: sample standard deviation over seeds; None with one seed.
        low: lower end of the 95 % bootstrap interval over seeds; None with one seed.
        high: its upper end.
    """

    mean: float
    sd: float | None
    low: float | None
    high: float | None
    seeds: int


@dataclass(frozen=True)
class Row:
    """A policy of a variant, by k."""

    variant: str
    policy: str
    scores: dict[str, Estimate]
    by_seed: dict[str, dict[int, float]]
    steps: list[int]


@dataclass(frozen=True)
class Difference:
    """A policy minus another of the same seeds."""

    variant: str
    policy: str
    reference: str
    k: str
    estimate: Estimate


@dataclass
class Table:
    """What a study has found so far.

    Attributes:
        missing: cells without results, and what is the matter with them.
        failures: runs that failed in cells that have results.
    """

    study: Study
    rows: list[Row] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ks(self) -> list[str]:
        """All k, ascending."""
        return sorted({k for row in self.rows for k in row.scores}, key=int)


def estimate(values: Sequence[float], seed: str) -> Estimate:
    """The mean with a percentile bootstrap interval; the seed's text decides the resampling."""
    centre = mean(values)
    if len(values) == 1:
        return Estimate(centre, None, None, None, 1)
    random = Random(seed)
    means = sorted(mean(random.choices(values, k=len(values))) for _ in range(RESAMPLES))
    tail = round(RESAMPLES * (1 - LEVEL) / 2)
    return Estimate(centre, stdev(values), means[tail], means[-tail - 1], len(values))


def table(
    study: Study, results: dict[Cell, Json], missing: list[str], failures: list[str]
) -> Table:
    """Puts the summaries of experiments together.

    Args:
        results: summaries as the server gives them, by cell.
    """
    found = Table(study, missing=missing, failures=failures)
    names = _names(results)
    for variant in study.variants:
        for policy in names:
            scores = _scores(results, variant, policy)
            if scores:
                found.rows.append(_row(results, variant, policy, scores))
    for row in found.rows:
        for reference in study.reference:
            other = _reference(found.rows, row, reference)
            if other is not None:
                found.differences += _differences(row, other, found.ks())
    return found


def _names(results: dict[Cell, Json]) -> list[str]:
    """The policies in the order of the summaries."""
    names: dict[str, None] = {}
    for summary in results.values():
        names |= dict.fromkeys(policy["name"] for policy in summary["policies"])
    return list(names)


def _scores(results: dict[Cell, Json], variant: str, policy: str) -> dict[str, dict[int, float]]:
    scores: dict[str, dict[int, float]] = {}
    for cell, summary in results.items():
        for each in summary["policies"]:
            if cell.variant == variant and each["name"] == policy:
                for k, value in each["passAtK"].items():
                    scores.setdefault(k, {})[cell.seed] = value
    return scores


def _row(
    results: dict[Cell, Json], variant: str, policy: str, scores: dict[str, dict[int, float]]
) -> Row:
    steps = [
        each["steps"]
        for cell, summary in results.items()
        for each in summary["policies"]
        if cell.variant == variant and each["name"] == policy
    ]
    return Row(
        variant,
        policy,
        {
            k: estimate([by_seed[s] for s in sorted(by_seed)], f"{variant}/{policy}/{k}")
            for k, by_seed in scores.items()
        },
        scores,
        steps,
    )


def _reference(rows: list[Row], row: Row, name: str) -> Row | None:
    """The policy of the same variant, or else of the first variant that has it."""
    found = [other for other in rows if other.policy == name and other is not row]
    if any(other.policy == name for other in rows if other is row):
        return None
    return next((o for o in found if o.variant == row.variant), found[0] if found else None)


def _differences(row: Row, other: Row, ks: list[str]) -> list[Difference]:
    differences = []
    for k in (ks[0], ks[-1]) if len(ks) > 1 else ks:
        seeds = sorted(row.by_seed.get(k, {}).keys() & other.by_seed.get(k, {}).keys())
        gains = [row.by_seed[k][seed] - other.by_seed[k][seed] for seed in seeds]
        if gains:
            name = f"{row.variant}/{row.policy}-{other.variant}/{other.policy}/{k}"
            differences.append(
                Difference(row.variant, row.policy, other.policy, k, estimate(gains, name))
            )
    return differences
