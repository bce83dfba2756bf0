"""run: one run, and why it is not running."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.doing import now_doing
from cairn_cli.experiments import named, steps, times, why
from cairn_cli.text import Screen, signed


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "run", show_run, "show a run, and why it is not running"
    )
    parser.add_argument("run", type=number, metavar="RUN")


def show_run(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    it = client.get(f"/runs/{options.run}")
    if screen.as_json:
        screen.json(it)
        return 0
    queue = it["queue"]
    screen.say(f"{named('run', it)} of experiment {it['experimentId']}")
    screen.fields(
        [
            ("state", it["state"]),
            ("reason", it.get("reason")),
            ("why it waits", why(client, it)),
            ("who can fix it", it.get("failure")),
            ("generation", it["generation"]),
            ("retry of", it.get("previous") and f"run {it['previous']}"),
            ("seed", it["seed"]),
            ("owner", queue["owner"]),
            ("pool", queue["pool"]),
            ("priority", queue["priority"]),
            ("students", queue["students"]),
            ("steps", steps(it)),
            ("promotions", it.get("promotions")),
            ("mean reward", signed(it.get("lastMeanReward"))),
            ("moving average", signed(it.get("lastMovingAverage"))),
            *times(it, screen),
            ("now", now_doing(it)),
        ]
    )
    return 0
