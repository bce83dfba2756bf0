"""logs: what the control plane, the engine and the worker wrote about a run."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.experiments import FINAL
from cairn_cli.text import Screen, clean

SOURCES = ("control-plane", "engine", "worker")
LEVELS = ("debug", "info", "warn", "error")
SHOWN = 200
LARGEST_PAGE = 1000
LOOK_SECONDS = 2.0


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "logs", logs,
        "show what control plane, engine or worker wrote about a run",
    )  # fmt: skip
    parser.add_argument("run", type=number, metavar="RUN")
    parser.add_argument(
        "--source", choices=SOURCES, default=SOURCES[0], help="default: control-plane"
    )
    parser.add_argument("--level", choices=LEVELS, help="only this level and above")
    parser.add_argument("--text", help="only entries that contain it")
    parser.add_argument(
        "--limit", type=number, default=SHOWN, metavar="N", help=f"the last N; default {SHOWN}"
    )
    parser.add_argument("--all", action="store_true", help="from the beginning")
    parser.add_argument(
        "--follow", action="store_true", help="then show what is written, until the run has ended"
    )


def logs(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    path = f"/runs/{options.run}/logs"
    query = {"source": options.source, "level": options.level, "text": options.text}
    entries, newest = read_back(client, path, query, None if options.all else options.limit)
    if screen.as_json and not options.follow:
        screen.json({"items": entries})
        return 0
    show(entries, screen)
    if not screen.as_json and newest.get("note") and not entries:
        screen.say(f"no entries: {newest['note']}")
    if options.follow:
        follow(client, path, query, newest.get("newer"), screen)
    return 0


def read_back(client: Client, path: str, query: Json, limit: int | None) -> tuple[list[Json], Json]:
    """The last entries, oldest first, and the newest page. A page may be empty and not the last."""
    size = LARGEST_PAGE if limit is None else min(limit, LARGEST_PAGE)
    newest = page = client.get(path, {**query, "limit": size})
    entries: list[Json] = page["items"]
    while page.get("older") and (limit is None or len(entries) < limit):
        size = LARGEST_PAGE if limit is None else min(limit - len(entries), LARGEST_PAGE)
        page = client.get(path, {**query, "limit": size, "cursor": page["older"]})
        entries = page["items"] + entries
    return entries, newest


def follow(client: Client, path: str, query: Json, cursor: str | None, screen: Screen) -> None:
    """Shows what is written from a position on, until the run has ended."""
    run = path.removesuffix("/logs")
    while True:
        ended = client.get(run)["state"] in FINAL
        more = True
        while more:
            at = {"cursor": cursor} if cursor else {}
            page = client.get(path, {**query, "limit": LARGEST_PAGE, **at})
            show(page["items"], screen)
            more = len(page["items"]) == LARGEST_PAGE
            cursor = page.get("newer") or cursor
        if ended:
            return
        client.sleep(LOOK_SECONDS)


def show(entries: list[Json], screen: Screen) -> None:
    for entry in entries:
        if screen.as_json:
            screen.json_line(entry)
        else:
            show_entry(entry, screen)


def show_entry(entry: Json, screen: Screen) -> None:
    """The lines of an entry as they were written, without control characters."""
    head = [screen.time(entry["at"]), entry["level"].upper(), entry.get("unit")]
    first, *rest = str(entry["text"]).split("\n")
    print("  ".join(clean(part) for part in (*head, first) if part))
    for line in rest:
        print("    " + clean(line))
