"""export: what the history has of an experiment, as Parquet files."""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from cairn_cli.arguments import Commands, Section, command, number
from cairn_cli.client import Client, Json
from cairn_cli.errors import CairnError
from cairn_cli.export_folder import README, ExportFolder, signals_interrupt
from cairn_cli.text import Screen, count, size, span

FORMAT_VERSION = 1
PARQUET = "application/vnd.apache.parquet"
LOOK_SECONDS = 1.0


def add(commands: Commands) -> None:
    parser = command(
        commands, Section.LOOK, "export", export, "write an experiment's history as Parquet files"
    )
    parser.add_argument("experiment", type=number, metavar="EXPERIMENT")
    parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="a new folder")


def export(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    experiment = client.get(f"/experiments/{options.experiment}")
    listing = client.get(f"/experiments/{options.experiment}/files")
    views = listing["items"]
    if not views:
        raise CairnError("the server's schema history has no views with rows of experiments")
    with signals_interrupt(), ExportFolder.at(options.to) as folder:
        files = [view_file(client, options.experiment, view, folder, screen) for view in views]
        folder.write("README.txt", README.format(id=experiment["id"], name=experiment["name"]))
        manifest = {
            "formatVersion": FORMAT_VERSION,
            "cairnVersion": listing["cairnVersion"],
            "experiment": {key: experiment[key] for key in ("id", "name", "state")},
            "createdAt": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "files": files,
        }
        folder.write_json("manifest.json", manifest)
    if screen.as_json:
        screen.json(manifest)
    else:
        rows = sum(file["rows"] for file in files)
        total = sum(file["bytes"] for file in files)
        screen.say(
            f"{count(len(files), 'file')}, {count(rows, 'row')}, {size(total)} in {options.to}"
        )
    return 0


def view_file(
    client: Client, experiment: int, view: Json, folder: ExportFolder, screen: Screen
) -> Json:
    """Writes the file of a view; returns its entry in the manifest."""
    name = f"{view['name']}.parquet"
    answer = client.download(f"/experiments/{experiment}/files/{view['name']}", PARQUET)
    with answer:
        query = f"/history/queries/{answer.headers['Cairn-Query-Id']}"
        progress = Progress(client, query, view, screen)
        try:
            written = folder.download(name, answer, progress.seen)
        finally:
            progress.end()
    record = client.get(query)
    if record["state"] != "succeeded":
        raise CairnError(f"{name} is not whole: {record['error']}")
    if not screen.as_json:
        screen.say(f"{name}  {count(record['rows'], 'row')}, {size(written.bytes)}")
    return {
        "file": name,
        "view": view["name"],
        "comment": view["comment"],
        "rows": record["rows"],
        "bytes": written.bytes,
        "sha256": written.sha256,
        "columns": view["columns"],
    }


class Progress:
    """A line on the terminal that says how far a file is."""

    def __init__(self, client: Client, query: str, view: Json, screen: Screen) -> None:
        self._client = client
        self._query = query
        self._view = view
        self._shown = not screen.as_json and sys.stderr.isatty()
        self._begun = self._looked = time.monotonic()

    def seen(self, received: int) -> None:
        now = time.monotonic()
        if not self._shown or now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        try:
            rows = self._client.get(self._query)["rows"] or 0
        except CairnError:  # the file may come all the same
            return
        print(
            f"\r\x1b[K{line(self._view, rows, received, now - self._begun)}",
            end="",
            file=sys.stderr,
        )

    def end(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr)


def line(view: Json, rows: int, received: int, seconds: float) -> str:
    """How far a file is; PostgreSQL only estimates how many rows there will be."""
    expected = view["rows"]
    done = f"{view['name']}: {rows:,}"
    if not 0 < rows < expected:
        return f"{done} rows, {size(received)}"
    left = seconds * (expected - rows) / rows
    return f"{done} of about {expected:,} rows, {size(received)}, about {span(left)} left"
