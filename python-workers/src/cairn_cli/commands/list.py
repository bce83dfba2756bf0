"""list and runs."""

import argparse

from cairn_cli.arguments import Commands, Section, command
from cairn_cli.client import Client
from cairn_cli.experiments import has_ended, latest, steps, steps_of, took
from cairn_cli.pages import add_query, listed, tell_more
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    for name, action, tells in (
        ("list", list_experiments, "list experiments, newest first"),
        ("runs", list_runs, "list runs of all experiments, newest first"),
    ):
        add_query(command(commands, Section.LOOK, name, action, tells))


def list_experiments(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    page = listed(client, "/experiments", options)
    if screen.as_json:
        screen.json(page)
        return 0
    rows = []
    for it in page["items"]:
        runs = latest(it["runs"])
        ended = f"{sum(map(has_ended, runs))}/{len(runs)}"
        rows.append(
            (it["id"], it["name"], it["owner"], it["state"], ended, steps_of(runs),
             screen.age(it["createdAt"]), took(it, screen), it.get("reason"))
        )  # fmt: skip
    screen.table(
        ("ID", "NAME", "OWNER", "STATE", "RUNS", "STEPS", "CREATED", "TOOK", "REASON"), rows,
        ("OWNER", "TOOK", "STEPS", "CREATED"),
    )  # fmt: skip
    tell_more(page, screen)
    return 0


def list_runs(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    page = listed(client, "/runs", options)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("ID", "EXPERIMENT", "NAME", "STATE", "STEPS", "POOL", "PRIORITY", "CREATED", "TOOK",
         "REASON"),
        [
            (it["id"], it["experimentId"], it["name"], it["state"], steps(it), it["queue"]["pool"],
             it["queue"]["priority"], screen.age(it["createdAt"]), took(it, screen),
             it.get("reason"))
            for it in page["items"]
        ],
        ("PRIORITY", "POOL", "TOOK", "STEPS", "CREATED"),
    )  # fmt: skip
    tell_more(page, screen)
    return 0
