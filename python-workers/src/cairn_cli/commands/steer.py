"""pause, resume, cancel, retry, restart and set."""

import argparse
from functools import partial

from cairn_cli.arguments import Commands, Section, command, number, whole
from cairn_cli.client import Client, Json
from cairn_cli.errors import CairnError
from cairn_cli.experiments import each, latest, named, patched, standing
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    for verb, tells in (
        ("pause", "stop runs at their next safe point, until they are resumed"),
        ("resume", "let paused runs continue where they stopped"),
        ("cancel", "end runs for good; what they finished is kept"),
        ("retry", "continue failed or cancelled runs where they stopped, as new runs"),
    ):
        parser = command(commands, Section.STEER, verb, partial(act, verb), tells)
        parser.add_argument("experiments", nargs="*", type=number, metavar="EXPERIMENT")
        parser.add_argument("--run", nargs="+", type=number, default=[], metavar="RUN", dest="runs")
    restart = command(
        commands, Section.STEER, "restart", partial(act, "restart"),
        "repeat ended runs from the beginning, as new runs",
    )  # fmt: skip
    restart.add_argument("--run", nargs="+", type=number, required=True, metavar="RUN", dest="runs")
    restart.set_defaults(experiments=[])
    set_ = command(
        commands, Section.STEER, "set", change, "change the priority or the pool of waiting runs"
    )
    set_.add_argument(
        "experiments", nargs="*", type=number, metavar="EXPERIMENT", help="all its open runs"
    )
    set_.add_argument("--run", nargs="+", type=number, default=[], metavar="RUN", dest="runs")
    set_.add_argument("--priority", type=whole, metavar="N", help="higher goes first")
    set_.add_argument("--pool", help="where it is carried out")


def act(verb: str, client: Client, options: argparse.Namespace, screen: Screen) -> int:
    things = [("experiment", id_) for id_ in options.experiments]
    things += [("run", id_) for id_ in options.runs]
    if not things:
        raise CairnError(f"name what to {verb}: EXPERIMENT ... or --run RUN ...")
    return each(
        lambda thing: client.post(f"/{thing[0]}s/{thing[1]}:{verb}"),
        things,
        told,
        screen,
    )


def told(it: Json) -> str:
    """What became of a run or an experiment, which is running until its last run has paused."""
    kind = "run" if "experimentId" in it else "experiment"
    if any(run["state"] == "pausing" for run in it.get("runs", [])):
        return f"{named(kind, it)} is pausing: what runs stops at its next safe point"
    return f"{named(kind, it)} {standing(it)}"


def change(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    wanted = {"priority": options.priority, "pool": options.pool}
    edit = {name: value for name, value in wanted.items() if value is not None}
    if not edit:
        raise CairnError("say what to set: --priority N, --pool POOL or both")
    runs = [*options.runs, *(run for id_ in options.experiments for run in open_runs(client, id_))]
    if not runs:
        raise CairnError("name what to change: EXPERIMENT ... with open runs, or --run RUN ...")
    return each(
        lambda run: patched(client, f"/runs/{run}", edit),
        runs,
        lambda it: (
            f"{named('run', it)}: pool {it['queue']['pool']}, priority {it['queue']['priority']}"
        ),
        screen,
    )


def open_runs(client: Client, experiment: int) -> list[int]:
    """The runs of an experiment that have not ended and that nobody carries out at present."""
    runs = latest(client.get(f"/experiments/{experiment}")["runs"])
    return [run["id"] for run in runs if run["state"] in ("waiting", "queued", "paused")]
