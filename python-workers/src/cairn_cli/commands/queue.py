"""queue: what comes when and why it is not running; paused, drained, resumed."""

import argparse

from cairn_cli.arguments import Commands, Section, command
from cairn_cli.client import Client, Json
from cairn_cli.pages import add_length, fetch_list, print_if_more
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.SERVER, "queue", queue,
        "show what is not running, in its order, and why; or pause, drain or resume the queue",
    )  # fmt: skip
    parser.add_argument(
        "verb", nargs="?", choices=("pause", "resume", "drain"),
        help="pause: start no more runs; drain: also stop those that run, at the next safe point",
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
            ("PLACE", "RUN", "NAME", "EXPERIMENT", "OWNER", "POOL", "PRIORITY", "SINCE", "WHY"),
            [
                (place(run), run["id"], run["name"],
                 run["experimentId"], run["owner"], run["pool"], run["priority"],
                 screen.age(run["createdAt"]), run["why"]["text"])
                for run in page["items"]
            ],
            ("SINCE", "OWNER", "PRIORITY", "POOL"),
        )  # fmt: skip
    print_if_more(page, screen)
    screen.say(
        f"queue {page['state']}: {page['queued']} queued, {page['notYet']} waiting or paused,"
        f" {page['running']} running"
    )
    return 0


def place(run: Json) -> int | str:
    """Among the runs of its pool; only those that could be claimed have one."""
    ahead: int | None = run.get("ahead")
    return "-" if ahead is None else ahead + 1
