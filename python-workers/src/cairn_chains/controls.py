"""`python -m cairn_chains.controls URL`: negative controls next to the real run.

Queues shortened `chains` experiments on a running Cairn that differ only in what the control
breaks, and prints one table row per run. Without promotion the baseline never changes, so the mean
reward of an outer step measures only the teacher's questions: it should rise if the teacher learns,
and only then. The token is $CAIRN_TOKEN, or the one in ~/.cairn/admin-token.
"""

from __future__ import annotations

import argparse
import json
import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from cairn_chains.problems import answer, parse

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
SILENCE_SECONDS = 60.0  # the stream sends at least a comment every ten


@dataclass(frozen=True)
class OuterStep:
    """Figures about the teacher in an outer step; right and length are of accepted questions."""

    mean_reward: float
    right: float
    length: float
    taught: bool


class Cairn:
    """The calls of Cairn's REST API that the controls need."""

    def __init__(self, url: str, token: str) -> None:
        """Connects to the control plane at `url`, such as http://127.0.0.1:8080."""
        self._api = url.rstrip("/") + "/api/v1"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def submit(self, control: str, seed: int, steps: int) -> int:
        """Queues an experiment and returns its id."""
        changed = SHORTENED | CONTROLS[control] | {"soar.outer.steps": steps}
        request = {"preset": "chains", "name": control, "seed": seed, "set": changed}
        return int(self._call("/experiments", request)["id"])

    def ended(self, experiment: int) -> dict[str, Any]:
        """Waits for the end of an experiment and returns it."""
        path = f"/experiments/{experiment}"
        request = urllib.request.Request(f"{self._api}{path}/events", None, self._headers)
        with urllib.request.urlopen(request, timeout=SILENCE_SECONDS) as events:
            for line in events:
                if line.startswith(b"event:"):
                    state = self._call(path)
                    if state["endedAt"]:
                        return state
        raise ConnectionError(f"the events of experiment {experiment} ended before it did")

    def outer_steps(self, experiment: dict[str, Any]) -> list[OuterStep]:
        """All outer steps of an experiment's soar run."""
        run = next(run["id"] for run in experiment["runs"] if run["kind"] == "soar")
        steps = self._call(f"/runs/{run}/outer-steps")["items"]
        return [self._outer_step(run, step) for step in steps]

    def _outer_step(self, run: int, step: dict[str, Any]) -> OuterStep:
        sets = self._call(f"/runs/{run}/outer-steps/{step['t']}/sets")["items"]
        questions = [question for one_set in sets for question in one_set["questions"]]
        chains = [parse(question["question"]) for question in questions]
        right = [
            chain is not None and answer(chain) == question["answer"]
            for chain, question in zip(chains, questions, strict=True)
        ]
        lengths = [len(chain.operators) for chain in chains if chain]
        return OuterStep(
            step["meanReward"],
            mean(right),
            mean(lengths) if lengths else 0,
            not step["teacherStep"]["skipped"],
        )

    def _call(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._api + path, data, self._headers)
        with urllib.request.urlopen(request, timeout=60) as reply:
            decoded: dict[str, Any] = json.load(reply)
        return decoded


def own_token() -> str:
    """The token in the environment, or that of this user's Cairn."""
    token = os.environ.get("CAIRN_TOKEN")
    return token or Path("~/.cairn/admin-token").expanduser().read_text().strip()


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
        (control, seed, cairn.submit(control, seed, chosen.steps))
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
