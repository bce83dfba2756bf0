"""sign-in, open, tokens and audit: who may come in, and who did what."""

import argparse
import json
import webbrowser
from collections.abc import Iterator

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.errors import CairnError
from cairn_cli.pages import add_length, print_if_more
from cairn_cli.text import Screen

ROLES = ("viewer", "operator", "admin")
SCOPES = ("full", "read-only")


def add(commands: Commands) -> None:
    command(
        commands,
        Section.SERVER,
        "sign-in",
        sign_in,
        "print a link that opens the console; it works once",
    )
    command(commands, Section.SERVER, "open", open_console, "open the console in a browser")
    tokens_ = command(commands, Section.SERVER, "tokens", tokens, "list tokens; make or revoke one")
    verbs = tokens_.add_mutually_exclusive_group()
    verbs.add_argument("--make", metavar="NAME", help="make a token of this name and print it")
    verbs.add_argument("--revoke", type=number, metavar="ID", help="revoke this token")
    tokens_.add_argument("--role", choices=ROLES, default="viewer", help="default: viewer")
    tokens_.add_argument(
        "--days", type=number, metavar="N", help="days until the new token expires"
    )
    tokens_.add_argument(
        "--scope", choices=SCOPES, default="full",
        help="read-only: sees what its role sees, changes nothing; default: full",
    )  # fmt: skip
    audit_ = command(
        commands, Section.SERVER, "audit", audit, "list who changed what, newest first"
    )
    audit_.add_argument("--actor", metavar="NAME", help="only this person's changes")
    audit_.add_argument("--target", metavar="PATH", help="such as /api/v1/experiments/7")
    add_length(audit_)


def new_link(client: Client) -> str:
    answer = client.post("/sign-in-links")
    if answer.get("url") is None:  # a repetition of a request whose answer was lost
        answer = client.post("/sign-in-links")
    link = answer.get("url")
    if link is None:
        raise CairnError("the link was made, but its answer was lost; ask again")
    return str(link)


def sign_in(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    link = new_link(client)
    if screen.as_json:
        screen.json({"url": link})
    else:
        print(link)
    return 0


def open_console(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    link = new_link(client)
    if webbrowser.open(link):
        screen.say(f"the console is at {client.url}")
    else:
        screen.say("no browser found here; open this link, it works once, within 15 minutes:")
        print(link)
    return 0


def tokens(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.make is not None:
        return make_token(client, options, screen)
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
        ("ID", "NAME", "ROLE", "SCOPE", "CREATED", "LAST USED", "ENDS"),
        [
            (
                token["id"],
                token["name"],
                token["role"],
                token["scope"],
                screen.age(token["createdAt"]),
                screen.age(token["lastUsedAt"]) or "never",
                "revoked" if token["revokedAt"] else screen.time(token["expiresAt"]) or "never",
            )
            for token in items
        ],
        ("CREATED", "SCOPE"),
    )
    return 0


def make_token(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    """The secret goes to standard output alone, so that it can be sent into a file."""
    request = {
        "name": options.make,
        "role": options.role,
        "scope": options.scope,
        "expiresInDays": options.days,
    }
    answer = client.post(
        "/tokens", {name: value for name, value in request.items() if value is not None}
    )
    if screen.as_json:
        screen.json(answer)
    elif answer.get("secret") is None:
        raise CairnError(
            f"token {answer['token']['id']} was made, but the answer was lost: revoke it"
        )
    else:
        print(answer["secret"])
    return 0


def audit(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    query = {"actor": options.actor, "target": options.target}
    page = client.pages("/audit", query, options.limit, options.all)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("AT", "ACTOR", "ACTION", "TARGET", "CHANGE"),
        [
            (
                screen.time(entry["at"]),
                entry["actor"],
                entry["action"],
                entry["target"],
                change(entry["before"], entry["after"]),
            )
            for entry in page["items"]
        ],
        ("CHANGE",),
    )
    print_if_more(page, screen)
    return 0


def change(before: object, after: object) -> str:
    """What changed, field by field; without a state before, the few plain fields of what is now."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return brief(after)
    old, new = dict(plain_fields("", before)), dict(plain_fields("", after))
    return ", ".join(
        f"{field}: {text_of(old.get(field))} -> {text_of(new.get(field))}"
        for field in [*old, *(field for field in new if field not in old)]
        if old.get(field) != new.get(field)
    )


def plain_fields(prefix: str, value: object) -> Iterator[tuple[str, object]]:
    """The fields of an object and of those in it, by their paths; a list is one value."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from plain_fields(f"{prefix}.{key}" if prefix else key, part)
    else:
        yield prefix, value


def text_of(value: object) -> str:
    if isinstance(value, list):
        return f"{len(value)} of them"
    return "none" if value is None else str(value)


def brief(state: object) -> str:
    """The few plain fields that say what became of it."""
    if not isinstance(state, dict):
        return "" if state is None else json.dumps(state)[:60]
    shown = ("state", "trainingSlots", "maxRunning", "pool", "priority", "name", "role")
    return ", ".join(f"{key} {state[key]}" for key in shown if state.get(key) is not None)
