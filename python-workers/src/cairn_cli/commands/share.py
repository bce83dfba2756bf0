"""share and unshare: who may read an experiment in SQL over history."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.experiments import label, patch
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    for name, shared, help_text in (
        ("share", True, "let everyone read an experiment in SQL over history"),
        ("unshare", False, "let only its owner and admins read it there"),
    ):
        parser = command(commands, Section.STEER, name, share, help_text)
        parser.add_argument("experiment", type=number, metavar="EXPERIMENT")
        parser.set_defaults(shared=shared)


def share(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    experiment = patch(client, f"/experiments/{options.experiment}", {"shared": options.shared})
    if screen.as_json:
        screen.json(experiment)
        return 0
    readers = (
        "everyone can read it" if experiment["shared"] else "only its owner and admins can read it"
    )
    screen.say(f"{label('experiment', experiment)}: {readers} in SQL over history")
    return 0
