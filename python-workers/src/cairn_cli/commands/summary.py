"""summary: what an experiment came to."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.text import Screen, percent, signed


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "summary", summary, "show an experiment's results: pass@k, compared"
    )
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")


def summary(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    it = client.get(f"/experiments/{options.experiment}/summary")
    if screen.as_json:
        screen.json(it)
    elif it["policies"]:
        show_results(it, screen)
    else:
        screen.say(f"promotions: {it['promotions']}; no policy has been evaluated yet")
        show_grading(it["grading"], screen)
    return 0


def show_results(it: Json, screen: Screen) -> None:
    screen.say(
        f"{it['promotions']} promotions; {it['problems']} held-out hard problems,"
        f" {it['samples']} answers each"
    )
    ks = list(it["policies"][0]["passAt"])
    screen.table(
        ("POLICY", "STEPS", "EFFECTIVE", *(f"PASS@{k}" for k in ks)),
        [
            (policy["name"], policy["steps"], policy["optimizerSteps"],
             *(percent(policy["passAt"].get(k)) for k in ks))
            for policy in it["policies"]
        ],
    )  # fmt: skip
    screen.table(
        ("COMPARED", "AT", "POINTS", "INTERVAL", ""),
        [
            (f"{d['a']} - {d['b']}", f"pass@{d['k']}", points(d["mean"]),
             f"{points(d['low'])} to {points(d['high'])}",
             "no clear difference" if d["low"] <= 0 <= d["high"] else "")
            for d in it["differences"]
        ],
    )  # fmt: skip
    show_grading(it["grading"], screen)


def show_grading(it: Json, screen: Screen) -> None:
    """On how many answers the rule that did not decide differs."""
    if not it["compared"]:
        screen.say(f"graded by {it['rule']}; the other rule was not asked")
        return
    other = "MATH_VERIFY" if it["rule"] == "STRICT" else "STRICT"
    screen.say(
        f"graded by {it['rule']}; {other} would decide otherwise on"
        f" {it['differ']:,} of {it['compared']:,} answers"
    )
    if it["differ"]:
        screen.fields(
            [(one["kind"], f"{one['differ']:,} of {one['compared']:,}") for one in it["byKind"]]
        )


def points(share: float) -> str:
    return signed(100 * share, 1)
