"""metrics: the figures of a run as series by name."""

import argparse
from urllib.parse import quote

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.pages import add_length, print_if_more
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "metrics", metrics, "list a run's metrics, or the points of one"
    )
    parser.add_argument("run", type=number, metavar="RUN")
    parser.add_argument("name", nargs="?", metavar="NAME", help="such as student/loss")
    add_length(parser)


def metrics(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.name is not None:
        return points(client, options, screen)
    items = client.items(f"/runs/{options.run}/metrics")
    if screen.as_json:
        screen.json({"items": items})
        return 0
    if not items:
        screen.say(f"run {options.run} has no metrics yet")
        return 0
    screen.table(("METRIC", "POINTS"), [(series["name"], series["points"]) for series in items])
    return 0


def points(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    path = f"/runs/{options.run}/metrics/{quote(options.name, safe='')}"
    page = client.pages(path, {}, options.limit, options.all)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("UNIT", "STEP", "VALUE", "RECORDED"),
        [
            (
                point["unit"],
                point["step"],
                shown(point["value"]),
                screen.time(point["recordedAt"]),
            )
            for point in page["items"]
        ],
        ("RECORDED",),
    )
    print_if_more(page, screen)
    return 0


def shown(value: float | str) -> str:
    """A value; NaN and the infinities are strings in JSON."""
    return f"{float(value):.6g}"
