"""list and runs."""

import argparse

from cairn_cli.arguments import Commands, Section, command
from cairn_cli.client import Client
from cairn_cli.experiments import duration, has_ended, latest, steps, steps_of
from cairn_cli.pages import add_query, fetch_list, print_if_more
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    for name, action, help_text in (
        ("list", list_experiments, "list experiments, newest first"),
        ("runs", list_runs, "list runs of all experiments, newest first"),
    ):
        add_query(command(commands, Section.LOOK, name, action, help_text))


def list_experiments(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    page = fetch_list(client, "/experiments", options)
    if screen.as_json:
        screen.json(page)
        return 0
    rows = []
    for experiment in page["items"]:
        runs = latest(experiment["runs"])
        ended = f"{sum(map(has_ended, runs))}/{len(runs)}"
        rows.append(
            (
                experiment["id"],
                experiment["name"],
                experiment["seed"],
                experiment["owner"],
                "yes" if experiment.get("shared") else None,
                experiment["state"],
                ended,
                steps_of(runs),
                screen.age(experiment["createdAt"]),
                duration(experiment, screen),
                experiment.get("reason"),
            )
        )
    screen.table(
        (
            "ID",
            "NAME",
            "SEED",
            "OWNER",
            "SHARED",
            "STATE",
            "RUNS",
            "OUTER STEPS",
            "CREATED",
            "TOOK",
            "REASON",
        ),
        rows,
        ("SHARED", "OWNER", "TOOK", "OUTER STEPS", "CREATED", "SEED"),
        whole=("NAME",),
    )
    print_if_more(page, screen)
    return 0


def list_runs(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    page = fetch_list(client, "/runs", options)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        (
            "ID",
            "EXPERIMENT",
            "NAME",
            "STATE",
            "OUTER STEPS",
            "POOL",
            "PRIORITY",
            "CREATED",
            "TOOK",
            "REASON",
        ),
        [
            (
                run["id"],
                run["experimentId"],
                run["name"],
                run["state"],
                steps(run),
                run["queue"]["pool"],
                run["queue"]["priority"],
                screen.age(run["createdAt"]),
                duration(run, screen),
                run.get("reason"),
            )
            for run in page["items"]
        ],
        ("PRIORITY", "POOL", "TOOK", "OUTER STEPS", "CREATED"),
        whole=("NAME",),
    )
    print_if_more(page, screen)
    return 0
