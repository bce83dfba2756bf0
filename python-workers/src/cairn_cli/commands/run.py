"""run: a single run, and why it is waiting."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.experiments import label, steps, times, wait_reason
from cairn_cli.progress import current_work
from cairn_cli.text import Screen, signed


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "run", show_run, "show a run, and why it is not running"
    )
    parser.add_argument("run", type=number, metavar="RUN")


def show_run(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    run = client.get(f"/runs/{options.run}")
    if screen.as_json:
        screen.json(run)
        return 0
    queue = run["queue"]
    screen.say(f"{label('run', run)} of experiment {run['experimentId']}")
    screen.fields(
        [
            ("state", run["state"]),
            ("reason", run.get("reason")),
            ("why it waits", wait_reason(client, run)),
            ("who can fix it", run.get("failure")),
            ("generation", run["generation"]),
            ("retry of", run.get("previous") and f"run {run['previous']}"),
            ("seed", run["seed"]),
            ("owner", run["owner"]),
            ("pool", queue["pool"]),
            ("priority", queue["priority"]),
            ("training slots", queue["trainingSlots"]),
            ("claimed by", queue.get("claimedBy")),
            ("outer steps", steps(run)),
            ("promotions", run.get("promotions")),
            ("mean reward", of_last_step(run)),
            ("moving average", signed(run.get("lastMovingAverage"))),
            *times(run, screen),
            ("now", current_work(run)),
        ]
    )
    return 0


def of_last_step(run: Json) -> str:
    """The mean reward of the last outer step, said as such: it is not a mean over the run."""
    reward = run.get("lastMeanReward")
    return "" if reward is None else f"{signed(reward)} in the last outer step"
