"""diff: the settings in which experiments differ."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.commands.settings import flat
from cairn_cli.errors import CairnError
from cairn_cli.text import Screen

ABSENT = "-"


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "diff", diff, "show the settings in which experiments differ"
    )
    parser.add_argument("experiments", nargs="+", type=number, metavar="EXPERIMENT")


def diff(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if len(options.experiments) < 2:
        raise CairnError("name two experiments or more to compare")
    experiments = [client.get(f"/experiments/{id_}") for id_ in options.experiments]
    rows = differences(experiments)
    if screen.as_json:
        ids = [str(experiment["id"]) for experiment in experiments]
        items = [
            {"setting": name, "values": dict(zip(ids, values, strict=True))}
            for name, *values in rows
        ]
        screen.json({"items": items})
    elif not rows:
        screen.say("their settings are equal")
    else:
        titles = [f"{each['name']} #{each['id']}" for each in experiments]
        screen.table(("SETTING", *titles), rows)
    return 0


def differences(experiments: list[Json]) -> list[tuple[str, ...]]:
    """Each setting that is not the same in all, with its value in each."""
    specs = [dict(flat(experiment["spec"])) for experiment in experiments]
    names = dict.fromkeys(name for spec in specs for name in spec)
    rows = [(name, *(spec.get(name, ABSENT) for spec in specs)) for name in names]
    return [row for row in rows if len(set(row[1:])) > 1]
