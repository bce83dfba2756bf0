"""Parsing of the command line: what several commands share."""

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
    "stop": "cancel", "kill": "cancel", "log": "logs", "watch": "follow", "results": "summary",
    "compare": "diff", "login": "sign-in", "continue": "resume", "new": "submit",
    "settings": "spec", "completions": "rollouts",
}  # fmt: skip
Action = Callable[[Client, argparse.Namespace, Screen], int]


class Section(Enum):
    """The heading of a command in `ops/cairn --help`."""

    START = "Start experiments"
    LOOK = "Look at experiments"
    STEER = "Control experiments"
    DATA = "Problems and answers"
    SERVER = "The server"


class Parser(argparse.ArgumentParser):
    """Reports an error in one line, as all of Cairn does."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        more = "" if message.endswith("?") else f"; {self.prog} --help shows more"
        print(f"cairn: error: {message}{more}", file=sys.stderr)
        sys.exit(REFUSED)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Names the command that was probably meant; argparse would list all of them."""
        if isinstance(action.choices, dict) and value not in action.choices:
            near = SYNONYMS.get(value) or next(iter(get_close_matches(value, action.choices)), None)
            hint = f"; did you mean {near}?" if near else ""
            raise argparse.ArgumentError(None, f"there is no command {value}{hint}")
        super()._check_value(action, value)


class Commands:
    """The commands of a parser, by section."""

    def __init__(self, parser: Parser) -> None:
        self._added = parser.add_subparsers(
            prog=parser.prog,
            dest="command",
            metavar="COMMAND",
            required=True,
            help=argparse.SUPPRESS,
        )
        self._help_texts: dict[Section, list[tuple[str, str]]] = {
            section: [] for section in Section
        }

    def add(self, section: Section, name: str, help_text: str) -> Parser:
        self._help_texts[section].append((name, help_text))
        return self._added.add_parser(name, description=help_text)

    def overview(self) -> str:
        """Every command with its line of help."""
        sections = (
            "\n".join(
                [f"{section.value}:", *(f"  {name:<10} {help_text}" for name, help_text in found)]
            )
            for section, found in self._help_texts.items()
            if found
        )
        return "\n\n".join(sections)


def command(
    commands: Commands, section: Section, name: str, action: Action, help_text: str
) -> argparse.ArgumentParser:
    """Adds a command.

    Args:
        action: runs the command and returns the exit status.
        help_text: what it does, in one line.
    """
    parser = commands.add(section, name, help_text)
    add_common(parser, hidden=True)
    parser.set_defaults(action=action)
    return parser


def add_verb(
    verbs: "argparse._SubParsersAction[Parser]", name: str, action: Action, help_text: str
) -> argparse.ArgumentParser:
    """Adds a verb of a command that has several, such as `problems add`."""
    parser = verbs.add_parser(name, help=help_text, description=help_text)
    add_common(parser, hidden=True)
    parser.set_defaults(action=action)
    return parser


def add_common(parser: argparse.ArgumentParser, hidden: bool) -> None:
    """Options that may come before or after the command's name; before it they have defaults."""
    for name, default, metavar, help_text in (
        ("--url", None, "URL", "where Cairn is (default: CAIRN_URL or http://127.0.0.1:8080)"),
        (
            "--token-file",
            None,
            "FILE",
            "file with a token (default: CAIRN_TOKEN, then HOME/admin-token)",
        ),
        ("--home", None, "HOME", "Cairn's folder on this machine (default: ~/.cairn)"),
    ):
        parser.add_argument(
            name,
            metavar=metavar,
            default=argparse.SUPPRESS if hidden else default,
            help=argparse.SUPPRESS if hidden else help_text,
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


def integer(text: str) -> int:
    """A whole number, which may be 0 or less."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number") from None


def setting(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not key or not sign:
        raise argparse.ArgumentTypeError(f"{text} is not KEY=VALUE")
    return key, value


def connection_options(parser: argparse.ArgumentParser) -> None:
    """Options of a command of its own that asks a running Cairn, such as `ops/plot`."""
    parser.add_argument(
        "--url", metavar="URL", help="of Cairn (default $CAIRN_URL, else this machine)"
    )
    parser.add_argument(
        "--home", metavar="DIR", help="Cairn's home, which has the token (default ~/.cairn)"
    )
    parser.add_argument("--token-file", metavar="FILE", help="in place of the one in --home")
    parser.add_argument("--json", action="store_true", help="print JSON")


def sort_joined(arguments: Sequence[str]) -> list[str]:
    """`--sort -createdAt` as `--sort=-createdAt`, which argparse does not take for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] == "--sort" and argument[:1] == "-" and argument[1:2] != "-":
            joined[-1] = f"--sort={argument}"
        else:
            joined.append(argument)
    return joined
