"""engines and workers: those that an admin registered, which specs name."""

import argparse
import getpass
import sys
from functools import partial
from pathlib import Path
from urllib.parse import quote

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.text import Screen

UNREACHABLE_SERVICE = 1


def add(commands: Commands) -> None:
    for plural, singular, help_text in (
        ("engines", "engine", "list, add, remove or probe vLLM servers of your own"),
        ("workers", "worker", "list, add, remove or probe trainers of your own"),
    ):
        parser = command(commands, Section.SERVER, plural, partial(run_verb, plural), help_text)
        parser.add_argument(
            "verb", nargs="?", default="list", choices=("list", "add", "remove", "probe"),
            help="default: list",
        )  # fmt: skip
        parser.add_argument("name", nargs="?", metavar="NAME", help=f"name of the {singular}")
        parser.add_argument(
            "address", nargs="?", metavar="ADDRESS", help="to add: such as http://gpu-1:8000"
        )
        parser.add_argument(
            "--pool", help="to add: the pool whose runs may use it (default: default)"
        )
        parser.add_argument(
            "--key-file", metavar="FILE",
            help=f"to add: a file with the token that the {singular} requires, "
            "- for standard input",
        )  # fmt: skip
        parser.add_argument(
            "--ask-key", action="store_true", help="to add: type that token at a prompt"
        )
        parser.add_argument(
            "--replace", action="store_true", help="to add: change the existing one of this name"
        )
        if plural == "engines":
            parser.add_argument(
                "--max-adapters", type=number, metavar="N",
                help="to add: most adapters that it holds at a time, its --max-cpu-loras",
            )  # fmt: skip


def run_verb(plural: str, client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.verb == "list":
        if options.name is not None:
            raise CairnError(f"{plural} list takes no NAME; it shows all of them")
        return show(plural, client, screen)
    if options.name is None:
        raise CairnError(f"{plural} {options.verb} needs a NAME")
    if options.verb == "add":
        return register(plural, client, options, screen)
    if options.address is not None:
        raise CairnError(f"{plural} {options.verb} takes a NAME and no address")
    path = f"/{plural}/{quote(options.name, safe='')}"
    if options.verb == "remove":
        client.delete(path)
        screen.say(f"{options.name} is removed")
        return 0
    return print_probe(options.name, client.post(f"{path}:probe"), screen)


def show(plural: str, client: Client, screen: Screen) -> int:
    answer = client.get(f"/{plural}")
    if screen.as_json:
        screen.json(answer)
        return 0
    if not answer["items"]:
        screen.say(f"no {plural} are registered; experiments use those that Cairn starts itself")
        return 0
    screen.table(
        ("NAME", "POOL", "TOKEN", "CHANGED", "ADDRESS"),
        [
            (
                service["name"],
                service["pool"],
                "yes" if service["hasToken"] else "no",
                screen.age(service["updatedAt"]),
                service["address"],
            )
            for service in answer["items"]
        ],
    )
    return 0


def register(plural: str, client: Client, options: argparse.Namespace, screen: Screen) -> int:
    if options.address is None:
        raise CairnError(f"{plural} add needs a NAME and an ADDRESS, such as http://gpu-1:8000")
    given: Json = {
        "address": options.address,
        "token": service_token(options),
        "pool": options.pool,
        "maxAdapters": getattr(options, "max_adapters", None),
    }
    body = {field: value for field, value in given.items() if value is not None}
    path = f"/{plural}/{quote(options.name, safe='')}"
    try:
        answer = client.post(f"/{plural}", {"name": options.name, **body})
    except ApiError as e:
        if not (options.replace and e.is_of("name-taken")):
            raise
        _, tag = client.get_tagged(path)
        answer = client.patch(path, body, tag)
    if screen.as_json:
        screen.json(answer)
    else:
        screen.say(f"{answer['name']} is registered at {answer['address']}")
    return 0


def service_token(options: argparse.Namespace) -> str | None:
    """The service's token; never an argument, which every user of this machine could read."""
    if options.ask_key:
        return getpass.getpass("token of the service: ")
    if options.key_file is None:
        return None
    if options.key_file == "-":
        return sys.stdin.readline().strip()
    try:
        return Path(options.key_file).read_text().strip()
    except (OSError, UnicodeDecodeError) as e:
        raise CairnError(f"the token in {options.key_file} can't be read: {e}") from e


def print_probe(name: str, answer: Json, screen: Screen) -> int:
    if screen.as_json:
        screen.json(answer)
    elif answer["reachable"]:
        screen.say(f"{name} can be used")
        screen.fields(
            [
                ("version", answer.get("version")),
                ("models", ", ".join(answer.get("models") or [])),
                ("adapters loaded", answer.get("loadedAdapters")),
                ("device", answer.get("device")),
            ]
        )
    else:
        screen.say(f"{name} can't be used: {answer.get('error')}")
    return 0 if answer["reachable"] else UNREACHABLE_SERVICE
