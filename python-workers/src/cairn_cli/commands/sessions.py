"""sessions: the browsers that are signed in."""

import argparse

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client
from cairn_cli.text import Screen


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.SERVER, "sessions", sessions,
        "list the browsers that are signed in; or sign one out",
    )  # fmt: skip
    parser.add_argument("--revoke", type=number, metavar="ID", help="sign this browser out")


def sessions(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.revoke is not None:
        ended = client.post(f"/sessions/{options.revoke}:revoke")
        if screen.as_json:
            screen.json(ended)
        else:
            screen.say(f"session {ended['id']} ({ended['name']}) has ended")
        return 0
    items = client.items("/sessions")
    if screen.as_json:
        screen.json({"items": items})
        return 0
    screen.table(
        ("ID", "NAME", "ROLE", "TOKEN", "SIGNED IN", "LAST USED", "ENDS"),
        [
            (
                session["id"],
                session["name"],
                session["role"],
                session["tokenId"],
                screen.age(session["createdAt"]),
                screen.age(session["lastUsedAt"]),
                screen.time(session["expiresAt"]),
            )
            for session in items
        ],
        ("SIGNED IN", "TOKEN"),
    )
    return 0
