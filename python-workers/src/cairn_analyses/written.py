"""What a teacher wrote in a run, over REST."""

from __future__ import annotations

from dataclasses import dataclass

from cairn_cli.client import Client, Json
from cairn_cli.errors import CairnError


@dataclass(frozen=True)
class Written:
    """A question and its teacher's answer; equal ones are equal."""

    question: str
    answer: str


def written(client: Client, run: int) -> dict[str, list[Written]]:
    """The questions by the part of the run that wrote them.

    Returns:
        of a soar run one entry per outer step, of a sample run one entry.

    Raises:
        CairnError: if the run has no teacher.
    """
    kind = client.get(f"/runs/{run}")["kind"]
    if kind == "sample":
        return {"all": list(map(_written, client.items(f"/runs/{run}/teacher-questions")))}
    if kind != "soar":
        raise CairnError(f"run {run} is a {kind} run; only soar and sample runs ask a teacher")
    return {
        f"outer step {step['outerStep']}": [
            _written(question)
            for of_set in client.items(f"/runs/{run}/outer-steps/{step['outerStep']}/sets")
            for question in of_set["questions"]
        ]
        for step in client.items(f"/runs/{run}/outer-steps")
    }


def _written(item: Json) -> Written:
    return Written(item["question"], item["answer"])
