"""presets and spec: the settings of presets and experiments."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.errors import CairnError
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    presets = command(
        commands,
        Section.START,
        "presets",
        show_presets,
        "list presets, or show the settings of one",
    )
    presets.add_argument("preset", nargs="?", metavar="PRESET")
    spec = command(
        commands, Section.LOOK, "spec", show_spec,
        "show an experiment's settings; with --json a spec for submit --spec",
    )  # fmt: skip
    spec.add_argument("experiment", type=number, metavar="EXPERIMENT")


def show_presets(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    presets = client.items("/presets")
    if options.preset is None:
        if screen.as_json:
            screen.json({"items": presets})
        else:
            screen.table(
                ("PRESET", "TITLE"), [(preset["name"], preset["title"]) for preset in presets]
            )
        return 0
    found = [preset for preset in presets if preset["name"] == options.preset]
    if not found:
        names = ", ".join(preset["name"] for preset in presets)
        raise CairnError(f"there is no preset {options.preset} (allowed: {names})")
    if screen.as_json:
        screen.json(found[0])
        return 0
    screen.say(f"{found[0]['name']}: {found[0]['description']}")
    screen.fields(list(flat(found[0]["spec"])))
    return 0


def show_spec(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    spec = client.get(f"/experiments/{options.experiment}")["spec"]
    if screen.as_json:
        screen.json(spec)
    else:
        screen.fields(list(flat(spec)))
    return 0


def flat(tree: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Settings by their dotted names, with values as --set takes them."""
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{name}.")
        else:
            yield path + name, value if isinstance(value, str) and value else json.dumps(value)
