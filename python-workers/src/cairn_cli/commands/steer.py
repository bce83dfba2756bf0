"""pause, resume, cancel, retry, restart and set."""

import argparse
from functools import partial

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.experiments import each, named
from cairn_cli.text import Screen

CHANGED_MEANWHILE = (412, 428)


def add(commands: Commands) -> None:
    for verb, tells in (
        ("pause", "ask all runs of experiments, or single runs, to wait"),
        ("resume", "let what is paused go on"),
        ("cancel", "stop what has not ended"),
        ("retry", "make new runs that go on where failed or cancelled ones stopped"),
    ):
        parser = command(commands, Section.STEER, verb, partial(act, verb), tells)
        parser.add_argument("experiments", nargs="*", type=number, metavar="EXPERIMENT")
        parser.add_argument("--run", nargs="+", type=number, default=[], metavar="RUN", dest="runs")
    restart = command(
        commands,
        Section.STEER,
        "restart",
        partial(act, "restart"),
        "make new runs from scratch of ended ones",
    )
    set_ = command(
        commands, Section.STEER, "set", change, "change the priority or the pool of runs"
    )
    for parser in (restart, set_):
        parser.add_argument(
            "--run", nargs="+", type=number, required=True, metavar="RUN", dest="runs"
        )
    restart.set_defaults(experiments=[])
    set_.add_argument("--priority", type=int, metavar="N", help="higher ones first")
    set_.add_argument("--pool", help="where it is carried out")


def act(verb: str, client: Client, options: argparse.Namespace, screen: Screen) -> int:
    things = [("experiment", id_) for id_ in options.experiments]
    things += [("run", id_) for id_ in options.runs]
    if not things:
        raise CairnError(f"name what to {verb}: EXPERIMENT ... or --run RUN ...")
    return each(
        lambda thing: client.post(f"/{thing[0]}s/{thing[1]}:{verb}"),
        things,
        # Only a run belongs to an experiment.
        lambda it: f"{named('run' if 'experimentId' in it else 'experiment', it)} is {it['state']}",
        screen,
    )


def change(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    wanted = {"priority": options.priority, "pool": options.pool}
    edit = {name: value for name, value in wanted.items() if value is not None}
    if not edit:
        raise CairnError("say what to set: --priority N, --pool POOL or both")
    return each(
        lambda run: _patched(client, f"/runs/{run}", edit),
        options.runs,
        lambda it: (
            f"{named('run', it)}: pool {it['queue']['pool']}, priority {it['queue']['priority']}"
        ),
        screen,
    )


def _patched(client: Client, path: str, edit: Json) -> Json:
    """What is set does not depend on what was there, so the version that is there will do."""
    try:
        return client.patch(path, edit)
    except ApiError as e:
        if e.http_status not in CHANGED_MEANWHILE:
            raise
        _, tag = client.get_tagged(path)
        if tag is None:
            raise
        return client.patch(path, edit, if_match=tag)
