"""Lists that the server returns in pages."""

import argparse

from cairn_cli.arguments import number
from cairn_cli.client import Client, Json
from cairn_cli.text import Screen

SHOWN = 50


def add_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--filter", metavar="EXPR", help="as in 'state in [\"failed\"]'")
    parser.add_argument("--sort", metavar="FIELDS", help="as in -createdAt,name")
    add_length(parser)


def add_length(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=number, default=SHOWN, metavar="N", help=f"default {SHOWN}")
    parser.add_argument("--all", action="store_true", help="without a limit")


def fetch_list(client: Client, path: str, options: argparse.Namespace) -> Json:
    query = {name: getattr(options, name, None) for name in ("filter", "sort")}
    return client.pages(path, query, options.limit, options.all)


def print_if_more(page: Json, screen: Screen) -> None:
    if page.get("next"):
        screen.say("there are more: --limit N or --all")
