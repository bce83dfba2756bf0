"""What experiments and runs have in common wherever they are shown."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError, complain
from cairn_cli.text import Screen, between

CHANGED_MEANWHILE = (412, 428)
FINAL = frozenset({"succeeded", "failed", "cancelled"})


def latest(runs: Iterable[Json]) -> list[Json]:
    """Of every name the run that counts: the newest retry or restart."""
    return list({run["name"]: run for run in runs}.values())


def has_ended(thing: Json) -> bool:
    return thing["state"] in FINAL


def named(kind: str, thing: Json) -> str:
    return f"{kind} {thing['id']} ({thing['name']})"


def standing(thing: Json) -> str:
    """Its state as the end of a sentence."""
    ended = {"succeeded": "has succeeded", "failed": "has failed", "cancelled": "was cancelled"}
    return ended.get(thing["state"], f"is {thing['state']}")


def steps(run: Json) -> str:
    done, total = run.get("outerStepsDone"), run.get("outerSteps")
    return "" if total is None else f"{done or 0}/{total}"


def steps_of(runs: Sequence[Json]) -> str:
    return next((text for text in map(steps, runs) if text), "")


def took(thing: Json, screen: Screen) -> str:
    return between(thing.get("startedAt"), thing.get("endedAt"), screen.now)


def times(it: Json, screen: Screen) -> list[tuple[str, str]]:
    return [
        (name, f"{screen.time(it[field])} ({screen.age(it[field])})" if it[field] else "")
        for name, field in (
            ("created", "createdAt"),
            ("started", "startedAt"),
            ("ended", "endedAt"),
        )
    ]


def soar_run(client: Client, experiment: int) -> Json:
    """The newest SOAR run of an experiment."""
    it = client.get(f"/experiments/{experiment}")
    found = [run for run in latest(it["runs"]) if run["kind"] == "soar"]
    if not found:
        raise CairnError(f"experiment {experiment} has no SOAR run")
    return found[0]


def why(client: Client, run: Json) -> str:
    """Why it is not running; empty if it is, or has left the queue meanwhile."""
    if run["state"] not in ("waiting", "queued", "paused"):
        return ""
    try:
        return str(client.get(f"/runs/{run['id']}/queue")["why"]["text"])
    except ApiError:
        return ""


def each(
    act: Callable[[Any], Json], things: Sequence[Any], tell: Callable[[Json], str], screen: Screen
) -> int:
    """Does the same to all, also after a refusal; JSON of one is an object, of several a list.

    Returns:
        the exit status.
    """
    answers, status = [], 0
    for thing in things:
        try:
            answers.append(act(thing))
        except ApiError as e:
            status = max(status, complain(e))
            continue
        if not screen.as_json:
            screen.say(tell(answers[-1]))
    if screen.as_json and answers:
        screen.json(answers[0] if len(things) == 1 else answers)
    return status


def patched(client: Client, path: str, edit: Json) -> Json:
    """What is set does not depend on what was there, so the version that is there will do."""
    try:
        return client.patch(path, edit)
    except ApiError as e:
        if e.http_status not in CHANGED_MEANWHILE:
            raise
        _, tag = client.get_tagged(path)
        if tag is None:
            raise
        return client.patch(path, edit, if_match=tag)
