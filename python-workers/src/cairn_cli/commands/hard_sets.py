"""hard-sets: names of hard sets, under which any experiment uses them."""

import argparse
from urllib.parse import quote

from cairn_cli.arguments import Commands, Section, add_verb, number
from cairn_cli.client import Client, Json
from cairn_cli.text import Screen, clean

HEADS = ("NAME", "PROBLEM SET", "TRAIN", "HELD OUT", "EXPERIMENT", "USED BY", "BY", "DESCRIPTION")


def add(commands: Commands) -> None:
    parser = commands.add(
        Section.DATA, "hard-sets", "list, name or unname hard sets that experiments share"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    add_verb(verbs, "list", show_list, "all hard sets that have a name")
    add_ = add_verb(
        verbs, "add", name, "name the hard set that an experiment's screening has found"
    )
    add_.add_argument("name", metavar="NAME")
    add_.add_argument(
        "--experiment", type=number, required=True, metavar="EXPERIMENT", help="its number"
    )
    add_.add_argument("--description", metavar="TEXT", help="what others should know of it")
    delete_ = add_verb(
        verbs, "delete", delete, "delete a name for good; the screening and its experiments stay"
    )
    delete_.add_argument("name", metavar="NAME")


def show_list(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    found = client.get("/hard-sets")
    if screen.as_json:
        screen.json(found)
        return 0
    if not found["items"]:
        screen.say(
            "no hard set has a name; name one with: ops/cairn hard-sets add NAME --experiment N"
        )
        return 0
    screen.table(HEADS, [_row(each) for each in found["items"]])
    return 0


def _row(each: Json) -> tuple[str, ...]:
    return (
        each["name"],
        each["problemSet"],
        str(each["train"]),
        str(each["test"]),
        str(each["experimentId"]),
        str(each["experiments"]),
        each["createdBy"],
        clean(each["description"].replace("\n", " ")),
    )


def name(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    request: Json = {"name": options.name, "experiment": options.experiment}
    if options.description is not None:
        request["description"] = options.description
    made = client.post("/hard-sets", request)
    if screen.as_json:
        screen.json(made)
        return 0
    screen.say(
        f"hard set {made['name']}: {made['train']} problems to train on and {made['test']} held"
        f" out, of {made['problemSet']}, as experiment {made['experimentId']} found them"
    )
    screen.say(f"use it with: ops/cairn submit PRESET --set screen.hardSet={made['name']}")
    return 0


def delete(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    client.delete(f"/hard-sets/{quote(options.name, safe='')}")
    if not screen.as_json:
        screen.say(f"the name {options.name} is deleted; the screening and its experiments stay")
    return 0
