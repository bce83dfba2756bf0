"""archive, unarchive, delete and retention: what need not be seen or kept any more."""

import argparse
import sys
from functools import partial

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import CairnError
from cairn_cli.experiments import for_each, label, patch
from cairn_cli.text import Screen, count, size


def add(commands: Commands) -> None:
    for verb, help_text in (
        ("archive", "hide ended experiments from lists; nothing is removed"),
        ("unarchive", "show archived experiments in lists again"),
    ):
        parser = command(commands, Section.STEER, verb, partial(shelve, verb), help_text)
        parser.add_argument("experiments", nargs="+", type=number, metavar="EXPERIMENT")
    delete_ = command(
        commands, Section.STEER, "delete", delete,
        "delete an ended experiment for good, with its results and files",
    )  # fmt: skip
    delete_.add_argument("experiment", type=number, metavar="EXPERIMENT")
    delete_.add_argument(
        "--dry-run",
        action="store_true",
        help="only show what would be removed, and what prevents it",
    )
    delete_.add_argument("--yes", action="store_true", help="do not ask")
    retention_ = command(
        commands, Section.STEER, "retention", retention,
        "show or change what is kept of ended experiments, and what would be removed",
    )  # fmt: skip
    retention_.add_argument("experiment", nargs="?", type=number, metavar="EXPERIMENT")
    retention_.add_argument(
        "--set", nargs="+", type=rule, default=[], dest="rules", metavar="KIND=KEEP[:DAYS]",
        help="KIND is rolloutText, metricPoints or adapters; KEEP is ALL, SAMPLED, PROMOTED, NONE,"
        " or 'default' to follow the server; DAYS: days after the experiment's end (default 0)",
    )  # fmt: skip
    retention_.add_argument(
        "--dry-run", action="store_true", help="only show what these rules would remove"
    )


def shelve(verb: str, client: Client, options: argparse.Namespace, screen: Screen) -> int:
    def describe(experiment: Json) -> str:
        is_archived = experiment.get("archivedAt") is not None
        return f"{label('experiment', experiment)} is {'' if is_archived else 'not '}archived"

    return for_each(
        lambda id_: client.post(f"/experiments/{id_}:{verb}"), options.experiments, describe, screen
    )


def delete(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    path = f"/experiments/{options.experiment}"
    _, tag = client.get_tagged(path)
    preview = client.delete(path, {"dryRun": "true"})
    if options.dry_run:
        if screen.as_json:
            screen.json(preview)
        else:
            show(preview, screen)
        return 0
    if preview["obstacles"]:
        reasons = "; ".join(preview["obstacles"])
        raise CairnError(f"experiment {options.experiment} can't be deleted: {reasons}")
    if not options.yes:
        confirm(preview)
    client.delete(path, if_match=tag)
    if screen.as_json:
        screen.json(preview)
    else:
        screen.say(f"deleted {summary(preview)}")
    return 0


def rule(text: str) -> tuple[str, Json | None]:
    """A rule from the command line; None follows the server."""
    kind, _, written = text.partition("=")
    keep, _, days = written.partition(":")
    if not kind or not keep or (days and not days.isdigit()):
        raise argparse.ArgumentTypeError(f"{text} is not KIND=KEEP or KIND=KEEP:DAYS")
    if keep == "default":
        return kind, None
    return kind, {"keep": keep.upper(), "afterDays": int(days or 0)}


def retention(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    rules = dict(options.rules)
    question: Json = {}
    if options.experiment is not None:
        question["experiment"] = options.experiment
        if rules and options.dry_run:
            question["retention"] = rules
        elif rules:
            patch(client, f"/experiments/{options.experiment}", {"retention": rules})
    elif rules:
        raise CairnError("name the experiment whose rules to set: EXPERIMENT --set KIND=KEEP")
    page = client.post("/retention:preview", question)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("ID", "NAME", "KIND", "KEEP", "DAYS", "SET BY", "REMOVES", "SIZE", "STAYS"),
        [line(experiment, kind) for experiment in page["items"] for kind in experiment["kinds"]],
        ("NAME", "SET BY", "DAYS"),
    )
    if not page["items"]:
        screen.say("no rule would remove anything now")
    return 0


def line(experiment: Json, kind: Json) -> tuple[object, ...]:
    removes = kind["removes"]
    what = count(removes["files"], "adapter") if removes["files"] else count(removes["rows"], "row")
    return (
        experiment["experiment"],
        experiment["name"],
        kind["kind"],
        kind["rule"]["keep"],
        kind["rule"]["afterDays"],
        kind["from"],
        what,
        size(removes["bytes"]),
        kind.get("keeps"),
    )


def summary(preview: Json) -> str:
    rows = count(sum(preview["rows"].values()), "row")
    files = f"{count(preview['files'], 'artifact')} ({size(preview['fileBytes'])})"
    runs = count(preview["runs"], "run")
    name = f"experiment {preview['experiment']} ({preview['name']})"
    return f"{name}: {runs}, {rows}, {files}"


def confirm(preview: Json) -> None:
    if not sys.stdin.isatty():
        raise CairnError("there is no terminal to confirm the deletion; add --yes")
    print(f"Delete {summary(preview)}?\nThis can't be undone. Type yes: ", end="", file=sys.stderr)
    sys.stderr.flush()
    if sys.stdin.readline().strip() != "yes":
        raise CairnError("nothing was deleted")


def show(preview: Json, screen: Screen) -> None:
    screen.say(summary(preview))
    screen.table(("TABLE", "ROWS"), list(preview["rows"].items()), ())
    for obstacle in preview["obstacles"]:
        screen.say(f"it can't be deleted: {obstacle}")
