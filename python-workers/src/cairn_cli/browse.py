"""list, runs, show and run."""

import argparse

from cairn_cli.arguments import Commands, command, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError
from cairn_cli.experiments import has_ended, latest, named, now_doing, steps, steps_of, took
from cairn_cli.text import Screen

SHOWN = 50


def add(commands: Commands) -> None:
    list_ = command(commands, "list", list_experiments, "list experiments, newest first")
    runs = command(commands, "runs", list_runs, "list runs of all experiments, newest first")
    for parser in (list_, runs):
        parser.add_argument("--filter", metavar="EXPR", help="as in 'state in [\"failed\"]'")
        parser.add_argument("--sort", metavar="FIELDS", help="as in -createdAt,name")
        add_length(parser)
    show = command(commands, "show", show_experiment, "show an experiment with its runs")
    show.add_argument("experiment", type=number, metavar="EXPERIMENT")
    run = command(commands, "run", show_run, "show a run, and why it is not running")
    run.add_argument("run", type=number, metavar="RUN")


def add_length(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=number, default=SHOWN, metavar="N", help=f"default {SHOWN}")
    parser.add_argument("--all", action="store_true", help="without a limit")


def listed(client: Client, path: str, options: argparse.Namespace) -> Json:
    query = {name: getattr(options, name, None) for name in ("filter", "sort")}
    return client.pages(path, query, options.limit, options.all)


def tell_more(page: Json, screen: Screen) -> None:
    if page.get("next"):
        screen.say("there are more: --limit N or --all")


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
        ("ID", "NAME", "OWNER", "STATE", "RUNS", "STEPS", "CREATED", "TOOK", "REASON"), rows
    )
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
    )  # fmt: skip
    tell_more(page, screen)
    return 0


def show_experiment(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    it = client.get(f"/experiments/{options.experiment}")
    if screen.as_json:
        screen.json(it)
        return 0
    screen.say(named("experiment", it))
    tags = it.get("tags") or {}
    screen.fields(
        [
            ("state", it["state"]),
            ("reason", it.get("reason")),
            ("preset", it.get("preset")),
            ("owner", it["owner"]),
            ("seed", it["seed"]),
            ("cloned from", it.get("clonedFrom")),
            ("tags", ", ".join(f"{key}={value}" for key, value in tags.items())),
            *times(it, screen),
        ]
    )
    screen.table(
        ("RUN", "NAME", "STATE", "STEPS", "TOOK", "NOW"),
        [
            (run["id"], run["name"], run["state"], steps(run), took(run, screen), now_doing(run))
            for run in it["runs"]
        ],
    )
    for run in it["runs"]:
        if run.get("reason"):
            screen.say(f"{named('run', run)}: {run['reason']}")
    return 0


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
            ("waits for", why(client, it)),
            ("to be mended by", it.get("failure")),
            ("generation", it["generation"]),
            ("goes on from", it.get("previous") and f"run {it['previous']}"),
            ("seed", it["seed"]),
            ("owner", queue["owner"]),
            ("pool", queue["pool"]),
            ("priority", queue["priority"]),
            ("students", queue["students"]),
            ("steps", steps(it)),
            ("promotions", it.get("promotions")),
            ("mean reward", it.get("lastMeanReward")),
            ("moving average", it.get("lastMovingAverage")),
            *times(it, screen),
            ("now", now_doing(it)),
        ]
    )
    return 0


def why(client: Client, run: Json) -> str:
    """Why it is not running; empty if it is, or has left the queue meanwhile."""
    if run["state"] not in ("waiting", "queued", "paused"):
        return ""
    try:
        return str(client.get(f"/runs/{run['id']}/queue")["why"]["text"])
    except ApiError:
        return ""


def times(it: Json, screen: Screen) -> list[tuple[str, str]]:
    return [
        (name, f"{screen.age(it[field])} ({it[field]})" if it[field] else "")
        for name, field in (
            ("created", "createdAt"),
            ("started", "startedAt"),
            ("ended", "endedAt"),
        )
    ]
