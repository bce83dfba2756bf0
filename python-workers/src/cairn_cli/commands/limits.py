"""pools and quotas: where runs are carried out, and how many at a time."""

import argparse

from cairn_cli.arguments import Commands, Section, command, integer, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.text import Screen

NONE = "none"


def add(commands: Commands) -> None:
    pools_ = command(
        commands, Section.SERVER, "pools", pools, "list pools; make, change or remove one"
    )
    pools_.add_argument("--set", metavar="NAME", dest="name", help="make or change this pool")
    pools_.add_argument(
        "--training-slots", metavar="N",
        help="students trained at a time in this pool; none: no limit",
    )  # fmt: skip
    pools_.add_argument("--state", choices=("open", "draining"))
    pools_.add_argument("--remove", metavar="NAME", help="remove this pool; no run may use it")
    quotas_ = command(
        commands, Section.SERVER, "quotas", quotas, "list quotas; set or remove a user's"
    )
    quotas_.add_argument("--set", metavar="OWNER", dest="owner")
    quotas_.add_argument(
        "--max-running", type=integer, metavar="N", help="most runs in progress at a time"
    )
    quotas_.add_argument("--remove", metavar="OWNER", help="remove this user's limit")


def pools(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.remove is not None:
        client.delete(f"/pools/{options.remove}")
        return print_result(
            {"removed": options.remove}, f"pool {options.remove} is removed", screen
        )
    if options.name is None:
        items = client.items("/pools")
        if screen.as_json:
            screen.json({"items": items})
        else:
            screen.table(
                ("POOL", "STATE", "TRAINING SLOTS"),
                [
                    (pool["name"], pool["state"], pool["trainingSlots"] or "no limit")
                    for pool in items
                ],
            )
        return 0
    if options.training_slots is None and options.state is None:
        raise CairnError("say what to set: --training-slots N, --state open|draining or both")
    settings = current_settings(client, options.name)
    if options.training_slots is not None:
        settings["trainingSlots"] = slot_limit(options.training_slots)
    if options.state is not None:
        settings["state"] = options.state
    pool = client.put(f"/pools/{options.name}", settings)
    slots = pool["trainingSlots"] or "no limit"
    return print_result(
        pool, f"pool {pool['name']} is {pool['state']}, training slots: {slots}", screen
    )


def current_settings(client: Client, pool: str) -> Json:
    """A pool's settings, of which unnamed ones stay; the defaults if there is no such pool."""
    try:
        found = client.get(f"/pools/{pool}")
        return {"state": found["state"], "trainingSlots": found["trainingSlots"]}
    except ApiError as e:
        if e.http_status != 404:
            raise
        return {"state": "open", "trainingSlots": None}


def slot_limit(text: str) -> int | None:
    if text == NONE:
        return None
    try:
        return number(text)
    except argparse.ArgumentTypeError as e:
        raise CairnError(f"--training-slots {text} must be a whole number from 1, or none") from e


def quotas(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.remove is not None:
        client.delete(f"/quotas/{options.remove}")
        return print_result(
            {"removed": options.remove}, f"{options.remove} now has no limit", screen
        )
    if options.owner is None:
        items = client.items("/quotas")
        if screen.as_json:
            screen.json({"items": items})
        else:
            screen.table(
                ("OWNER", "MAX RUNNING"), [(quota["owner"], quota["maxRunning"]) for quota in items]
            )
        return 0
    if options.max_running is None:
        raise CairnError("say how many runs at a time: --max-running N")
    quota = client.put(f"/quotas/{options.owner}", {"maxRunning": options.max_running})
    return print_result(
        quota, f"{quota['owner']} may have {quota['maxRunning']} running at a time", screen
    )


def print_result(result: Json, text: str, screen: Screen) -> int:
    if screen.as_json:
        screen.json(result)
    else:
        screen.say(text)
    return 0
