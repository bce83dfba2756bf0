"""How the command line is read: what several commands have in common."""

import argparse
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Any, NoReturn

from cairn_cli.client import Client
from cairn_cli.errors import REFUSED
from cairn_cli.text import Screen

SYNONYMS = {
    "priority": "set", "pool": "set", "ls": "list", "experiments": "list", "status": "show",
    "stop": "cancel", "kill": "cancel", "logs": "follow", "watch": "follow", "results": "summary",
    "login": "sign-in", "continue": "resume", "new": "submit", "settings": "spec",
    "completions": "rollouts",
}  # fmt: skip
Action = Callable[[Client, argparse.Namespace, Screen], int]


class Section(Enum):
    """Where a command stands in `ops/cairn --help`."""

    START = "Start experiments"
    LOOK = "Look at them"
    STEER = "Steer them"
    DATA = "Problems and answers"
    SERVER = "The server"


class Parser(argparse.ArgumentParser):
    """Tells what is wrong in one line, as all of Cairn does."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        more = "" if message.endswith("?") else f"; {self.prog} --help tells more"
        print(f"cairn: error: {message}{more}", file=sys.stderr)
        sys.exit(REFUSED)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Names the command that was probably meant, where argparse lists them all."""
        if isinstance(action.choices, dict) and value not in action.choices:
            near = SYNONYMS.get(value) or next(iter(get_close_matches(value, action.choices)), None)
            hint = f"; did you mean {near}?" if near else ""
            raise argparse.ArgumentError(None, f"there is no command {value}{hint}")
        super()._check_value(action, value)


class Commands:
    """The commands of a parser, by section."""

    def __init__(self, parser: Parser) -> None:
        self._added = parser.add_subparsers(
            dest="command", metavar="COMMAND", required=True, help=argparse.SUPPRESS
        )
        self._tells: dict[Section, list[tuple[str, str]]] = {section: [] for section in Section}

    def add(self, section: Section, name: str, tells: str) -> Parser:
        self._tells[section].append((name, tells))
        return self._added.add_parser(name, description=tells)

    def overview(self) -> str:
        """Every command with a line of explanation."""
        sections = (
            "\n".join([f"{section.value}:", *(f"  {name:<10} {tells}" for name, tells in found)])
            for section, found in self._tells.items()
            if found
        )
        return "\n\n".join(sections)


def command(
    commands: Commands, section: Section, name: str, action: Action, tells: str
) -> argparse.ArgumentParser:
    """Adds a command.

    Args:
        action: does it, and returns the exit status.
        tells: what it does, in a line.
    """
    parser = commands.add(section, name, tells)
    add_common(parser, hidden=True)
    parser.set_defaults(action=action)
    return parser


def add_common(parser: argparse.ArgumentParser, hidden: bool) -> None:
    """Options that may stand on both sides of the command's name; before it they have defaults."""
    for name, default, metavar, tells in (
        ("--url", None, "URL", "where Cairn is (default: CAIRN_URL or http://127.0.0.1:8080)"),
        (
            "--token-file",
            None,
            "FILE",
            "holds a token (default: CAIRN_TOKEN, then HOME/admin-token)",
        ),
        ("--home", None, "HOME", "Cairn's folder on this machine (default: ~/.cairn)"),
    ):
        parser.add_argument(
            name,
            metavar=metavar,
            default=argparse.SUPPRESS if hidden else default,
            help=argparse.SUPPRESS if hidden else tells,
        )
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS if hidden else False,
        help=argparse.SUPPRESS if hidden else "print the server's JSON instead of text",
    )


def number(text: str) -> int:
    """An id or a count."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} is not a number of 1 or more")
    return int(text)


def whole(text: str) -> int:
    """A whole number, also 0 or less."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number") from None


def setting(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not key or not sign:
        raise argparse.ArgumentTypeError(f"{text} is not KEY=VALUE")
    return key, value


def sort_joined(arguments: Sequence[str]) -> list[str]:
    """`--sort -createdAt` as `--sort=-createdAt`, which argparse does not take for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] == "--sort" and argument[:1] == "-" and argument[1:2] != "-":
            joined[-1] = f"--sort={argument}"
        else:
            joined.append(argument)
    return joined
