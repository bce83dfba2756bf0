"""units and rollouts: the record of a run."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.pages import add_length, print_if_more
from cairn_cli.text import Screen, between, signed


def add(commands: Commands) -> None:
    units = command(
        commands, Section.LOOK, "units", show_units, "show a run's finished units of work"
    )
    rollouts = command(
        commands, Section.LOOK, "rollouts", show_rollouts, "show a run's completions and verdicts"
    )
    for parser in (units, rollouts):
        parser.add_argument("run", type=number, metavar="RUN")
    rollouts.add_argument("--unit", metavar="UNIT", help="as units shows it, such as screen/0")
    add_length(rollouts)


def show_units(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    items = client.items(f"/runs/{options.run}/units")
    if screen.as_json:
        screen.json({"items": items})
        return 0
    screen.table(
        ("UNIT", "ROLLOUTS", "ATTEMPT", "TOOK", "ENDED"),
        [
            (
                unit["unit"],
                unit["rollouts"],
                unit["attempt"],
                between(unit["startedAt"], unit["endedAt"], screen.now),
                screen.time(unit["endedAt"]),
            )
            for unit in items
        ],
    )
    return 0


# A vote is compared with the majority's answer; nobody knows whether that is right.
VOTES = {"VERIFIED": "agrees", "DIFFERENT": "disagrees"}


def verdict(rollout: Json) -> str:
    """The verdict in words: a teacher's completion only parses, nothing checks that it is right."""
    if rollout["rejection"]:
        return str(rollout["rejection"])
    if rollout["purpose"] in ("WRITE", "WRITE_ANSWER") and rollout["verdict"] == "VERIFIED":
        return "parses"
    if rollout["purpose"] == "VOTE" and rollout["verdict"] in VOTES:
        return VOTES[rollout["verdict"]]
    return str(rollout["verdict"])


def show_rollouts(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    query = {"unit": options.unit}
    page = client.pages(f"/runs/{options.run}/rollouts", query, options.limit, options.all)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("UNIT", "FOR", "PROBLEM", "SAMPLE", "VERDICT", "REWARD", "TOKENS", "ANSWER", "TEXT"),
        [
            (
                rollout["unit"],
                rollout["purpose"],
                rollout["problemId"],
                rollout["sample"],
                verdict(rollout),
                signed(rollout["reward"], 3),
                rollout["completionTokens"],
                rollout["answer"],
                rollout["text"],
            )
            for rollout in page["items"]
        ],
        ("TOKENS", "SAMPLE", "REWARD", "UNIT", "ANSWER"),
    )
    print_if_more(page, screen)
    return 0
