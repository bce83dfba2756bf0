"""problems: check, add, list and show problem sets."""

import argparse
import hashlib
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from cairn_cli.arguments import Commands, Section, add_verb, number, setting
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.local import open_backend
from cairn_cli.pages import add_length, fetch_list, print_if_more
from cairn_cli.text import Screen, cut

FORMATS = ("AUTO", "CAIRN", "GSM8K", "MATH", "OLYMPIADBENCH", "HARP", "MAPPED")
MAPPED = ("question", "answer", "id")
SHOWN_NOTES = 20
SHOWN_RECORDS = 5
LONGEST_TEXT = 60


def add(commands: Commands) -> None:
    parser = commands.add(
        Section.DATA, "problems", "check or add a problem file; list or show problem sets"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    check_ = add_verb(verbs, "check", check, "show how a file would be stored, without storing it")
    add_ = add_verb(verbs, "add", upload, "store a file under a name that experiments use")
    for parser_ in (check_, add_):
        parser_.add_argument("file", metavar="FILE", help="JSON Lines, JSON array, CSV or Parquet")
        parser_.add_argument(
            "--format", choices=FORMATS, default="AUTO", help="default: detected from the file"
        )
        parser_.add_argument(
            "--map", action="append", type=setting, default=[], metavar="question=FIELD",
            help="field with the question, answer or id, if no format fits; may be repeated",
        )  # fmt: skip
        parser_.add_argument(
            "--text", action="store_true", help="compare answers character by character"
        )
    check_.add_argument(
        "--model", metavar="DIR", help="warn about prompts that are too long for this model"
    )
    check_.add_argument(
        "--max-tokens", type=number, metavar="N", help="tokens of an answer, with --model"
    )
    check_.add_argument(
        "--max-model-length",
        type=number,
        metavar="N",
        help="tokens of prompt and answer, with --model",
    )
    add_.add_argument("--name", required=True, metavar="NAME", help="such as gsm8k-test")
    list_ = add_verb(verbs, "list", show_list, "all problem sets, newest first")
    add_length(list_)
    show_ = add_verb(verbs, "show", show, "one set and its first problems")
    show_.add_argument("name", metavar="NAME")
    add_length(show_)


def check(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    url_given = bool(options.url or os.environ.get("CAIRN_URL"))
    open_file(options.file).close()
    fit = {
        "model": options.model,
        "maxTokens": options.max_tokens,
        "maxModelLength": options.max_model_length,
    }
    request = {**format_query(options), **fit, "path": str(Path(options.file).resolve())}
    with open_backend(
        client,
        lambda _: send_file(client, "/problem-sets:preview", options, fit),
        "preview",
        url_given,
    ) as ask:
        found = ask(request)
    if screen.as_json:
        screen.json(found)
    else:
        show_preview(found, screen)
    return 0


def upload(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    stored = send_file(client, "/problem-sets", options, {"name": options.name})
    if screen.as_json:
        screen.json(stored)
        return 0
    screen.say(summary(stored))
    screen.say(f"use it with: ops/cairn submit PRESET --problems {stored['name']}")
    return 0


def set_named(client: Client, problems: str, screen: Screen) -> str:
    """The name of a problem set; a file is stored first, named after its name and content."""
    if not Path(problems).is_file():
        return problems
    digest = hashlib.sha256(Path(problems).read_bytes()).hexdigest()
    plain = re.sub(r"(\.(gz|jsonl?|csv|tsv|parquet))+$", "", Path(problems).name)
    name = re.sub(r"^[^A-Za-z0-9]+", "", re.sub(r"[^A-Za-z0-9._-]", "-", plain))[:80]
    name = f"{name or 'problems'}-{digest[:8]}"
    with open_file(problems) as file:
        query = {"file": Path(problems).name, "name": name}
        stored = with_file_errors(lambda: client.upload("/problem-sets", file, query))
    if not screen.as_json:
        screen.say(summary(stored))
    return name


def show_list(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    page = fetch_list(client, "/problem-sets", options)
    if screen.as_json:
        screen.json(page)
        return 0
    screen.table(
        ("NAME", "PROBLEMS", "FORMAT", "ANSWERS", "BY", "AGE"),
        [
            (
                problem_set["name"],
                f"{problem_set['problems']:,}",
                problem_set["format"],
                problem_set["comparison"].lower(),
                problem_set["createdBy"] or "comes with Cairn",
                screen.age(problem_set["createdAt"]),
            )
            for problem_set in page["items"]
        ],
    )  # fmt: skip
    print_if_more(page, screen)
    return 0


def show(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    path = f"/problem-sets/{options.name}"
    problem_set, page = client.get(path), fetch_list(client, path + "/problems", options)
    if screen.as_json:
        screen.json({**problem_set, "items": page["items"], "next": page.get("next")})
        return 0
    screen.say(summary(problem_set))
    screen.fields(
        [
            ("answers compared as", problem_set["comparison"].lower()),
            ("format", problem_set["format"]),
            ("uploaded by", problem_set["createdBy"]),
            (
                "uploaded",
                f"{screen.time(problem_set['createdAt'])} ({screen.age(problem_set['createdAt'])})",
            ),
            ("sha256 of the file", problem_set["sha256"]),
        ]
    )
    records(page["items"], screen)
    print_if_more(page, screen)
    return 0


def send_file(client: Client, path: str, options: argparse.Namespace, more: Json) -> Json:
    """Uploads the file; an error in it is reported in one line."""
    query = {**format_query(options), **more}
    with open_file(options.file) as file:
        return with_file_errors(lambda: client.upload(path, file, query))


def with_file_errors(send: Callable[[], Json]) -> Json:
    """Runs an upload; an error in the file is reported in one line."""
    try:
        return send()
    except ApiError as e:
        if e.is_of("problem-file"):
            raise CairnError(e.problem["detail"]) from e
        raise


def open_file(file: str) -> BinaryIO:
    if not Path(file).is_file():
        what = "is a directory" if Path(file).is_dir() else "does not exist"
        raise CairnError(f"{file}: {what}; give a problem file")
    try:
        return Path(file).open("rb")
    except OSError as e:
        raise CairnError(f"{file}: can't be read: {e.strerror}") from e


def format_query(options: argparse.Namespace) -> Json:
    """How to read the file, as query parameters of the server."""
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


def show_preview(found: Json, screen: Screen) -> None:
    accepted = count_of(found["accepted"], "problem")
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
        [
            (problem["id"], problem["answer"], cut(problem["question"], LONGEST_TEXT))
            for problem in items
        ],
    )


def count_of(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def summary(problem_set: Json) -> str:
    """A problem set in one line."""
    notes = [
        count_of(problem_set["skipped"], "record") + " skipped" if problem_set["skipped"] else "",
        count_of(problem_set["warnings"], "warning") if problem_set["warnings"] else "",
    ]
    size = count_of(problem_set["problems"], "problem")
    parts = [f"problem set {problem_set['name']}: {size}", *filter(None, notes)]
    return ", ".join(parts)
