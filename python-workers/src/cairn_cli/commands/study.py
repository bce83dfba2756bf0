"""study: the same experiment with several seeds and variants, and its table."""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from cairn_cli.arguments import Commands, Section, command, setting
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.experiments import has_ended, latest
from cairn_cli.studies import definition, formats
from cairn_cli.studies.definition import Cell, Study
from cairn_cli.studies.table import Table, table
from cairn_cli.text import Screen, about

SECONDS_BETWEEN_LOOKS = 5
SECONDS_BETWEEN_LINES = 60
FAILED = 1


def add(commands: Commands) -> None:
    parser = command(
        commands,
        Section.START,
        "study",
        study,
        "run an experiment with several seeds and variants, and show the table",
    )
    parser.add_argument(
        "study", metavar="STUDY", help=f"a file, or one of {', '.join(definition.shipped())}"
    )
    parser.add_argument(
        "--set", action="append", type=setting, default=[], metavar="KEY=VALUE",
        dest="settings", help="change one setting of all experiments; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--report",
        action="store_true",
        help="only show the table of what has ended; queues nothing",
    )
    parser.add_argument(
        "--format", choices=tuple(formats.FORMATS), default="md", help="of the table (default md)"
    )
    parser.add_argument("--to", metavar="FILE", help="write the table to this file")


def study(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    chosen = definition.read(options.study)
    chosen = replace(chosen, changed=chosen.changed | dict(options.settings))
    found = Found(client, chosen)
    if not options.report:
        carry_out(found, screen)
    results = found.table()
    text = formats.FORMATS["json" if screen.as_json else options.format](results)
    if options.to is None:
        for line in text.splitlines():
            screen.say(line)
    else:
        try:
            Path(options.to).write_text(text)
        except OSError as e:
            raise CairnError(f"--to {options.to} can't be written: {e.strerror}") from e
        screen.say(f"the table is in {options.to}")
    whole = not results.missing and not results.failures
    return 0 if whole or options.report else FAILED


class Found:
    """The experiments of a study on the server, by their tags and seeds."""

    def __init__(self, client: Client, chosen: Study) -> None:
        self.client = client
        self.study = chosen
        self.experiments: dict[Cell, Json] = {}

    def look(self) -> None:
        """Reads them again; of several with the same variant and seed the newest counts."""
        query = {"filter": f"tags.study == {quoted(self.study.name)}", "sort": "createdAt"}
        cells = set(self.study.cells())
        self.experiments = {}
        for each in self.client.pages("/experiments", query, 0, everything=True)["items"]:
            cell = Cell((each.get("tags") or {}).get("variant", ""), each["seed"])
            if cell in cells:
                self.experiments[cell] = each

    def ended(self) -> list[Cell]:
        return [cell for cell, each in self.experiments.items() if has_ended(each)]

    def at_work(self) -> str:
        """What runs, with the runs that it has finished."""
        return "; ".join(
            f"{cell}: {sum(map(has_ended, runs))} of {len(runs)} runs done"
            for cell, each in self.experiments.items()
            if each["state"] == "running" and (runs := latest(each.get("runs", [])))
        )

    def submit(self) -> list[Cell]:
        """Queues what can be queued and is not; returns cells that wait for another screening."""
        later = []
        for cell in self.study.cells():
            if cell in self.experiments:
                continue
            source = self.study.screening(cell)
            screening = None
            if cell != source:
                screening = self._screened(source)
                if screening is None:
                    later.append(cell)
                    continue
            made = self.client.post("/experiments", self.study.request(cell, screening or None))
            self.experiments[cell] = made
        return later

    def _screened(self, source: Cell) -> int | None:
        """The experiment whose screening is taken over; 0 if it failed; None if it is not done."""
        experiment = self.experiments[source]
        runs = latest(self.client.get(f"/experiments/{experiment['id']}")["runs"])
        state = next(run["state"] for run in runs if run["kind"] == "screen")
        if state == "succeeded":
            return int(experiment["id"])
        return 0 if state in ("failed", "cancelled") else None

    def table(self) -> Table:
        self.look()
        results: dict[Cell, Json] = {}
        missing, failures = [], []
        for cell in self.study.cells():
            each = self.experiments.get(cell)
            if each is None:
                missing.append(f"{cell}: not queued")
                continue
            try:
                summary = self.client.get(f"/experiments/{each['id']}/summary")
            except ApiError as e:
                missing.append(f"{cell}: {e}")
                continue
            named = f"{cell} (experiment {each['id']})"
            if has_ended(each) and each["state"] != "succeeded":
                failures.append(
                    f"{named}: {each['state']}: {each.get('reason') or 'no reason given'}"
                )
            if not summary["policies"]:
                missing.append(f"{named}: {each['state']}, nothing evaluated")
            elif has_ended(each):
                results[cell] = summary
            else:
                missing.append(f"{named}: {each['state']}")
        return table(self.study, results, missing, failures)


def carry_out(found: Found, screen: Screen) -> None:
    """Queues all cells and waits for their ends. What was queued before is not queued again."""
    found.look()
    cells = found.study.cells()
    before = len(found.experiments)
    told = set(found.ended())
    if before:
        screen.say(
            f"{before} of {len(cells)} experiments are there already, {len(told)} have ended"
        )
    began, done_before = time.monotonic(), len(told)
    progress, said = "", began
    while True:
        later = found.submit()
        if len(found.experiments) > before:
            before = len(found.experiments)
            screen.say(f"{before} of {len(cells)} experiments are queued")
        for cell in found.ended():
            if cell not in told:
                told.add(cell)
                left = remaining(len(told), done_before, len(cells), time.monotonic() - began)
                each = found.experiments[cell]
                screen.say(f"{len(told)} of {len(cells)}: {cell}: {each['state']}{left}")
        if not later and len(told) == len(cells):
            return
        now = time.monotonic()
        if now - said >= SECONDS_BETWEEN_LINES and found.at_work() != progress:
            progress, said = found.at_work(), now
            screen.say(progress)
        found.client.sleep(SECONDS_BETWEEN_LOOKS)
        found.look()


def remaining(done: int, done_before: int, cells: int, seconds: float) -> str:
    if done in (cells, done_before):
        return ""
    return f", about {about(seconds / (done - done_before) * (cells - done))} left"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
