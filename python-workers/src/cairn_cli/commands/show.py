"""show: an experiment with its runs."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.experiments import named, now_doing, steps, times, took
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "show", show_experiment, "show an experiment with its runs"
    )
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")


def show_experiment(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    it = client.get(f"/experiments/{options.experiment}")
    if screen.as_json:
        screen.json(it)
        return 0
    screen.say(named("experiment", it))
    tags = it.get("tags") or {}
    screen.fields(
        [
            ("state", it["state"]),
            ("reason", it.get("reason")),
            ("preset", it.get("preset")),
            ("owner", it["owner"]),
            ("seed", it["seed"]),
            ("cloned from", it.get("clonedFrom")),
            ("tags", ", ".join(f"{key}={value}" for key, value in tags.items())),
            *times(it, screen),
        ]
    )
    screen.table(
        ("RUN", "NAME", "STATE", "STEPS", "TOOK", "NOW"),
        [
            (run["id"], run["name"], run["state"], steps(run), took(run, screen), now_doing(run))
            for run in it["runs"]
        ],
    )
    for run in it["runs"]:
        if run.get("reason"):
            screen.say(f"{named('run', run)}: {run['reason']}")
    return 0
