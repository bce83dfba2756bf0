"""`ops/plot`: draws experiments and studies."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cairn_cli.__main__ import INTERRUPTED, connected
from cairn_cli.arguments import Parser, connection_options, number, setting
from cairn_cli.client import Client
from cairn_cli.errors import CairnError, report_error
from cairn_cli.export_folder import ExportFolder, signals_interrupt
from cairn_cli.studies import definition
from cairn_cli.text import Screen

if TYPE_CHECKING:
    from cairn_plots.drawn import Drawn

STATUSES = (
    "Exit status: 0 done; 2 refused; 3 Cairn can't be reached or had an internal error.\n"
    "Pictures that can't be drawn are named with the reason, and the others are drawn."
)


def parser() -> Parser:
    top = Parser(
        prog="ops/plot",
        description="Draws an experiment or a study as SVG and PNG, with the numbers as CSV.",
        epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("experiment", nargs="?", type=number, metavar="EXPERIMENT", help="its number")
    top.add_argument(
        "--study", metavar="STUDY",
        help=f"in place of an experiment: a file, or one of {', '.join(definition.shipped())}",
    )  # fmt: skip
    top.add_argument(
        "--set", action="append", type=setting, default=[], metavar="KEY=VALUE", dest="settings",
        help="the settings that the study was given; may be repeated",
    )  # fmt: skip
    top.add_argument("--to", required=True, type=Path, metavar="DIR", help="a new or empty folder")
    connection_options(top)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    reader = parser()
    options = reader.parse_args(arguments)
    if (options.experiment is None) == (options.study is None):
        reader.error("give the number of an experiment or --study STUDY")
    if options.settings and options.study is None:
        reader.error("--set belongs to --study")
    try:
        plot(connected(options), options, Screen.of_process(options.json))
    except CairnError as e:
        return report_error(e)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def plot(client: Client, options: argparse.Namespace, screen: Screen) -> None:
    """Draws into a new folder, which is as before if something fails.

    Raises:
        CairnError: if nothing can be drawn, or a file can't be written.
    """
    check_matplotlib()
    from cairn_plots import of_experiment, of_study, style

    study = definition.read(options.study) if options.study is not None else None
    with signals_interrupt(), ExportFolder.at(options.to) as folder, style.applied():
        if study is not None:
            drawn = of_study.draw(client, study.changed_by(dict(options.settings)))
        else:
            drawn = of_experiment.draw(client, options.experiment)
        if not drawn.pictures:
            what = options.study or f"experiment {options.experiment}"
            reasons = "; ".join(dict.fromkeys(each.reason for each in drawn.left_out))
            raise CairnError(f"there is nothing to draw of {what}: {reasons}")
        files = {picture.name: picture.write(folder) for picture in drawn.pictures}
    show(drawn, files, screen)


def check_matplotlib() -> None:
    try:
        import_module("matplotlib")
    except ImportError as e:
        raise CairnError(
            f"{sys.executable} has no matplotlib, which draws the pictures: install it there, or"
            " unset CAIRN_PYTHON to have an environment made"
        ) from e


def show(drawn: Drawn, files: dict[str, list[str]], screen: Screen) -> None:
    if screen.as_json:
        screen.json(
            {
                "items": [{"picture": name, "files": each} for name, each in files.items()],
                "leftOut": [
                    {"picture": each.name, "reason": each.reason} for each in drawn.left_out
                ],
                "notes": drawn.notes,
            }
        )
        return
    for each in files.values():
        screen.say("  ".join(each))
    for left in drawn.left_out:
        screen.say(f"left out: {left.name}: {left.reason}")
    for note in drawn.notes:
        screen.say(f"note: {note}")


if __name__ == "__main__":
    sys.exit(main())
