"""What experiments and runs have in common wherever they are shown."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cairn_cli.client import Json
from cairn_cli.errors import ApiError, complain
from cairn_cli.text import Screen, between

FINAL = frozenset({"succeeded", "failed", "cancelled"})


def latest(runs: Iterable[Json]) -> list[Json]:
    """Of every name the run that counts: the newest retry or restart."""
    return list({run["name"]: run for run in runs}.values())


def has_ended(thing: Json) -> bool:
    return thing["state"] in FINAL


def named(kind: str, thing: Json) -> str:
    return f"{kind} {thing['id']} ({thing['name']})"


def steps(run: Json) -> str:
    done, total = run.get("outerStepsDone"), run.get("outerSteps")
    return "" if total is None else f"{done or 0}/{total}"


def steps_of(runs: Sequence[Json]) -> str:
    return next((text for text in map(steps, runs) if text), "")


def took(thing: Json, screen: Screen) -> str:
    return between(thing.get("startedAt"), thing.get("endedAt"), screen.now)


def times(it: Json, screen: Screen) -> list[tuple[str, str]]:
    return [
        (name, f"{screen.age(it[field])} ({it[field]})" if it[field] else "")
        for name, field in (
            ("created", "createdAt"),
            ("started", "startedAt"),
            ("ended", "endedAt"),
        )
    ]


def now_doing(run: Json) -> str:
    return ", ".join(
        f"{unit['unit']} {unit['done']}/{unit['total']} {unit['what']}"
        for unit in run.get("progress") or []
    )


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
