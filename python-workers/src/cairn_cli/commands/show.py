"""show: an experiment with its runs, why they wait, and its results."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.commands.summary import show_results
from cairn_cli.doing import now_doing
from cairn_cli.errors import ApiError
from cairn_cli.experiments import has_ended, latest, named, steps, times, took, why
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "show", show, "show an experiment: its runs, why they wait, results"
    )
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")


def show(client: Client, options: argparse.Namespace, screen: Screen) -> int:
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
    waits = {run["id"]: why(client, run) for run in latest(it["runs"])}
    screen.table(
        ("RUN", "NAME", "STATE", "STEPS", "TOOK", "NOW"),
        [
            (run["id"], run["name"], run["state"], steps(run), took(run, screen),
             run.get("reason") or now_doing(run) or waits.get(run["id"]))
            for run in it["runs"]
        ],
    )  # fmt: skip
    results(client, it, screen)
    return 0


def results(client: Client, experiment: Json, screen: Screen) -> None:
    """The summary, where a policy has been evaluated."""
    if not any(has_ended(run) and run["kind"] == "evaluate" for run in experiment["runs"]):
        return
    try:
        summary = client.get(f"/experiments/{experiment['id']}/summary")
    except ApiError as e:
        screen.say(f"no summary: {e}")
        return
    if summary["policies"]:
        show_results(summary, screen)
