"""The commands, a module each or a few that belong together.

A module has `add(commands)`, which registers its commands with `arguments.command`. Every module
here is found by itself: a new command is a new file and no change elsewhere.
"""

import importlib
import pkgutil

from cairn_cli.arguments import Commands


def add_all(commands: Commands) -> None:
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}").add(commands)
