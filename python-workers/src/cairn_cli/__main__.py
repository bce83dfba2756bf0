"""`ops/cairn`: reads the command line; turns errors into lines and an exit status."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cairn_cli.arguments import Commands, Parser, add_common, sort_joined
from cairn_cli.client import Client, checked_url, is_loopback
from cairn_cli.commands import add_all
from cairn_cli.errors import CairnError, report_error
from cairn_cli.text import Screen

DEFAULT_URL = "http://127.0.0.1:8080"
INTERRUPTED = 130
STATUSES = (
    "Exit status: 0 done; 1 the followed experiment did not succeed; 2 refused;\n"
    "3 Cairn can't be reached or had an internal error."
)


def parser() -> Parser:
    top = Parser(
        prog="ops/cairn",
        usage="ops/cairn COMMAND [options]",
        description="Cairn from the command line, over its REST API.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_common(top, hidden=False)
    commands = Commands(top)
    add_all(commands)
    top.epilog = f"{commands.overview()}\n\n{STATUSES}"
    return top


def connected(options: argparse.Namespace) -> Client:
    url = checked_url(options.url or os.environ.get("CAIRN_URL") or DEFAULT_URL)
    return Client(url, token(options, url))


def token(options: argparse.Namespace, url: str) -> str | None:
    """The first token found; the one in the default HOME is never sent to other machines."""
    if options.token_file is not None:
        found = read_token(Path(options.token_file))
    elif os.environ.get("CAIRN_TOKEN"):
        found = os.environ["CAIRN_TOKEN"].strip()
    elif options.home is None and not is_loopback(url):
        return None
    else:
        file = Path(options.home or "~/.cairn").expanduser() / "admin-token"
        found = read_token(file) if file.exists() else ""
    if not all("!" <= c <= "~" for c in found):
        raise CairnError("the token contains characters that a token can't have")
    return found or None


def read_token(file: Path) -> str:
    try:
        return file.read_text(errors="replace").strip()
    except OSError as e:
        raise CairnError(f"the token in {file} can't be read: {e.strerror}") from e


def run(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(sort_joined(sys.argv[1:] if arguments is None else arguments))
    try:
        return int(options.action(connected(options), options, Screen.of_process(options.json)))
    except CairnError as e:
        return report_error(e)


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        status = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:  # the reader has gone; the interpreter would report that at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
