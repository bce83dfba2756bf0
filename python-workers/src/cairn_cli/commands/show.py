"""show: an experiment with its runs, why they wait, and its results."""

import argparse
import json

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.commands.summary import show_results
from cairn_cli.errors import ApiError
from cairn_cli.experiments import duration, has_ended, label, latest, steps, times, wait_reason
from cairn_cli.progress import current_work
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "show", show, "show an experiment: its runs, why they wait, results"
    )
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")


def show(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    experiment = client.get(f"/experiments/{options.experiment}")
    if screen.as_json:
        screen.json(experiment)
        return 0
    screen.say(label("experiment", experiment))
    tags = experiment.get("tags") or {}
    screen.fields(
        [
            ("state", experiment["state"]),
            ("reason", experiment.get("reason")),
            ("preset", experiment.get("preset")),
            ("owner", experiment["owner"]),
            ("shared", "with everyone" if experiment.get("shared") else None),
            ("seed", experiment["seed"]),
            ("cloned from", experiment.get("clonedFrom")),
            ("tags", ", ".join(f"{key}={value}" for key, value in tags.items())),
            *times(experiment, screen),
        ]
    )
    changed_settings(client, experiment, screen)
    wait_reasons = {run["id"]: wait_reason(client, run) for run in latest(experiment["runs"])}
    screen.table(
        ("RUN", "NAME", "STATE", "OUTER STEPS", "TOOK", "NOW"),
        [
            (
                run["id"],
                run["name"],
                run["state"],
                steps(run),
                duration(run, screen),
                run.get("reason") or current_work(run) or wait_reasons.get(run["id"]),
            )
            for run in experiment["runs"]
        ],
    )
    results(client, experiment, screen)
    return 0


def changed_settings(client: Client, experiment: Json, screen: Screen) -> None:
    """The settings that differ from the preset, if any does."""
    changed = client.items(f"/experiments/{experiment['id']}/changed-settings")
    if changed:
        screen.table(
            ("CHANGED SETTING", "VALUE", "PRESET" if experiment.get("preset") else "DEFAULT"),
            [
                (setting["path"], shown(setting["value"]), shown(setting["presetValue"]))
                for setting in changed
            ],
        )


def shown(value: object) -> str:
    return value if isinstance(value, str) and value else json.dumps(value)


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
