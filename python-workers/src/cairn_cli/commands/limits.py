"""pools and quotas: where runs are carried out, and how many at a time."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number, whole
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.text import Screen

NONE = "none"


def add(commands: Commands) -> None:
    pools_ = command(
        commands, Section.SERVER, "pools", pools, "list pools; make, change or remove one"
    )
    pools_.add_argument("--set", metavar="NAME", dest="name", help="make or change this pool")
    pools_.add_argument("--students", metavar="N", help="at a time in this pool; none: no limit")
    pools_.add_argument("--state", choices=("open", "draining"))
    pools_.add_argument("--remove", metavar="NAME", help="a pool that no run names")
    quotas_ = command(
        commands, Section.SERVER, "quotas", quotas, "list quotas; set or remove an owner's"
    )
    quotas_.add_argument("--set", metavar="OWNER", dest="owner")
    quotas_.add_argument("--running", type=whole, metavar="N", help="runs at a time")
    quotas_.add_argument("--remove", metavar="OWNER", help="who then has no limit")


def pools(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.remove is not None:
        client.delete(f"/pools/{options.remove}")
        return told({"removed": options.remove}, f"pool {options.remove} is removed", screen)
    if options.name is None:
        items = client.items("/pools")
        if screen.as_json:
            screen.json({"items": items})
        else:
            screen.table(
                ("POOL", "STATE", "STUDENTS"),
                [(it["name"], it["state"], it["students"] or "no limit") for it in items],
            )
        return 0
    if options.students is None and options.state is None:
        raise CairnError("say what to set: --students N, --state open|draining or both")
    settings = present(client, options.name)
    if options.students is not None:
        settings["students"] = count(options.students)
    if options.state is not None:
        settings["state"] = options.state
    it = client.put(f"/pools/{options.name}", settings)
    students = it["students"] or "no limit"
    return told(it, f"pool {it['name']} is {it['state']}, students: {students}", screen)


def present(client: Client, pool: str) -> Json:
    """Its settings, so that what is not named stays; those of a new pool for a name that is new."""
    try:
        it = client.get(f"/pools/{pool}")
        return {"state": it["state"], "students": it["students"]}
    except ApiError as e:
        if e.http_status != 404:
            raise
        return {"state": "open", "students": None}


def count(text: str) -> int | None:
    if text == NONE:
        return None
    try:
        return number(text)
    except argparse.ArgumentTypeError as e:
        raise CairnError(f"--students {text} is neither a number of 1 or more nor none") from e


def quotas(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.remove is not None:
        client.delete(f"/quotas/{options.remove}")
        return told({"removed": options.remove}, f"{options.remove} has no limit now", screen)
    if options.owner is None:
        items = client.items("/quotas")
        if screen.as_json:
            screen.json({"items": items})
        else:
            screen.table(("OWNER", "RUNNING"), [(it["owner"], it["running"]) for it in items])
        return 0
    if options.running is None:
        raise CairnError("say how many runs at a time: --running N")
    it = client.put(f"/quotas/{options.owner}", {"running": options.running})
    return told(it, f"{it['owner']} may have {it['running']} running at a time", screen)


def told(it: Json, text: str, screen: Screen) -> int:
    if screen.as_json:
        screen.json(it)
    else:
        screen.say(text)
    return 0
