"""summary: the results of an experiment."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.text import Screen, count, percent, signed


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "summary", summary, "show an experiment's results: pass@k, compared"
    )
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")


def summary(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    found = client.get(f"/experiments/{options.experiment}/summary")
    if screen.as_json:
        screen.json(found)
    elif found["policies"]:
        show_results(found, screen)
    else:
        screen.say(f"promotions: {found['promotions']}; no policy has been evaluated yet")
        show_grading(found["grading"], screen)
    return 0


def show_results(found: Json, screen: Screen) -> None:
    screen.say(
        f"{count(found['promotions'], 'promotion')}; {found['problems']} held-out hard problems,"
        f" {found['samples']} answers each"
    )
    ks = list(found["policies"][0]["passAtK"])
    screen.table(
        ("POLICY", "OPTIMIZER STEPS", "APPLIED", *(f"PASS@{k}" for k in ks)),
        [
            (policy["name"], policy["steps"], policy["optimizerSteps"],
             *(percent(policy["passAtK"].get(k)) for k in ks))
            for policy in found["policies"]
        ],
    )  # fmt: skip
    screen.table(
        ("COMPARED", "AT", "POINTS", "INTERVAL", ""),
        [difference_row(difference) for difference in found["differences"]],
    )  # fmt: skip
    for note in found["notes"]:
        screen.say(note)
    show_grading(found["grading"], screen)


def show_grading(grading: Json, screen: Screen) -> None:
    """On how many answers the rule that did not decide differs."""
    if not grading["compared"]:
        screen.say(f"graded by {grading['rule']}; the other rule was not applied")
        return
    other = "MATH_VERIFY" if grading["rule"] == "STRICT" else "STRICT"
    screen.say(
        f"graded by {grading['rule']}; {other} would decide differently on"
        f" {grading['differ']:,} of {grading['compared']:,} answers"
    )
    if grading["differ"]:
        screen.fields(
            [
                (part["kind"], f"{part['differ']:,} of {part['compared']:,}")
                for part in grading["byKind"]
            ]
        )


def difference_row(difference: Json) -> tuple[str, ...]:
    low, high = difference["low"], difference["high"]
    return (
        f"{difference['a']} - {difference['b']}",
        f"pass@{difference['k']}",
        points(difference["mean"]),
        f"{points(low)} to {points(high)}",
        "no clear difference" if low <= 0 <= high else "",
    )


def points(share: float) -> str:
    return signed(100 * share, 1)
