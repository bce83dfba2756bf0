"""sign-in, open, tokens and audit: who may come in, and who did what."""

import argparse
import json
import webbrowser

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.errors import CairnError
from cairn_cli.pages import add_length, tell_more
from cairn_cli.text import Screen

ROLES = ("viewer", "operator", "admin")


def add(commands: Commands) -> None:
    command(
        commands, Section.SERVER, "sign-in", sign_in, "print a link that opens the console, once"
    )
    command(commands, Section.SERVER, "open", open_console, "open the console in a browser")
    tokens_ = command(commands, Section.SERVER, "tokens", tokens, "list tokens; make or revoke one")
    verbs = tokens_.add_mutually_exclusive_group()
    verbs.add_argument("--make", metavar="NAME", help="print a new token of this name, once")
    verbs.add_argument("--revoke", type=number, metavar="ID")
    tokens_.add_argument("--role", choices=ROLES, default="viewer", help="default: viewer")
    tokens_.add_argument("--days", type=number, metavar="N", help="of the new token's life")
    tokens_.add_argument("--read-only", action="store_true", help="whatever its role, only look")
    audit_ = command(
        commands, Section.SERVER, "audit", audit, "list who changed what, newest first"
    )
    audit_.add_argument("--who", metavar="NAME")
    audit_.add_argument("--target", metavar="PATH", help="as in /api/v1/experiments/7")
    add_length(audit_)


def link(client: Client) -> str:
    made = client.post("/sign-in-links")
    if made.get("link") is None:  # a repetition of a request whose answer was lost
        made = client.post("/sign-in-links")
    found = made.get("link")
    if found is None:
        raise CairnError("the link was made, but its answer was lost; ask again")
    return str(found)


def sign_in(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    found = link(client)
    if screen.as_json:
        screen.json({"link": found})
    else:
        print(found)
    return 0


def open_console(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    found = link(client)
    if webbrowser.open(found):
        screen.say(f"the console is at {client.url}")
    else:
        screen.say("no browser found here; open this link, it works once, within 15 minutes:")
        print(found)
    return 0


def tokens(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.make is not None:
        return make(client, options, screen)
    if options.revoke is not None:
        revoked = client.post(f"/tokens/{options.revoke}:revoke")
        if screen.as_json:
            screen.json(revoked)
        else:
            screen.say(f"token {revoked['id']} ({revoked['name']}) is revoked")
        return 0
    items = client.items("/tokens")
    if screen.as_json:
        screen.json({"items": items})
        return 0
    screen.table(
        ("ID", "NAME", "ROLE", "REACH", "CREATED", "LAST USED", "ENDS"),
        [
            (it["id"], it["name"], it["role"], it["reach"], screen.age(it["createdAt"]),
             screen.age(it["lastUsedAt"]) or "never",
             "revoked" if it["revokedAt"] else screen.time(it["expiresAt"]) or "never")
            for it in items
        ],
        ("CREATED", "REACH"),
    )  # fmt: skip
    return 0


def make(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    """The secret goes to standard output alone, so that it can be sent into a file."""
    request = {"name": options.make, "role": options.role, "expiresInDays": options.days}
    if options.read_only:
        request["reach"] = "read-only"
    made = client.post("/tokens", {name: it for name, it in request.items() if it is not None})
    if screen.as_json:
        screen.json(made)
    elif made.get("secret") is None:
        raise CairnError(
            f"token {made['token']['id']} was made, but the answer was lost: revoke it"
        )
    else:
        print(made["secret"])
    return 0


def audit(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    query = {"who": options.who, "target": options.target}
    page = client.pages("/audit", query, options.limit, options.all)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("AT", "WHO", "WHAT", "TARGET", "AFTER"),
        [
            (screen.time(it["at"]), it["who"], it["what"], it["target"], brief(it["after"]))
            for it in page["items"]
        ],
        ("AFTER",),
    )
    tell_more(page, screen)
    return 0


def brief(state: object) -> str:
    """The few plain fields that say what became of it."""
    if not isinstance(state, dict):
        return "" if state is None else json.dumps(state)[:60]
    told = ("state", "students", "running", "pool", "priority", "name", "role")
    return ", ".join(f"{key} {state[key]}" for key in told if state.get(key) is not None)
