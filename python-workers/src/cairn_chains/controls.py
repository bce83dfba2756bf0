"""`python -m cairn_chains.controls URL`: negative controls next to the real run.

Queues shortened `chains` experiments on a running Cairn that differ only in what the control
breaks, and prints one table row per run. Without promotion the baseline never changes, so the mean
reward of an outer step measures only the teacher's questions: it should rise if the teacher learns,
and only then. The token is $CAIRN_TOKEN, or the one in ~/.cairn/admin-token.
"""

from __future__ import annotations

import argparse
from statistics import mean
from typing import Any

from cairn_chains.client import Cairn, OuterStep, own_token

CONTROLS: dict[str, dict[str, Any]] = {
    "real": {},
    "teacher rate 0": {"soar.teacher.learningRate": 0},
    "shuffled rewards": {"soar.outer.teacherRewards": "SHUFFLED"},
    "student rate 0": {"soar.student.learningRate": 0},
}
NEVER = 1.0  # a tau that no mean reward is above
SHORTENED: dict[str, Any] = {
    "problems.limit": 160,
    "screen.samples": 32,
    "soar.outer.tau": NEVER,
    "soar.outer.repeats": 1,
    "soar.inner.groupSize": 8,
    "soar.inner.stepsPerPromotion": 0,
    "soar.inner.maxSteps": 10,
    "hardOnly.enabled": False,
    "evaluate.problems": 0,
}
HEADER = (
    "| control | seed | mean reward, first and last third | right questions | question length "
    "| teacher steps applied |\n|---|---|---|---|---|---|"
)


def request(control: str, seed: int, steps: int) -> dict[str, Any]:
    """The experiment of a control."""
    changed = SHORTENED | CONTROLS[control] | {"soar.outer.steps": steps}
    return {"preset": "chains", "name": control, "seed": seed, "set": changed}


def row(control: str, seed: int, steps: list[OuterStep]) -> str:
    """One run as a line of a Markdown table."""
    third = max(1, len(steps) // 3)
    first, last = steps[:third], steps[-third:]

    def both(field: str, form: str) -> str:
        means = (mean(getattr(step, field) for step in part) for part in (first, last))
        return " to ".join(format(value, form) for value in means)

    taught = sum(step.taught for step in steps)
    return (
        f"| {control} | {seed} | {both('mean_reward', '+.4f')} | {both('right', '.1%')} "
        f"| {both('length', '.1f')} | {taught} of {len(steps)} |"
    )


def main(arguments: list[str] | None = None) -> None:
    """Queues every control with every seed and prints each as it ends."""
    parser = argparse.ArgumentParser(prog="cairn_chains.controls")
    parser.add_argument("url", help="of a running Cairn, such as http://127.0.0.1:8080")
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12])
    parser.add_argument("--steps", type=int, default=12, help="outer steps of each")
    chosen = parser.parse_args(arguments)
    cairn = Cairn(chosen.url, own_token())
    queued = [
        (control, seed, cairn.submit(request(control, seed, chosen.steps)))
        for seed in chosen.seeds
        for control in CONTROLS
    ]
    print(HEADER, flush=True)
    for control, seed, experiment in queued:
        ended = cairn.ended(experiment)
        if ended["state"] != "succeeded":
            print(f"| {control} | {seed} | {ended['state']}: {ended['reason']} |", flush=True)
            continue
        print(row(control, seed, cairn.outer_steps(ended)), flush=True)


if __name__ == "__main__":
    main()
