"""The table of a study: pass@k of each policy over seeds, and paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from random import Random
from statistics import mean, stdev
from typing import Any

from cairn_cli.client import Json
from cairn_cli.studies.definition import Cell, Study

RESAMPLES = 10_000
LEVEL = 0.95
# With fewer seeds a percentile bootstrap is far too narrow; then Student's t is used.
LEAST_FOR_BOOTSTRAP = 8
# Its two-sided 95 % quantiles for 1 to 6 degrees of freedom.
T95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447)


@dataclass(frozen=True)
class Estimate:
    """A mean over seeds, in shares.

    Attributes:
        sd: sample standard deviation over seeds; None with one seed.
        low: lower end of the 95 % interval over seeds; None with one seed.
        high: its upper end.
    """

    mean: float
    sd: float | None
    low: float | None
    high: float | None
    seeds: int


@dataclass(frozen=True)
class Row:
    """A policy of a variant.

    Attributes:
        scores: pass@k by k.
        by_seed: the values behind them, by k and seed.
        steps: optimizer steps, skipped ones included, of each seed.
        applied: those that changed the weights.
    """

    variant: str
    policy: str
    scores: dict[str, Estimate]
    by_seed: dict[str, dict[int, float]]
    steps: list[int]
    applied: list[int]


@dataclass(frozen=True)
class Difference:
    """A policy minus another of the same seeds."""

    variant: str
    policy: str
    reference_variant: str
    reference: str
    k: str
    estimate: Estimate


@dataclass(frozen=True)
class Spent:
    """What a SOAR run that succeeded has used, with its retries and restarts.

    Attributes:
        rollouts: completions sampled, of teacher and students.
        tokens: of their prompts and completions.
        seconds: time in which it was at work.
    """

    rollouts: int
    tokens: int
    seconds: float


@dataclass
class Table:
    """What a study has found so far.

    Attributes:
        promotions: promoted students by variant and seed.
        spent: by SOAR runs, by variant and seed.
        notes: what the server says about the results of single cells.
        missing: cells without results, and what is the matter with them.
        failures: experiments that did not succeed; what they evaluated counts.
    """

    study: Study
    rows: list[Row] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    promotions: dict[str, dict[int, int]] = field(default_factory=dict)
    spent: dict[str, dict[int, Spent]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ks(self) -> list[str]:
        """All k, ascending."""
        return sorted({k for row in self.rows for k in row.scores}, key=int)


def estimate(values: Sequence[float], seed: str) -> Estimate:
    """The mean of at least one value with its interval.

    Args:
        seed: decides the resampling; equal seeds give equal intervals.
    """
    centre = mean(values)
    if len(values) == 1:
        return Estimate(centre, None, None, None, 1)
    sd = stdev(values)
    if len(values) < LEAST_FOR_BOOTSTRAP:
        half = T95[len(values) - 2] * sd / sqrt(len(values))
        return Estimate(centre, sd, centre - half, centre + half, len(values))
    random = Random(seed)
    means = sorted(mean(random.choices(values, k=len(values))) for _ in range(RESAMPLES))
    tail = round(RESAMPLES * (1 - LEVEL) / 2)
    return Estimate(centre, sd, means[tail], means[-tail - 1], len(values))


def table(
    study: Study,
    results: dict[Cell, Json],
    missing: list[str],
    failures: list[str],
    spent: dict[Cell, Spent] | None = None,
) -> Table:
    """Puts the summaries of experiments together.

    Args:
        results: summaries as the server gives them, by cell.
        spent: by their SOAR runs, by cell.
    """
    found = Table(study, missing=missing, failures=failures)
    for cell, used in (spent or {}).items():
        found.spent.setdefault(cell.variant, {})[cell.seed] = used
    for cell, summary in results.items():
        found.promotions.setdefault(cell.variant, {})[cell.seed] = summary.get("promotions", 0)
        found.notes += [
            f"{cell}: {note}"
            for note in summary.get("notes", [])
            if "promoted" in note or "rises to the end" in note
        ]
    for variant in study.variants:
        for policy in _names(results):
            row = _row(results, variant, policy)
            if row.scores:
                found.rows.append(row)
    ks = found.ks()
    for row in found.rows:
        for other in _references(found.rows, row, study):
            found.differences += _differences(row, other, ks)
    return found


def _names(results: dict[Cell, Json]) -> list[str]:
    """The policies in the order of the summaries."""
    names: dict[str, None] = {}
    for summary in results.values():
        names |= dict.fromkeys(policy["name"] for policy in summary["policies"])
    return list(names)


def _row(results: dict[Cell, Json], variant: str, policy: str) -> Row:
    found: list[tuple[Cell, dict[str, Any]]] = [
        (cell, each)
        for cell, summary in results.items()
        for each in summary["policies"]
        if cell.variant == variant and each["name"] == policy
    ]
    by_seed: dict[str, dict[int, float]] = {}
    for cell, each in found:
        for k, value in each["passAtK"].items():
            by_seed.setdefault(k, {})[cell.seed] = value
    return Row(
        variant,
        policy,
        {
            k: estimate([values[s] for s in sorted(values)], f"{variant}/{policy}/{k}")
            for k, values in by_seed.items()
        },
        by_seed,
        [each["steps"] for _, each in found],
        [each.get("optimizerSteps", each["steps"]) for _, each in found],
    )


def _references(rows: list[Row], row: Row, study: Study) -> list[Row]:
    """What a row is compared with: the plainer references, and itself in the first variant."""
    order = list(study.reference)
    plainer = order[: order.index(row.policy)] if row.policy in order else order
    found = []
    for name in plainer:
        of_name = [other for other in rows if other.policy == name]
        same = [other for other in of_name if other.variant == row.variant]
        found += (same or of_name)[:1]
    first = next(iter(study.variants))
    if row.variant != first:
        found += [o for o in rows if o.policy == row.policy and o.variant == first]
    return found


def _differences(row: Row, other: Row, ks: list[str]) -> list[Difference]:
    differences = []
    for k in (ks[0], ks[-1]) if len(ks) > 1 else ks:
        seeds = sorted(row.by_seed.get(k, {}).keys() & other.by_seed.get(k, {}).keys())
        gains = [row.by_seed[k][seed] - other.by_seed[k][seed] for seed in seeds]
        if gains:
            name = f"{row.variant}/{row.policy}-{other.variant}/{other.policy}/{k}"
            differences.append(
                Difference(
                    row.variant, row.policy, other.variant, other.policy, k, estimate(gains, name)
                )
            )
    return differences
