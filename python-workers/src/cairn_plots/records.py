"""What is drawn, as the server has it: of each run the newest, if it has succeeded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cairn_cli.client import Client, Json
from cairn_cli.experiments import label, latest, state_phrase


@dataclass(frozen=True)
class OuterStep:
    """A decided outer step of a SOAR run.

    Attributes:
        rewards: one per question set.
        mean: over the sets.
        average: the moving average of the gate; None while its window is not full.
        bound: its lower bound, which decides in its place; None unless a confidence is asked for.
        tau: None if nobody can be promoted.
        stage: promotions before this step.
        kind: what rewards measure, as in the settings: GROUNDED, LEARNABILITY or ALIGNMENT.
        baseline: share of the reward questions that the baseline solved; None without them.
        accepted: completions of the teacher that became questions.
        rejected: the others, by reason.
    """

    step: int
    rewards: tuple[float, ...]
    mean: float
    average: float | None
    bound: float | None
    tau: float | None
    promoted: bool
    stage: int
    kind: str
    baseline: float | None
    accepted: int
    rejected: dict[str, int]

    @property
    def attempts(self) -> int:
        return self.accepted + sum(self.rejected.values())


@dataclass(frozen=True)
class Training:
    """The mean points of a student's answers by optimizer step."""

    policy: str
    points: dict[int, float]


@dataclass(frozen=True)
class Runs:
    """The newest run of each name.

    Attributes:
        finished: those that have succeeded; only they count.
        others: those that have not.
    """

    finished: tuple[Json, ...]
    others: tuple[Json, ...]

    @staticmethod
    def of(runs: Iterable[Json]) -> Runs:
        """The runs of an experiment, in the order in which the server lists them."""
        newest = latest(runs)
        return Runs(
            tuple(run for run in newest if run["state"] == "succeeded"),
            tuple(run for run in newest if run["state"] != "succeeded"),
        )

    def of_kind(self, kind: str) -> list[Json]:
        return [run for run in self.finished if run["kind"] == kind]

    def left_out(self, *kinds: str) -> list[str]:
        """Why the other runs of some kinds do not count, a sentence each."""
        return [
            f"{label('run', run)} {state_phrase(run)}; only runs that have succeeded are drawn"
            for run in self.others
            if run["kind"] in kinds
        ]


def outer_steps(client: Client, run: Json) -> list[OuterStep]:
    """The outer steps of a SOAR run that have been decided."""
    items = client.items(f"/runs/{run['id']}/outer-steps")
    return [_outer_step(item) for item in items if item["meanReward"] is not None]


def _outer_step(item: Json) -> OuterStep:
    asked = item["rewardQuestions"]
    promoted = bool(item["promoted"])
    return OuterStep(
        step=item["outerStep"],
        rewards=tuple(item["setRewards"] or ()),
        mean=item["meanReward"],
        average=item["movingAverage"],
        bound=item.get("lowerBound"),
        tau=item["tau"],
        promoted=promoted,
        stage=(item["promotions"] or 0) - promoted,
        kind=item["rewardKind"],
        baseline=item["baselineCorrect"] / asked if asked else None,
        accepted=item["accepted"],
        rejected=item["rejected"] or {},
    )


def training(client: Client, run: Json) -> Training:
    """The optimizer steps of a train run."""
    path = f"/runs/{run['id']}/training-steps"
    items = client.pages(path, {}, 0, everything=True)["items"]
    return Training(
        run["name"],
        {item["step"]: item["meanReward"] for item in items if item["meanReward"] is not None},
    )
