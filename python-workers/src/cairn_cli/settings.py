"""Checks the arguments of `ops/run` before anything is set up.

`python -m cairn_cli.settings SCHEMA PRESET PROBLEMS KEY=VALUE ...` checks the settings against the
JSON Schema of a spec, and whether the preset (a file) needs more settings. PROBLEMS is a file of
problems or empty. It prints one line per mistake, with exit status 2. It refuses only what the
server refuses too; the server checks more.
"""

import json
import operator
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cairn_cli.errors import REFUSED
from cairn_cli.text import clean

Schema = dict[str, Any]
LIMITS: tuple[tuple[str, str, Callable[[Decimal, Decimal], bool]], ...] = (
    ("minimum", "at least", operator.ge),
    ("exclusiveMinimum", "above", operator.gt),
    ("maximum", "at most", operator.le),
    ("exclusiveMaximum", "below", operator.lt),
)


def leaves(schema: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every setting's dotted name, with the part of the schema that describes it."""
    for name, part in schema.get("properties", {}).items():
        if "properties" in part:
            yield from leaves(part, f"{path}{name}.")
        else:
            yield path + name, part


def find_mistake(known: dict[str, Schema], setting: str) -> str | None:
    """What is wrong with a setting; None if nothing is."""
    key, _, value = setting.partition("=")
    if key not in known:
        return f"there is no such setting{_hint(known, key)}"
    rule = known[key]
    types = [rule.get("type", "string")]
    types = types[0] if isinstance(types[0], list) else types
    if "null" in types and value in ("", "null"):
        return None
    if "enum" in rule:
        names = [str(name) for name in rule["enum"] if name is not None]
        if value.upper().replace("-", "_") not in names:
            return f"is {value or 'empty'} (allowed: {', '.join(names)})"
    elif "boolean" in types:
        if value not in ("true", "false"):
            return f"is {value or 'empty'} (allowed: true or false)"
    elif "integer" in types or "number" in types:
        return _number_mistake(rule, "integer" in types, value)
    return None


def _number_mistake(rule: Schema, integer: bool, value: str) -> str | None:
    kind = "a whole number" if integer else "a number"
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return f"is {value or 'empty'} (allowed: {kind})"
    if not number.is_finite() or (integer and number != number.to_integral_value()):
        return f"is {value} (allowed: {kind})"
    for limit, words, holds in LIMITS:
        if limit in rule and not holds(number, Decimal(str(rule[limit]))):
            return f"is {value} (allowed: {kind} {words} {rule[limit]})"
    return None


def _hint(known: dict[str, Schema], key: str) -> str:
    inside = [name for name in known if name.startswith(key + ".")]
    if inside:
        return f"; it is a group, of {', '.join(name.removeprefix(key + '.') for name in inside)}"
    last = {name.rpartition(".")[2]: name for name in known}
    near = get_close_matches(key, known, 1, 0.75) or [
        last[name] for name in get_close_matches(key.rpartition(".")[2], last, 1, 0.75)
    ]
    return f"; did you mean {near[0]}?" if near else ""


def missing_settings(preset: dict[str, Any], problems: str, given: dict[str, str]) -> Iterator[str]:
    """Mistakes for settings that the preset leaves to the user and that are missing."""
    spec, name = preset["spec"], preset["spec"]["name"]
    source = spec.get("problems", {})
    brings = source.get("set") or source.get("source", "").startswith("builtin:")
    if not (brings or problems or any(key.startswith("problems.") for key in given)):
        yield f"{name} has no problems of its own; add --problems FILE"
    path = given.get("model.path")
    if path is None and not spec.get("model", {}).get("path"):
        yield f"{name} has no model of its own; add --set model.path=DIR, where its config.json is"
    elif path and "/" in path and not (Path(path) / "config.json").is_file():
        yield f"--set model.path: {path} has no config.json, so it is not the folder of a model"


def main(arguments: Sequence[str]) -> int:
    schema, preset, problems, *settings = arguments
    known = dict(leaves(json.loads(Path(schema).read_text())))
    given = dict(setting.split("=", 1) for setting in settings)
    mistakes = [
        f"--set {setting.partition('=')[0]}: {mistake}"
        for setting in settings
        if (mistake := find_mistake(known, setting))
    ]
    mistakes += missing_settings(json.loads(Path(preset).read_text()), problems, given)
    for line in mistakes:
        print(clean(f"cairn: error: {line}"), file=sys.stderr)
    return REFUSED if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
