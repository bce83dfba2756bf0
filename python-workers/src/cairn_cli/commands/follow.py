"""follow: an experiment's events as they come, until it has ended."""

import argparse
import sys

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import FAILED_EXPERIMENT, UnreachableError
from cairn_cli.events import Events
from cairn_cli.experiments import FINAL, has_ended, label, state_phrase
from cairn_cli.text import Screen, clean, moment, signed


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "follow", follow_command,
        "show an experiment's events until it has ended; exit status 1 if it did not succeed",
    )  # fmt: skip
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")


def follow_command(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    return follow(client, options.experiment, screen)


def follow(client: Client, number: int, screen: Screen) -> int:
    path = f"/experiments/{number}"
    experiment = client.get(path)
    shown_ends: set[int] = set()  # runs whose ends were shown
    for event in Events(client, f"{path}/events", _note):
        if event is not None and event["kind"] == "end":
            experiment = client.get(path)
            break
        ending = event is not None and _state(event) in FINAL
        if event is not None:
            _show(event, experiment, screen)
        if ending and event is not None:
            shown_ends.add(event["runId"])
        if ending or event is None:
            try:
                experiment = client.get(path)
            except UnreachableError:
                continue  # the stream will fail too, and resume or give up
            # A quiet stream has nothing more to send, even if the end of a run was not in it.
            if has_ended(experiment) and (event is None or shown_ends >= _ids(experiment)):
                break
    if not screen.as_json:
        reason = f": {experiment['reason']}" if experiment.get("reason") else ""
        screen.say(f"{label('experiment', experiment)} {state_phrase(experiment)}{reason}")
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
    """A line for people; None for events that only programs need."""
    payload = event.get("payload") or {}
    run: Json = next((r for r in experiment["runs"] if r["id"] == event.get("runId")), {})
    name = f"{payload.get('name') or run.get('name') or ''}: "
    match event["kind"]:
        case "run.state":
            state, reason = payload["state"], payload.get("reason") or ""
            if reason.startswith(state):  # such as 'paused by request'
                return name + reason
            return f"{name}{state}{': ' if reason else ''}{reason}"
        case "outer-step.decided":
            return name + _decided(payload, run.get("outerSteps"), experiment.get("spec") or {})
        case "unit.done" if payload["rollouts"] and payload["outerStep"] is None:
            return (
                f"{name}{payload['unit']} done, {payload['rollouts']:,} answers"
                f" in {payload['seconds']:.1f} s"
            )
        case "gap":
            return "some events have been deleted; ops/cairn show has the current state"
    return None


def _decided(payload: Json, steps: int | None, spec: Json) -> str:
    """An outer step by its number, which counts from 0."""
    average = payload.get("movingAverage")
    window = spec.get("soar", {}).get("outer", {}).get("window", "more")
    shown = f"needs {window} steps" if average is None else signed(average)
    if payload.get("lowerBound") is not None:
        shown += f" (lower bound {signed(payload['lowerBound'])})"
    done = f"  [{payload['outerStepsDone']} of {steps} done]" if steps else ""
    promoted = f"  PROMOTED [promotion {payload['promotions']}]" if payload["promoted"] else ""
    return (
        f"outer step {payload['outerStep']}  reward {signed(payload['meanReward'])}"
        f"  average {shown}{promoted}{done}"
    )
