"""queue: pending runs in order, with the reason each is waiting; pause, drain and resume."""

import argparse

from cairn_cli.arguments import Commands, Section, command
from cairn_cli.client import Client, Json
from cairn_cli.pages import add_length, fetch_list, print_if_more
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.SERVER, "queue", queue,
        "list pending runs in order, with why each waits; or pause, drain or resume the queue",
    )  # fmt: skip
    parser.add_argument(
        "verb", nargs="?", choices=("pause", "resume", "drain"),
        help="pause: start no more runs; drain: also release running ones between units",
    )  # fmt: skip
    add_length(parser)


def queue(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.verb is not None:
        answer = client.post(f"/queue:{options.verb}")
        if screen.as_json:
            screen.json(answer)
        else:
            screen.say(f"the queue is {answer['state']}")
        return 0
    page = fetch_list(client, "/queue", options)
    if screen.as_json:
        screen.json(page)
        return 0
    if page["items"]:
        screen.table(
            ("AHEAD", "RUN", "NAME", "EXPERIMENT", "OWNER", "POOL", "PRIORITY", "SINCE",
             "REASON"),
            [
                (runs_ahead(run), run["id"], run["name"],
                 run["experimentId"], run["owner"], run["pool"], run["priority"],
                 screen.age(run["createdAt"]), run["waitReason"]["message"])
                for run in page["items"]
            ],
            ("SINCE", "OWNER", "PRIORITY", "POOL"),
        )  # fmt: skip
    print_if_more(page, screen)
    screen.say(
        f"queue {page['state']}: {page['queued']} queued, {page['blocked']} waiting or paused,"
        f" {page['running']} running"
    )
    return 0


def runs_ahead(run: Json) -> int | str:
    """Runs of its pool that are claimed before it; a dash for one that can't be claimed yet."""
    ahead: int | None = run.get("runsAhead")
    return "-" if ahead is None else ahead
