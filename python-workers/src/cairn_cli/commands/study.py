"""study: the same experiment with several seeds and variants, and its table."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from cairn_cli.arguments import Commands, Section, command, setting
from cairn_cli.client import Client, Json
from cairn_cli.errors import ApiError, CairnError
from cairn_cli.experiments import has_ended, latest
from cairn_cli.studies import costs, definition, formats
from cairn_cli.studies.definition import Cell, Source, Study
from cairn_cli.studies.table import Spent, Table, table
from cairn_cli.text import Screen, about, clean

SECONDS_BETWEEN_LOOKS = 5
SECONDS_BETWEEN_LINES = 60
NOT_WHOLE = 1
SOAR_RUN = "soar"


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
        dest="settings",
        help="change one setting of all experiments, except where a variant sets it;"
        " may be repeated, and must be given again to resume or to report",
    )  # fmt: skip
    parser.add_argument(
        "--report",
        action="store_true",
        help="only show the table of what has ended; queues nothing",
    )
    parser.add_argument(
        "--validate-only",
        action="store_true",
        help="check the experiments that are not queued yet, and show what they would cost;"
        " queues nothing",
    )
    parser.add_argument(
        "--format", choices=tuple(formats.FORMATS), default="md", help="of the table (default md)"
    )
    parser.add_argument("--to", metavar="FILE", help="write the table to this file")


def study(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    chosen = definition.read(options.study).changed_by(dict(options.settings))
    if options.to is not None and not Path(options.to).absolute().parent.is_dir():
        raise CairnError(f"--to {options.to}: its folder does not exist")
    if options.validate_only and (options.report or options.to is not None):
        raise CairnError("--validate-only makes no report: leave out --report and --to")
    found = Found(client, chosen)
    found.look()
    if options.validate_only:
        costs.show(found.study, found.check(), screen)
        return 0
    if not options.report:
        carry_out(found)
    results = found.table()
    text = formats.FORMATS["json" if screen.as_json else options.format](results)
    if options.to is None:
        print(text, end="", flush=True)
    else:
        try:
            Path(options.to).write_text(text)
        except OSError as e:
            raise CairnError(f"--to {options.to} can't be written: {e.strerror}") from e
        tell(f"the table is in {options.to}")
    whole = not results.missing and not results.failures
    return 0 if whole or options.report else NOT_WHOLE


def tell(line: str) -> None:
    """Progress goes to standard error, so that the table can be piped."""
    print(clean(line), file=sys.stderr, flush=True)


class Found:
    """The experiments of a study on the server, by their tags and seeds.

    Attributes:
        experiments: the newest of each cell.
        refused: cells that can't be queued, and why.
    """

    def __init__(self, client: Client, chosen: Study) -> None:
        self.client = client
        self.study = chosen
        self.experiments: dict[Cell, Json] = {}
        self.refused: dict[Cell, str] = {}
        self._told: set[str] = set()

    def look(self) -> None:
        """Reads them again, also archived ones.

        Raises:
            CairnError: if the study's name is taken by experiments with other settings.
        """
        named = f"tags.study == {quoted(self.study.name)} && (archived || !archived)"
        query = {"filter": named, "sort": "createdAt"}
        cells = set(self.study.cells())
        found = {}
        for each in self.client.pages("/experiments", query, 0, everything=True)["items"]:
            tags = each.get("tags") or {}
            cell = Cell(tags.get("variant", ""), each["seed"])
            if cell not in cells:
                continue
            if tags.get("settings") != self.study.settings(cell):
                raise CairnError(
                    f"{self.study.name} has experiments with other settings, such as experiment"
                    f" {each['id']} ({cell}): give the same --set as then, or change the name in"
                    " a copy of the study's file"
                )
            found[cell] = each
        # One that was deleted meanwhile is not queued again.
        self.experiments |= found

    def ended(self) -> list[Cell]:
        return [cell for cell, each in self.experiments.items() if has_ended(each)]

    def is_over(self) -> bool:
        """Whether every cell has ended or can't be queued."""
        return all(
            cell in self.refused or has_ended(self.experiments.get(cell, {"state": ""}))
            for cell in self.study.cells()
        )

    def at_work(self) -> str:
        """What runs, with the runs that it has finished, or in what state the cells are."""
        running = [
            f"{cell}: {sum(map(has_ended, runs))} of {len(runs)} runs done"
            for cell, each in self.experiments.items()
            if each["state"] == "running" and (runs := latest(each.get("runs", [])))
        ]
        states = [each["state"] for each in self.experiments.values()]
        counts = [f"{states.count(state)} {state}" for state in dict.fromkeys(states)]
        return "; ".join(running) or "no experiment is running: " + ", ".join(counts)

    def check(self) -> dict[Cell, Json]:
        """Has the server check what is not queued yet, so that a mistake is found at once.

        Says each of its warnings once, with the first cell that it is about.

        Returns:
            Its plans, by cell.

        Raises:
            ApiError: the server's refusal of the first wrong cell.
        """
        plans: dict[Cell, Json] = {}
        for cell in self.study.cells():
            if cell not in self.experiments:
                request = self.study.request(cell, {})
                plans[cell] = self.client.post("/experiments", request, {"validateOnly": "true"})
                self._warn(cell, plans[cell])
        return plans

    def _warn(self, cell: Cell, answer: Json) -> None:
        for warning in answer.get("warnings") or []:
            if warning not in self._told:
                self._told.add(warning)
                tell(f"{cell}: warning: {warning}")

    def submit(self) -> None:
        """Queues cells in order, except those that wait for a run of another one."""
        for cell in self.study.cells():
            if cell in self.experiments or cell in self.refused:
                continue
            source = self.study.source(cell)
            if source is None:
                self._queue(cell, None, {})
                continue
            takes = f"not queued: it takes over the {source.what} of {source.cell}"
            if source.cell not in self.experiments and source.cell not in self.refused:
                continue
            if source.cell in self.refused:
                self.refused[cell] = takes
                continue
            state, experiment = self._state(source)
            if state in ("failed", "cancelled"):
                self.refused[cell] = (
                    f"{takes}, whose {source.run} run {state}; retry experiment {experiment} and"
                    " run the study again"
                )
            elif state == "succeeded":
                self._queue(cell, source, {source.setting: experiment})

    def _queue(self, cell: Cell, source: Source | None, taken: Json) -> None:
        try:
            request = self.study.request(cell, taken)
            self.experiments[cell] = self.client.post("/experiments", request)
            tell(f"{cell}: experiment {self.experiments[cell]['id']} is queued")
            self._warn(cell, self.experiments[cell])
        except ApiError as e:
            if e.status != CairnError.status:
                raise
            hint = ""
            if source is not None:
                field, never = source.sharing
                hint = f'; set "{field}" to {never} so that it makes its own {source.what}'
            self.refused[cell] = "refused: " + "; ".join(line.strip() for line in e.lines()) + hint
            tell(f"{cell}: {self.refused[cell]}")

    def _state(self, source: Source) -> tuple[str, int]:
        """The state of the run that is taken over, and its experiment."""
        experiment = int(self.experiments[source.cell]["id"])
        runs = latest(self.client.get(f"/experiments/{experiment}")["runs"])
        return next(run["state"] for run in runs if run["kind"] == source.run), experiment

    def table(self) -> Table:
        self.look()
        results: dict[Cell, Json] = {}
        costs: dict[Cell, Spent] = {}
        missing, failures = [], []
        for cell in self.study.cells():
            each = self.experiments.get(cell)
            if each is None:
                missing.append(f"{cell}: {self.refused.get(cell, 'not queued')}")
                continue
            named = f"{cell} (experiment {each['id']})"
            try:
                summary = self.client.get(f"/experiments/{each['id']}/summary")
            except ApiError as e:
                missing.append(f"{named}: {e.lines()[0]}")
                continue
            if has_ended(each) and each["state"] != "succeeded":
                reason = each.get("reason") or "no reason given"
                failures.append(f"{named}: {each['state']}: {reason}")
            if not summary["policies"]:
                missing.append(f"{named}: {each['state']}, nothing evaluated")
            elif has_ended(each):
                results[cell] = summary
                costs |= self._spent(cell, each)
            else:
                missing.append(f"{named}: {each['state']}")
        return table(self.study, results, missing, failures, costs)

    def _spent(self, cell: Cell, experiment: Json) -> dict[Cell, Spent]:
        """What its SOAR run has used; nothing if it was taken over or did not succeed."""
        states = [
            run["state"] for run in latest(experiment.get("runs", [])) if run["kind"] == "soar"
        ]
        if states != ["succeeded"]:
            return {}
        runs = self.client.get(f"/experiments/{experiment['id']}/cost")["runs"]
        used = [run["used"] for run in runs if run["name"] == SOAR_RUN]
        if not used:
            return {}
        sums = {key: sum(each[key] for each in used) for key in ("rollouts", "tokens", "seconds")}
        return {cell: Spent(sums["rollouts"], sums["tokens"], sums["seconds"])}


def carry_out(found: Found) -> None:
    """Queues all cells and waits for their ends. What exists is not queued again."""
    found.check()
    cells = len(found.study.cells())
    told = set(found.ended())
    if found.experiments:
        tell(f"{len(found.experiments)} of {cells} experiments exist, {len(told)} have ended")
    began, done_before = time.monotonic(), len(told)
    progress, said = "", began
    while True:
        found.submit()
        for cell in found.ended():
            if cell not in told:
                told.add(cell)
                left = remaining(len(told), done_before, cells, time.monotonic() - began)
                state = found.experiments[cell]["state"]
                tell(f"{len(told)} of {cells}: {cell}: {state}{left}")
        if found.is_over():
            return
        now = time.monotonic()
        if now - said >= SECONDS_BETWEEN_LINES and found.at_work() != progress:
            progress, said = found.at_work(), now
            tell(progress)
        found.client.sleep(SECONDS_BETWEEN_LOOKS)
        found.look()


def remaining(done: int, done_before: int, cells: int, seconds: float) -> str:
    if done in (cells, done_before):
        return ""
    return f", about {about(seconds / (done - done_before) * (cells - done))} left"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
