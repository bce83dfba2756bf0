"""problems: check, add, list and show problem sets."""

import argparse
import hashlib
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from cairn_cli.arguments import Action, Commands, Parser, Section, add_common, number, setting
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.local import asking
from cairn_cli.pages import add_length, listed, tell_more
from cairn_cli.text import Screen, cut

FORMATS = ("AUTO", "CAIRN", "GSM8K", "MATH", "OLYMPIADBENCH", "HARP", "MAPPED")
MAPPED = ("question", "answer", "id")
SHOWN_NOTES = 20
SHOWN_RECORDS = 5
LONGEST_TEXT = 60


def add(commands: Commands) -> None:
    parser = commands.add(
        Section.DATA, "problems", "problem sets: check a file, add it, list and show what is there"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    check_ = verb(verbs, "check", check, "what a file would become; nothing is stored")
    add_ = verb(verbs, "add", upload, "store a file under a name that experiments use")
    for one in (check_, add_):
        one.add_argument("file", metavar="FILE", help="JSON Lines, JSON array, CSV or Parquet")
        one.add_argument("--format", choices=FORMATS, default="AUTO", help="default: seen from it")
        one.add_argument(
            "--map", action="append", type=setting, default=[], metavar="question=FIELD",
            help="where names are unknown: question, answer or id; may be repeated",
        )  # fmt: skip
        one.add_argument(
            "--text", action="store_true", help="answers are compared letter by letter"
        )
    check_.add_argument("--model", metavar="DIR", help="say which prompts are too long for it")
    check_.add_argument("--max-tokens", type=number, metavar="N", help="of an answer, with --model")
    check_.add_argument(
        "--max-model-length", type=number, metavar="N", help="of prompt and answer, with --model"
    )
    add_.add_argument("--name", required=True, metavar="NAME", help="such as gsm8k-test")
    list_ = verb(verbs, "list", show_list, "all problem sets, newest first")
    add_length(list_)
    show_ = verb(verbs, "show", show, "one set and its first problems")
    show_.add_argument("name", metavar="NAME")
    add_length(show_)


def verb(
    verbs: "argparse._SubParsersAction[Parser]", name: str, action: Action, tells: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=tells, description=tells)
    add_common(parser, hidden=True)
    parser.set_defaults(action=action)
    return parser


def check(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    named = bool(options.url or os.environ.get("CAIRN_URL"))
    opened(options.file).close()
    fit = {
        "model": options.model,
        "maxTokens": options.max_tokens,
        "maxModelLength": options.max_model_length,
    }
    request = {**reading(options), **fit, "path": str(Path(options.file).resolve())}
    with asking(
        client, lambda _: sent(client, "/problem-sets:preview", options, fit), "preview", named
    ) as ask:
        found = ask(request)
    if screen.as_json:
        screen.json(found)
    else:
        tell(found, screen)
    return 0


def upload(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    made = sent(client, "/problem-sets", options, {"name": options.name})
    if screen.as_json:
        screen.json(made)
        return 0
    screen.say(f"problem set {made['name']}: {counted(made['problems'], 'problem')}{beside(made)}")
    screen.say(f"use it with: ops/cairn submit PRESET --problems {made['name']}")
    return 0


def set_named(client: Client, problems: str, screen: Screen) -> str:
    """The name of a problem set; a file is stored first, named after itself and its content."""
    if not Path(problems).is_file():
        return problems
    digest = hashlib.sha256(Path(problems).read_bytes()).hexdigest()
    plain = re.sub(r"(\.(gz|jsonl?|csv|tsv|parquet))+$", "", Path(problems).name)
    name = re.sub(r"^[^A-Za-z0-9]+", "", re.sub(r"[^A-Za-z0-9._-]", "-", plain))[:80]
    name = f"{name or 'problems'}-{digest[:8]}"
    with opened(problems) as file:
        query = {"file": Path(problems).name, "name": name}
        made = told(lambda: client.upload("/problem-sets", file, query))
    if not screen.as_json:
        screen.say(
            f"problem set {made['name']}: {counted(made['problems'], 'problem')}{beside(made)}"
        )
    return name


def show_list(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    page = listed(client, "/problem-sets", options)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("NAME", "PROBLEMS", "FORMAT", "ANSWERS", "BY", "AGE"),
        [
            (
                one["name"], f"{one['problems']:,}", one["format"], one["comparison"].lower(),
                one["createdBy"] or "comes with Cairn", screen.age(one["createdAt"]),
            )
            for one in page["items"]
        ],
    )  # fmt: skip
    tell_more(page, screen)
    return 0


def show(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    path = f"/problem-sets/{options.name}"
    one, page = client.get(path), listed(client, path + "/problems", options)
    if screen.as_json:
        screen.json({**one, "items": page["items"], "next": page.get("next")})
        return 0
    screen.say(f"problem set {one['name']}: {counted(one['problems'], 'problem')}{beside(one)}")
    screen.fields(
        [
            ("answers compared as", one["comparison"].lower()),
            ("format", one["format"]),
            ("uploaded by", one["createdBy"]),
            ("uploaded", one["createdAt"]),
            ("sha256 of the file", one["sha256"]),
        ]
    )
    records(page["items"], screen)
    tell_more(page, screen)
    return 0


def sent(client: Client, path: str, options: argparse.Namespace, more: Json) -> Json:
    """Sends the file; what is wrong with it is told in one line."""
    query = {**reading(options), **more}
    with opened(options.file) as file:
        return told(lambda: client.upload(path, file, query))


def told(send: Callable[[], Json]) -> Json:
    """What is wrong with a file is told in one line."""
    try:
        return send()
    except ApiError as e:
        if e.is_of("problem-file"):
            raise CairnError(e.problem["detail"]) from e
        raise


def opened(file: str) -> BinaryIO:
    if not Path(file).is_file():
        what = "is a directory" if Path(file).is_dir() else "is not a file that is there"
        raise CairnError(f"{file}: {what}; give a problem file")
    try:
        return Path(file).open("rb")
    except OSError as e:
        raise CairnError(f"{file}: can't be read: {e.strerror}") from e


def reading(options: argparse.Namespace) -> Json:
    """How the file is to be read, as the server's parameters."""
    mapping = dict(options.map)
    for name in mapping:
        if name not in MAPPED:
            raise CairnError(f"--map {name}=... is not one of {', '.join(MAPPED)}")
    return {
        "file": Path(options.file).name,
        "format": None if options.format == "AUTO" else options.format,
        "comparison": "TEXT" if options.text else None,
        **mapping,
    }


def tell(found: Json, screen: Screen) -> None:
    accepted = counted(found["accepted"], "problem")
    screen.say(f"{found['file']}: {accepted}, read as {found['format']}")
    records(found["records"][:SHOWN_RECORDS], screen)
    for title, total, notes in (
        ("skipped", found["skippedTotal"], found["skipped"]),
        ("warnings", found["warningsTotal"], found["warnings"]),
    ):
        if not total:
            continue
        screen.say(f"{title}: {total}")
        for note in notes[:SHOWN_NOTES]:
            where = f"line {note['line']}: " if note["line"] else ""
            screen.say(f"  {where}{note['reason']}")
        if total > SHOWN_NOTES:
            screen.say(f"  and {total - SHOWN_NOTES} more; --json has the first {len(notes)}")


def records(items: Sequence[Json], screen: Screen) -> None:
    screen.table(
        ("ID", "ANSWER", "QUESTION"),
        [(one["id"], one["answer"], cut(one["question"], LONGEST_TEXT)) for one in items],
    )


def counted(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def beside(one: Json) -> str:
    notes = [
        counted(one["skipped"], "record") + " skipped" if one["skipped"] else "",
        counted(one["warnings"], "warning") if one["warnings"] else "",
    ]
    return "".join(f", {note}" for note in notes if note)
