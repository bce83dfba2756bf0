"""The pictures of one experiment."""

from __future__ import annotations

from cairn_cli.client import Client
from cairn_plots import (
    outer_rewards,
    pass_at_k,
    promotion_stages,
    question_format,
    training_curves,
)
from cairn_plots.drawn import Drawn
from cairn_plots.files import LeftOut
from cairn_plots.records import Runs, outer_steps, training

OF_OUTER_STEPS = (outer_rewards, promotion_stages, question_format)


def draw(client: Client, number: int) -> Drawn:
    """What can be drawn of an experiment, and what can't.

    Raises:
        CairnError: if the server refuses or does not answer.
    """
    experiment = client.get(f"/experiments/{number}")
    title = f"experiment {number}: {experiment['name']}"
    runs = Runs.of(experiment["runs"])
    drawn = Drawn()
    _outer(client, runs, title, drawn)
    _training(client, runs, title, drawn)
    policies = client.get(f"/experiments/{number}/summary")["policies"]
    if policies:
        drawn.add(pass_at_k.of_experiment(title, policies))
    else:
        drawn.add(LeftOut(pass_at_k.NAME, "no policy has been evaluated"))
    return drawn


def _outer(client: Client, runs: Runs, title: str, drawn: Drawn) -> None:
    soar = runs.of_kind("soar")
    steps = outer_steps(client, soar[0]) if soar else []
    if steps:
        for picture in OF_OUTER_STEPS:
            drawn.add(picture.of_run(title, steps))
        return
    reasons = runs.left_out("soar") or [
        "the SOAR run has no outer step" if soar else "the experiment has no SOAR run"
    ]
    for picture in OF_OUTER_STEPS:
        drawn.add(LeftOut(picture.NAME, reasons[0]))


def _training(client: Client, runs: Runs, title: str, drawn: Drawn) -> None:
    found = [training(client, run) for run in runs.of_kind("train")]
    found = [each for each in found if each.points]
    reasons = runs.left_out("train")
    if found:
        drawn.add(training_curves.of_experiment(title, found))
        drawn.notes += [f"{training_curves.NAME}: {reason}" for reason in reasons]
    else:
        reason = "; ".join(reasons) or "the experiment has no train run with optimizer steps"
        drawn.add(LeftOut(training_curves.NAME, reason))
