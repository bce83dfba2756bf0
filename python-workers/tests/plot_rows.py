"""Small rows for the tests of pictures, as the server gives them, with figures to do by hand."""

from typing import Any

import api_stub
from api_stub import ApiStub


def outer_step(
    step: int, rewards: list[float], average: float | None, **changes: Any
) -> dict[str, Any]:
    return {
        "outerStep": step, "rewardKind": "GROUNDED", "accepted": 8, "rejected": {},
        "baselineCorrect": step, "rewardQuestions": 4,
        "setRewards": rewards, "meanReward": sum(rewards) / len(rewards),
        "movingAverage": average, "tau": 0.125, "promoted": False, "promotions": 0,
    } | changes  # fmt: skip


OUTER_STEPS = [
    outer_step(0, [0.0, 0.5], None, rejected={"NO_BOX": 2}),
    outer_step(1, [0.25, 0.75], 0.375, lowerBound=0.25, promoted=True, promotions=1),
    outer_step(2, [-0.25, 0.0], None, promotions=1, rejected={"NO_BOX": 1, "MISSING_TAGS": 1}),
]


def training_steps(*points: float | None) -> dict[str, Any]:
    return {"items": [{"step": at, "meanReward": value} for at, value in enumerate(points)]}


def policy(name: str, **scores: float) -> dict[str, Any]:
    """Scores by k, as in k1=0.25; each with an interval of 0.125 to both sides."""
    by_k = {k.removeprefix("k"): value for k, value in scores.items()}
    ends = {k: {"low": v - 0.125, "high": v + 0.125, "level": 0.95} for k, v in by_k.items()}
    return {
        "name": name, "steps": 30, "optimizerSteps": 7, "passAtK": by_k, "intervals": ends,
    }  # fmt: skip


def summary(*policies: dict[str, Any]) -> dict[str, Any]:
    return {"promotions": 1, "policies": list(policies)}


def run(number: int, name: str, kind: str, state: str = "succeeded") -> dict[str, Any]:
    return api_stub.run(id=number, name=name, kind=kind, state=state)


def experiment(*runs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An experiment that has exactly these runs."""
    return api_stub.experiment(**({"runs": list(runs)} | changes))


def serve(api: ApiStub, number: int = 7) -> None:
    """An experiment that has everything: SOAR run 12, train runs 13 and 14."""
    runs = [
        run(12, "soar", "soar"), run(13, "hard-only", "train"), run(14, "grounded-t", "train"),
    ]  # fmt: skip
    api.on(f"GET /experiments/{number}", experiment(*runs))
    api.on("GET /runs/12/outer-steps", {"items": OUTER_STEPS})
    api.on("GET /runs/13/training-steps?limit=200", training_steps(10, 20, 60))
    api.on("GET /runs/14/training-steps?limit=200", training_steps(0, None, 120))
    api.on(
        f"GET /experiments/{number}/summary",
        summary(policy("base", k1=0.125, k32=0.25), policy("grounded-t", k1=0.5, k32=0.75)),
    )
