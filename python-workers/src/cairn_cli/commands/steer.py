"""pause, resume, cancel, retry, restart and set."""

import argparse
from functools import partial

from cairn_cli.arguments import Commands, Section, command, integer, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import CairnError
from cairn_cli.experiments import for_each, label, latest, patch, state_phrase
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    for verb, help_text in (
        ("pause", "pause runs after their current units, until they are resumed"),
        ("resume", "resume paused runs where they stopped"),
        ("cancel", "cancel runs for good; finished work is kept"),
        ("retry", "retry failed or cancelled runs: new runs continue where they stopped"),
    ):
        parser = command(commands, Section.STEER, verb, partial(act, verb), help_text)
        parser.add_argument("experiments", nargs="*", type=number, metavar="EXPERIMENT")
        parser.add_argument("--run", nargs="+", type=number, default=[], metavar="RUN", dest="runs")
    restart = command(
        commands, Section.STEER, "restart", partial(act, "restart"),
        "restart ended runs: new runs repeat them from the beginning",
    )  # fmt: skip
    restart.add_argument("--run", nargs="+", type=number, required=True, metavar="RUN", dest="runs")
    restart.set_defaults(experiments=[])
    set_ = command(
        commands, Section.STEER, "set", change, "change the priority or the pool of waiting runs"
    )
    set_.add_argument(
        "experiments",
        nargs="*",
        type=number,
        metavar="EXPERIMENT",
        help="all its runs that have not ended",
    )
    set_.add_argument("--run", nargs="+", type=number, default=[], metavar="RUN", dest="runs")
    set_.add_argument("--priority", type=integer, metavar="N", help="a higher priority runs first")
    set_.add_argument("--pool", help="pool to run in")


def act(verb: str, client: Client, options: argparse.Namespace, screen: Screen) -> int:
    targets = [("experiment", id_) for id_ in options.experiments]
    targets += [("run", id_) for id_ in options.runs]
    if not targets:
        raise CairnError(f"name what to {verb}: EXPERIMENT ... or --run RUN ...")
    return for_each(
        lambda target: client.post(f"/{target[0]}s/{target[1]}:{verb}"),
        targets,
        describe,
        screen,
    )


def describe(resource: Json) -> str:
    """The new state; an experiment is running until its last run has paused."""
    kind = "run" if "experimentId" in resource else "experiment"
    if any(run["state"] == "pausing" for run in resource.get("runs", [])):
        return f"{label(kind, resource)} is pausing: running work stops after its current units"
    return f"{label(kind, resource)} {state_phrase(resource)}"


def change(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    wanted = {"priority": options.priority, "pool": options.pool}
    edit = {name: value for name, value in wanted.items() if value is not None}
    if not edit:
        raise CairnError("say what to set: --priority N, --pool POOL or both")
    runs = [*options.runs, *(run for id_ in options.experiments for run in open_runs(client, id_))]
    if not runs:
        raise CairnError(
            "name what to change: EXPERIMENT ... with runs that have not ended, or --run RUN ..."
        )
    return for_each(
        lambda run: patch(client, f"/runs/{run}", edit),
        runs,
        placement,
        screen,
    )


def placement(run: Json) -> str:
    queue = run["queue"]
    return f"{label('run', run)}: pool {queue['pool']}, priority {queue['priority']}"


def open_runs(client: Client, experiment: int) -> list[int]:
    """The runs of an experiment that have not ended and have no owner."""
    runs = latest(client.get(f"/experiments/{experiment}")["runs"])
    return [run["id"] for run in runs if run["state"] in ("waiting", "queued", "paused")]
