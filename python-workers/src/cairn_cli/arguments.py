"""How the command line is read: what several commands have in common."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from cairn_cli.client import Client
from cairn_cli.errors import REFUSED
from cairn_cli.text import Screen

Commands = Any  # argparse's subparsers have no public type
Action = Callable[[Client, argparse.Namespace, Screen], int]


class Parser(argparse.ArgumentParser):
    """Tells what is wrong in one line, as all of Cairn does."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        print(f"cairn: error: {message}; {self.prog} --help tells more", file=sys.stderr)
        sys.exit(REFUSED)


def command(commands: Commands, name: str, action: Action, tells: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=tells, description=tells)
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
