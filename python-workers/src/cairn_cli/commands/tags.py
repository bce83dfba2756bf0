"""tags: the user's own labels for finding experiments."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number, setting
from cairn_cli.client import Client
from cairn_cli.experiments import label, patch
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.STEER, "tags", tags, "show, set or remove an experiment's tags"
    )
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")
    parser.add_argument("tags", nargs="*", type=setting, metavar="KEY=VALUE")
    parser.add_argument("--remove", nargs="+", default=[], metavar="KEY")


def tags(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    path = f"/experiments/{options.experiment}"
    changes: dict[str, str | None] = dict.fromkeys(options.remove, None) | dict(options.tags)
    experiment = patch(client, path, {"tags": changes}) if changes else client.get(path)
    if screen.as_json:
        screen.json(experiment)
        return 0
    screen.say(label("experiment", experiment))
    if experiment.get("tags"):
        screen.fields(list(experiment["tags"].items()))
    else:
        screen.say("  no tags")
    return 0
