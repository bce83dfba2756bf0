"""What all commands that show experiments and runs share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError, report_error
from cairn_cli.text import Screen, between

CHANGED_MEANWHILE = (412, 428)
FINAL = frozenset({"succeeded", "failed", "cancelled"})


def latest(runs: Iterable[Json]) -> list[Json]:
    """The newest retry or restart per name: the runs that count."""
    return list({run["name"]: run for run in runs}.values())


def has_ended(resource: Json) -> bool:
    return resource["state"] in FINAL


def label(kind: str, resource: Json) -> str:
    return f"{kind} {resource['id']} ({resource['name']})"


def state_phrase(resource: Json) -> str:
    """The state as the end of a sentence."""
    ended = {"succeeded": "has succeeded", "failed": "has failed", "cancelled": "was cancelled"}
    return ended.get(resource["state"], f"is {resource['state']}")


def steps(run: Json) -> str:
    done, total = run.get("outerStepsDone"), run.get("outerSteps")
    return "" if total is None else f"{done or 0}/{total}"


def steps_of(runs: Sequence[Json]) -> str:
    return next((text for text in map(steps, runs) if text), "")


def duration(resource: Json, screen: Screen) -> str:
    return between(resource.get("startedAt"), resource.get("endedAt"), screen.now)


def times(resource: Json, screen: Screen) -> list[tuple[str, str]]:
    return [
        (
            name,
            f"{screen.time(resource[field])} ({screen.age(resource[field])})"
            if resource[field]
            else "",
        )
        for name, field in (
            ("created", "createdAt"),
            ("started", "startedAt"),
            ("ended", "endedAt"),
        )
    ]


def soar_run(client: Client, experiment: int) -> Json:
    """The newest SOAR run of an experiment."""
    runs = client.get(f"/experiments/{experiment}")["runs"]
    found = [run for run in latest(runs) if run["kind"] == "soar"]
    if not found:
        raise CairnError(f"experiment {experiment} has no SOAR run")
    return found[0]


def wait_reason(client: Client, run: Json) -> str:
    """Why a run is waiting; empty if it is not, or if it has left the queue since."""
    if run["state"] not in ("waiting", "queued", "paused"):
        return ""
    try:
        return str(client.get(f"/runs/{run['id']}/queue")["waitReason"]["message"])
    except ApiError:
        return ""


def for_each(
    action: Callable[[Any], Json],
    targets: Sequence[Any],
    describe: Callable[[Json], str],
    screen: Screen,
) -> int:
    """Applies an action to all targets, even after a refusal; prints one JSON object or a list.

    Returns:
        the exit status.
    """
    answers, status = [], 0
    for target in targets:
        try:
            answers.append(action(target))
        except ApiError as e:
            status = max(status, report_error(e))
            continue
        if not screen.as_json:
            screen.say(describe(answers[-1]))
    if screen.as_json and answers:
        screen.json(answers[0] if len(targets) == 1 else answers)
    return status


def patch(client: Client, path: str, edit: Json) -> Json:
    """Patches a resource; the edit does not depend on its content, so any version will do."""
    try:
        return client.patch(path, edit)
    except ApiError as e:
        if e.http_status not in CHANGED_MEANWHILE:
            raise
        _, tag = client.get_tagged(path)
        if tag is None:
            raise
        return client.patch(path, edit, if_match=tag)
