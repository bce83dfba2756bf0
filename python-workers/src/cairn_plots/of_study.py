"""The pictures of a study, over the seeds of its variants."""

from __future__ import annotations

from cairn_cli.client import Client
from cairn_cli.commands.study import Found
from cairn_cli.errors import CairnError
from cairn_cli.experiments import has_ended
from cairn_cli.studies.definition import Study
from cairn_plots import outer_rewards, pass_at_k, training_curves
from cairn_plots.drawn import Drawn
from cairn_plots.files import LeftOut
from cairn_plots.records import OuterStep, Runs, Training, outer_steps, training

Outer = dict[str, list[list[OuterStep]]]
Trained = dict[tuple[str, str], list[Training]]


def draw(client: Client, study: Study) -> Drawn:
    """What can be drawn of the experiments that have ended; they are those of the table.

    Raises:
        CairnError: if none has ended, or the server refuses or does not answer.
    """
    found = Found(client, study)
    table = found.table()
    drawn = Drawn(notes=[f"without {note}" for note in table.missing])
    drawn.notes += [f"{note}; what has finished counts" for note in table.failures]
    outer: Outer = {}
    trained: Trained = {}
    for variant in study.variants:
        for cell in (cell for cell in study.cells() if cell.variant == variant):
            experiment = found.experiments.get(cell)
            if experiment is None or not has_ended(experiment):
                continue
            runs = Runs.of(experiment["runs"])
            drawn.notes += [f"{cell}: {why}" for why in runs.left_out("soar", "train")]
            for run in runs.of_kind("soar"):
                if steps := outer_steps(client, run):
                    outer.setdefault(variant, []).append(steps)
            for run in runs.of_kind("train"):
                if (each := training(client, run)).points:
                    trained.setdefault((variant, each.policy), []).append(each)
    if not any(has_ended(each) for each in found.experiments.values()):
        raise CairnError(
            f"no experiment of {study.name} has ended, so there is nothing to draw;"
            f" ops/cairn study {study.name} --report shows their states"
        )
    _add(drawn, study.title, outer, trained)
    if table.rows:
        drawn.add(pass_at_k.of_study(study.title, table))
    else:
        drawn.add(LeftOut(pass_at_k.NAME, "no policy has been evaluated"))
    return drawn


def _add(drawn: Drawn, title: str, outer: Outer, trained: Trained) -> None:
    if outer:
        drawn.add(outer_rewards.of_study(title, outer))
    else:
        drawn.add(LeftOut(outer_rewards.NAME, "no SOAR run has finished with an outer step"))
    if trained:
        drawn.add(training_curves.of_study(title, trained))
    else:
        drawn.add(LeftOut(training_curves.NAME, "no train run has finished"))
