"""submit and clone."""

import argparse
import json
import sys
from pathlib import Path

from cairn_cli.arguments import Commands, Section, command, integer, number, setting
from cairn_cli.client import Client, Json
from cairn_cli.commands.follow import follow
from cairn_cli.commands.problems import set_named
from cairn_cli.errors import CairnError
from cairn_cli.experiments import label, state_phrase
from cairn_cli.text import Screen, about, size

TRAINS = ("soar", "train")


def add(commands: Commands) -> None:
    submit_ = command(
        commands,
        Section.START,
        "submit",
        submit,
        "queue an experiment: a preset or a spec, with changes",
    )
    submit_.add_argument("preset", nargs="?", metavar="PRESET", help="such as chains")
    submit_.add_argument("--spec", metavar="FILE", help="a spec in JSON, - for standard input")
    clone_ = command(
        commands,
        Section.START,
        "clone",
        clone,
        "queue a copy of an experiment, with changes",
    )
    clone_.add_argument("experiment", type=number, metavar="EXPERIMENT")
    for parser in (submit_, clone_):
        parser.add_argument(
            "--validate-only",
            action="store_true",
            help="show its runs and cost without queueing it",
        )
        parser.add_argument(
            "--set", action="append", type=setting, default=[], metavar="KEY=VALUE",
            dest="settings", help="change one setting, as in soar.outer.steps=10; may be repeated",
        )  # fmt: skip
        parser.add_argument("--name", help="name of the experiment")
        parser.add_argument("--seed", type=integer, metavar="N", help="seed of all random numbers")
        parser.add_argument(
            "--problems", metavar="NAME", help="problem set, or a file to store as one"
        )
        parser.add_argument(
            "--priority", type=integer, metavar="N", help="a higher priority runs first"
        )
        parser.add_argument("--pool", help="pool to run in")
        parser.add_argument(
            "--follow", action="store_true", help="then follow it, like ops/cairn follow"
        )


def submit(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    request = changes(client, options, screen)
    if options.preset is None and options.spec is None:
        raise CairnError("name a preset, such as chains, or pass --spec FILE")
    if options.preset is not None:
        request["preset"] = options.preset
    if options.spec is not None:
        request["spec"] = read_spec(options.spec)
    if options.validate_only:
        return validated(client, request, screen)
    return queued(client, client.post("/experiments", request), options, screen)


def validated(client: Client, request: Json, screen: Screen) -> int:
    plan = client.post("/experiments", request, {"validateOnly": "true"})
    if screen.as_json:
        screen.json(plan)
    else:
        show_plan(plan, screen)
    return 0


def clone(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    changed = changes(client, options, screen)
    if options.validate_only:
        spec = client.get(f"/experiments/{options.experiment}")["spec"]
        return validated(client, {"spec": spec} | changed, screen)
    made = client.post(f"/experiments/{options.experiment}:clone", changed)
    return queued(client, made, options, screen)


def changes(client: Client, options: argparse.Namespace, screen: Screen) -> Json:
    """What both may change, as a SpecRequest; the server reads typed values from strings."""
    settings: Json = dict(options.settings)
    if options.priority is not None:
        settings["queue.priority"] = options.priority
    if options.pool is not None:
        settings["queue.pool"] = options.pool
    if options.problems is not None:
        if options.validate_only and Path(options.problems).is_file():
            raise CairnError(
                "--validate-only stores nothing: store the file with problems add, and name the set"
            )
        settings["problems.set"] = set_named(client, options.problems, screen)
    request = {"name": options.name, "seed": options.seed, "set": settings or None}
    return {name: value for name, value in request.items() if value is not None}


def read_spec(file: str) -> Json:
    try:
        spec = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text())
    except OSError as e:
        raise CairnError(f"--spec {file} can't be read: {e.strerror}") from e
    except ValueError as e:
        raise CairnError(f"--spec {file} is not JSON: {e}") from e
    if not isinstance(spec, dict):
        raise CairnError(f"--spec {file} is not a JSON object")
    return spec


def queued(client: Client, made: Json, options: argparse.Namespace, screen: Screen) -> int:
    if screen.as_json:
        (screen.json_line if options.follow else screen.json)(made)
    else:
        screen.say(f"{label('experiment', made)} {state_phrase(made)}, runs: {len(made['runs'])}")
        for warning in made.get("warnings") or []:
            screen.say(f"warning: {warning}")
    if options.follow:
        return follow(client, made["id"], screen)
    if not screen.as_json:
        screen.say(f"follow it with: ops/cairn follow {made['id']}")
    return 0


def worked(time: Json) -> str:
    """'6 min to 9 min, from ...', or why nothing can be said."""
    if time["minSeconds"] is None:
        return f"unknown: {time['basis']}"
    return f"{about(time['minSeconds'])} to {about(time['maxSeconds'])}, from {time['basis']}"


def hours(time: Json) -> str:
    if time["minAcceleratorHours"] is None:
        return "unknown"
    if time["maxAcceleratorHours"] == 0:
        return "none"
    return f"{time['minAcceleratorHours']:.2f} to {time['maxAcceleratorHours']:.2f}"


def show_plan(plan: Json, screen: Screen) -> None:
    screen.table(
        ("RUN", "KIND", "TRAINING SLOTS", "AFTER"),
        [
            (run["name"], run["kind"], run["trainingSlots"] if run["kind"] in TRAINS else "",
             ", ".join(run["dependsOn"]))
            for run in plan["runs"]
        ],
    )  # fmt: skip
    cost = plan["estimate"]
    screen.fields(
        [
            ("rollouts", f"{cost['rollouts']:,} to {cost['maxRollouts']:,}"),
            ("time", worked(plan["time"])),
            ("accelerator-hours", hours(plan["time"])),
            ("tokens at most", f"{cost['tokens']:,}"),
            ("adapter files", f"{size(cost['adapterBytesPerOuterStep'])} per outer step"),
            ("database", size(cost["databaseBytes"])),
            *(("warning", warning) for warning in plan.get("warnings") or []),
        ]
    )
