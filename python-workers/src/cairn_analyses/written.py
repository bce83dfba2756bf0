"""What a teacher wrote in a run, over REST."""

from __future__ import annotations

from cairn_cli.client import Client
from cairn_cli.errors import CairnError


def questions(client: Client, run: int) -> dict[str, list[str]]:
    """The questions by the part of the run that wrote them.

    Returns:
        of a soar run one entry per outer step, of a sample run one entry.

    Raises:
        CairnError: if the run has no teacher.
    """
    kind = client.get(f"/runs/{run}")["kind"]
    if kind == "sample":
        items = client.items(f"/runs/{run}/teacher-questions")
        return {"all": [item["question"] for item in items]}
    if kind != "soar":
        raise CairnError(f"run {run} is a {kind} run; only soar and sample runs ask a teacher")
    return {
        f"outer step {step['outerStep']}": [
            question["question"]
            for of_set in client.items(f"/runs/{run}/outer-steps/{step['outerStep']}/sets")
            for question in of_set["questions"]
        ]
        for step in client.items(f"/runs/{run}/outer-steps")
    }
