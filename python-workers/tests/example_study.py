"""A study with two variants, and what the server says of its experiments."""

from typing import Any

from cairn_cli.studies.definition import Cell

STUDY: dict[str, Any] = {
    "study": "s", "preset": "chains", "seeds": [1, 2, 3], "set": {"methods.steps": 30},
    "variants": {"SOAR": {}, "flat": {"soar.outer.tau": 1}}, "reference": ["base"],
}  # fmt: skip


def summary(**scores: float) -> dict[str, Any]:
    return {
        "promotions": 1,
        "policies": [
            {
                "name": name,
                "steps": 30,
                "optimizerSteps": 7,
                "passAtK": {"1": value, "32": 2 * value},
            }
            for name, value in scores.items()
        ],
    }


def cost(rollouts: int) -> dict[str, Any]:
    """What an experiment has used, whose SOAR run was retried once."""

    def run(name: str, of: int) -> dict[str, Any]:
        used = {"rollouts": of, "tokens": 9 * of, "seconds": of / 10}
        return {"id": 1, "name": name, "used": used}

    return {"runs": [run("screen", 7), run("soar", rollouts - 400), run("soar", 400)]}


def results() -> dict[Cell, dict[str, Any]]:
    return {
        Cell("SOAR", 1): summary(base=0.1, grounded=0.3),
        Cell("SOAR", 2): summary(base=0.2, grounded=0.3),
        Cell("flat", 1): summary(base=0.1, grounded=0.2),
    }
