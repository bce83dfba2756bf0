"""follow: an experiment's events as they come, until it has ended."""

import argparse
import sys

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import FAILED_EXPERIMENT, UnreachableError
from cairn_cli.events import Events
from cairn_cli.experiments import FINAL, has_ended, named
from cairn_cli.text import Screen, clean, moment


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "follow", action,
        "show an experiment's events until it has ended; exit status 0 if it succeeded, 1 if not",
    )  # fmt: skip
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")


def action(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    return follow(client, options.experiment, screen)


def follow(client: Client, number: int, screen: Screen) -> int:
    path = f"/experiments/{number}"
    experiment = client.get(path)
    told: set[int] = set()  # runs whose ends were shown
    for event in Events(client, f"{path}/events", _note):
        ending = event is not None and _state(event) in FINAL
        if event is not None:
            _show(event, experiment, screen)
        if ending and event is not None:
            told.add(event["runId"])
        if ending or event is None:
            try:
                experiment = client.get(path)
            except UnreachableError:
                continue  # the stream will meet it too, and goes on or gives up
            # What is quiet has nothing more to tell, should the end of a run be missing from it.
            if has_ended(experiment) and (event is None or told >= _ids(experiment)):
                break
    if not screen.as_json:
        reason = f": {experiment['reason']}" if experiment.get("reason") else ""
        screen.say(f"{named('experiment', experiment)} {experiment['state']}{reason}")
    return 0 if experiment["state"] == "succeeded" else FAILED_EXPERIMENT


def _note(text: str) -> None:
    print(f"cairn: {clean(text)}", file=sys.stderr)


def _ids(experiment: Json) -> set[int]:
    return {run["id"] for run in experiment["runs"]}


def _state(event: Json) -> str | None:
    return event["payload"]["state"] if event["kind"] == "run.state" else None


def _show(event: Json, experiment: Json, screen: Screen) -> None:
    if screen.as_json:
        screen.json_line(event)
        return
    text = _text(event, experiment)
    if text is not None:
        at = f"{moment(event['at']).astimezone():%H:%M:%S}  " if "at" in event else ""
        screen.say(at + text)


def _text(event: Json, experiment: Json) -> str | None:
    """A line for people; None for what only programs want to know."""
    payload = event.get("payload") or {}
    run: Json = next((r for r in experiment["runs"] if r["id"] == event.get("runId")), {})
    name = f"{payload.get('name') or run.get('name') or '':<20} "
    match event["kind"]:
        case "run.state":
            reason = f": {payload['reason']}" if payload.get("reason") else ""
            return f"{name}{payload['state']}{reason}"
        case "outer-step.decided":
            average = payload.get("movingAverage")
            average = "(window not full)" if average is None else f"{average:+.4f}"
            promoted = f"  PROMOTED student {payload['promotions']}" if payload["promoted"] else ""
            return (
                f"{name}step {payload['t'] + 1} of {run.get('outerSteps', '?')}"
                f"  mean reward {payload['meanReward']:+.4f}  moving average {average}{promoted}"
            )
        case "unit.done" if not payload["unit"].startswith("t/"):
            return (
                f"{name}{payload['unit']} done, {payload['rollouts']} rollouts"
                f" in {payload['seconds']:.1f} s"
            )
        case "gap":
            return "some events are gone; ops/cairn show tells how it stands"
    return None
