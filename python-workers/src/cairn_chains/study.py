"""`python -m cairn_chains.study URL`: does the teacher of `chains-teacher` learn?

Queues the preset with several seeds and with two controls: the same rewards given to the wrong
sets, and a teacher whose rate is 0, which stays as untrained as it began. With --arms also with
rewards by the alignment of gradients, and their own control. Prints each run as it ends,
then what the arms wrote over the seeds. Run it again after a stop: experiments that it has queued
before are not queued twice. The token is $CAIRN_TOKEN, or the one in ~/.cairn/admin-token.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from cairn_chains.client import Cairn, OuterStep, own_token

PRESET = "chains-teacher"
ALIGNMENT = {"soar.outer.reward": "ALIGNMENT", "soar.outer.learnabilitySamples": 16}
ARMS: dict[str, dict[str, Any]] = {
    "real rewards": {},
    "shuffled rewards": {"soar.outer.teacherRewards": "SHUFFLED"},
    "teacher rate 0": {"soar.teacher.learningRate": 0},
    "alignment": ALIGNMENT,
    "shuffled alignment": ALIGNMENT | {"soar.outer.teacherRewards": "SHUFFLED"},
}
PAPER_ARMS = ["real rewards", "shuffled rewards", "teacher rate 0"]
FIGURES: dict[str, Callable[[OuterStep], float]] = {
    "right questions": lambda step: step.right,
    "different questions": lambda step: step.different,
    "length": lambda step: step.length,
    "mean reward": lambda step: step.mean_reward,
}
# Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom, then the normal one.
T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
NORMAL95 = 1.960


@dataclass(frozen=True)
class Estimate:
    """A mean over seeds with its interval of 95 %; without one if there is a single seed."""

    mean: float
    sd: float | None
    low: float | None
    high: float | None
    seeds: int


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of at least one value, with Student's t as the distribution of its error."""
    centre = mean(values)
    if len(values) == 1:
        return Estimate(centre, None, None, None, 1)
    sd = stdev(values)
    freedom = len(values) - 1
    half = (T95[freedom - 1] if freedom <= len(T95) else NORMAL95) * sd / sqrt(len(values))
    return Estimate(centre, sd, centre - half, centre + half, len(values))


def last_third(steps: Sequence[OuterStep], figure: str) -> float:
    """The mean of a figure over the last third of the outer steps."""
    return mean(FIGURES[figure](step) for step in steps[-max(1, len(steps) // 3) :])


def table(runs: dict[str, dict[int, list[OuterStep]]]) -> str:
    """The arms over all seeds, as a Markdown table: mean, interval and sd of the last third."""
    lines = [
        "| arm | seeds | " + " | ".join(FIGURES) + " |",
        "|---|---|" + "---|" * len(FIGURES),
    ]
    for arm, seeds in runs.items():
        if not seeds:
            continue
        cells = [_cell(estimate([last_third(s, f) for s in seeds.values()]), f) for f in FIGURES]
        lines.append(f"| {arm} | {len(seeds)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def differences(runs: dict[str, dict[int, list[OuterStep]]]) -> str:
    """What the first arm adds to each other one with the same seed, as a Markdown table."""
    learnt, *others = runs
    if not runs[learnt]:
        return f"No run of {learnt!r} succeeded, so there is nothing to compare with."
    lines = [f"| {learnt} minus | seeds | right questions |", "|---|---|---|"]
    for arm in others:
        seeds = runs[arm]
        both = sorted(seeds.keys() & runs[learnt].keys())
        if not both:
            continue
        gained = [
            last_third(runs[learnt][seed], "right questions")
            - last_third(seeds[seed], "right questions")
            for seed in both
        ]
        lines.append(f"| {arm} | {len(both)} | {_cell(estimate(gained), 'right questions')} |")
    return "\n".join(lines)


def _cell(of: Estimate, figure: str) -> str:
    form, scale = (".1f", 100) if figure.endswith("questions") else (".3f", 1)
    unit = " %" if scale == 100 else ""

    def write(value: float) -> str:
        return format(scale * value, form)

    if of.sd is None or of.low is None or of.high is None:
        return f"{write(of.mean)}{unit}"
    return f"{write(of.mean)}{unit} ({write(of.low)} to {write(of.high)}), sd {write(of.sd)}"


def request(arm: str, seed: int, changed: dict[str, Any]) -> dict[str, Any]:
    """The experiment of an arm and a seed."""
    return {
        "preset": PRESET,
        "name": f"{arm}, seed {seed}",
        "seed": seed,
        "set": ARMS[arm] | changed,
    }


def line(arm: str, seed: int, steps: Sequence[OuterStep]) -> str:
    """One run, from its first to its last third."""
    third = max(1, len(steps) // 3)

    def both(figure: str, form: str) -> str:
        means = (mean(map(FIGURES[figure], part)) for part in (steps[:third], steps[-third:]))
        return " to ".join(format(value, form) for value in means)

    return (
        f"{arm}, seed {seed}: right {both('right questions', '.1%')}, "
        f"different {both('different questions', '.1%')}, length {both('length', '.2f')}, "
        f"mean reward {both('mean reward', '+.4f')}"
    )


def main(arguments: list[str] | None = None) -> None:
    """Queues all runs seed by seed, waits for each, and prints the tables."""
    parser = argparse.ArgumentParser(prog="cairn_chains.study", description=__doc__)
    parser.add_argument("url", help="of a running Cairn, such as http://127.0.0.1:8080")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(1, 11)))
    parser.add_argument(
        "--arms",
        nargs="+",
        choices=list(ARMS),
        default=PAPER_ARMS,
        help="the first one is compared with each of the others",
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="SETTING=JSON", help="changes all runs"
    )
    parser.add_argument("--to", type=Path, help="writes all figures of each outer step as JSON")
    chosen = parser.parse_args(arguments)
    changed = dict(_setting(each, parser) for each in chosen.set)
    cairn = Cairn(chosen.url, own_token())
    queued = []
    for seed in chosen.seeds:
        for arm in chosen.arms:
            key = json.dumps([PRESET, arm, seed, changed], sort_keys=True)
            queued.append((arm, seed, cairn.submit(request(arm, seed, changed), _short(key))))
    runs: dict[str, dict[int, list[OuterStep]]] = {arm: {} for arm in chosen.arms}
    for number, (arm, seed, experiment) in enumerate(queued, 1):
        ended = cairn.ended(experiment)
        if ended["state"] != "succeeded":
            said = f"{arm}, seed {seed}: {ended['state']}: {ended['reason']}"
        else:
            runs[arm][seed] = cairn.outer_steps(ended)
            said = line(arm, seed, runs[arm][seed])
        print(f"{number} of {len(queued)}: {said}", flush=True)
        if chosen.to:
            figures = {
                a: {s: list(map(asdict, st)) for s, st in by.items()} for a, by in runs.items()
            }
            chosen.to.write_text(json.dumps(figures, indent=1))
    if not any(runs.values()):
        sys.exit("no run succeeded")
    print(f"\nThe last third of the outer steps:\n\n{table(runs)}\n\n{differences(runs)}")


def _setting(text: str, parser: argparse.ArgumentParser) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    try:
        return name, json.loads(value) if equals else parser.error(f"--set {text}: needs a value")
    except json.JSONDecodeError:
        return name, value


def _short(key: str) -> str:
    """A key as long as the server takes; the same text gives the same key in every process."""
    return "chains-teacher-" + sha256(key.encode()).hexdigest()[:40]


if __name__ == "__main__":
    main()
