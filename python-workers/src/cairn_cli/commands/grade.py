"""grade: the verdicts of both grading rules on pairs and completions in a file."""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cairn_cli.arguments import Commands, Section, command
from cairn_cli.client import Client, Json
from cairn_cli.errors import CairnError
from cairn_cli.local import open_backend
from cairn_cli.text import Screen, cut

BATCH = 10  # even if all of them hang under both rules, the answer comes within the client's 60 s
RULES = (("strict", "STRICT"), ("mathVerify", "MATH_VERIFY"))
TEXTS = ("reference", "answer", "completion")
KEPT = (*TEXTS, "tolerance", "expected")
WIDTH = 24
ALLOWED = 'allowed: an object with "reference" and either "answer" or "completion"'


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.DATA, "grade", grade,
        "grade answers or completions by both rules, with reasons",
    )  # fmt: skip
    parser.add_argument(
        "file", metavar="FILE",
        help="JSON Lines with reference and answer or completion; - is standard input",
    )  # fmt: skip


def grade(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    items = list(read_items(options.file))
    counts: dict[str, Counter[str]] = {rule: Counter() for rule, _ in RULES}
    surprises = 0
    url_given = bool(options.url or os.environ.get("CAIRN_URL"))
    with open_backend(
        client, lambda body: client.post("/verdicts", body), "verdicts", url_given
    ) as ask:
        for start in range(0, len(items), BATCH):
            batch = items[start : start + BATCH]
            request = [{k: v for k, v in item.items() if k != "expected"} for item in batch]
            for item, found in zip(batch, ask({"items": request})["items"], strict=True):
                for rule, _ in RULES:
                    counts[rule][found[rule]["verdict"]] += 1
                surprises += is_surprise(item, found)
                show(item, found, screen)
    if not screen.as_json:
        summary(counts, len(items), surprises, any("expected" in item for item in items), screen)
    return 0


def read_items(file: str) -> Iterator[Json]:
    """The items of a file; an error names the line and the field."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        # Only line feeds end a line; str.splitlines knows more, which may stand inside of texts.
        lines = content.decode("utf-8-sig").split("\n")
    except OSError as e:
        raise CairnError(f"{file}: can't be read: {e.strerror}") from e
    except UnicodeDecodeError as e:
        raise CairnError(f"{file}: is not UTF-8; save it as UTF-8") from e
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield parse_item(file, number, line)


def parse_item(file: str, number: int, line: str) -> Json:
    where = f"{file}, line {number}"
    try:
        found: Any = json.loads(line)
    except ValueError as e:
        raise CairnError(f"{where}: is not JSON; {ALLOWED}") from e
    if not isinstance(found, dict):
        raise CairnError(f"{where}: is not a JSON object; {ALLOWED}")
    for name in TEXTS:
        if found.get(name) is not None and not isinstance(found[name], str):
            raise CairnError(f'{where}: "{name}" is not a string; write it in double quotes')
    if found.get("reference") is None:
        raise CairnError(f'{where}: "reference" is missing; {ALLOWED}')
    if (found.get("answer") is None) == (found.get("completion") is None):
        which = "neither" if found.get("answer") is None else "both"
        raise CairnError(f'{where}: has {which} of "answer" and "completion"; {ALLOWED}')
    tolerance = found.get("tolerance")
    if tolerance is not None and type(tolerance) not in (int, float):
        raise CairnError(f'{where}: "tolerance" is not a number')
    kept = {name: found[name] for name in KEPT if found.get(name) is not None}
    return {"id": str(found.get("id", number)), **kept}


def is_surprise(item: Json, found: Json) -> bool:
    """Whether STRICT does not say what the file expects; 'policy' expects nothing."""
    expected, verdict = item.get("expected"), found["strict"]["verdict"]
    if expected in (None, "policy"):
        return False
    if expected in ("not verified", "different"):
        return bool(verdict == "verified")
    return verdict not in re.split(r"\W+", str(expected))


def show(item: Json, found: Json, screen: Screen) -> None:
    if screen.as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    answer = found.get("boxed") or item.get("answer") or "no box"
    verdicts = "  ".join(f"{name} {found[rule]['verdict']}" for rule, name in RULES)
    mark = "  (expected: " + str(item["expected"]) + ")" if is_surprise(item, found) else ""
    screen.say(f"{found['id']}  {cut(item['reference'], WIDTH)} | {cut(answer, WIDTH)}{mark}")
    screen.say(f"    {verdicts}")
    screen.say(f"    {found['strict']['reason']}")


def summary(
    counts: dict[str, Counter[str]], total: int, surprises: int, expecting: bool, screen: Screen
) -> None:
    for rule, name in RULES:
        totals = ", ".join(f"{count:,} {verdict}" for verdict, count in counts[rule].most_common())
        screen.say(f"{name}: {totals or 'nothing to grade'}")
    if expecting:
        screen.say(f"STRICT differs from what the file expects on {surprises:,} of {total:,}")
