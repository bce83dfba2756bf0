"""The folder of an export: files that appear whole or not at all."""

import hashlib
import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from cairn_cli.errors import CairnError, UnreachableError

PORTION = 1 << 18
PARQUET_MARK = b"PAR1"
README = """\
Experiment {id} ({name}) of Cairn, one Parquet file per view of its schema 'history'.
manifest.json lists the files with their rows, checksums, columns and what each column means.

DuckDB:   select * from 'runs.parquet';
pandas:   import pandas; pandas.read_parquet("runs.parquet")
pyarrow:  import pyarrow.parquet; pyarrow.parquet.read_table("runs.parquet")

Times are in UTC. JSON is text. A decimal without a fixed scale is text, so that no digit is lost.
"""


@dataclass(frozen=True)
class Written:
    """A file that is complete; `sha256` in hexadecimal."""

    bytes: int
    sha256: str


class ExportFolder:
    """Files of one export; all of them are removed again if it does not finish."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: list[Path] = []

    @staticmethod
    @contextmanager
    def at(path: Path) -> "Iterator[ExportFolder]":
        """The folder, which is made if it does not exist; refuses one that has files."""
        existed = path.is_dir()
        try:
            path.mkdir(parents=True, exist_ok=True)
            occupied = any(path.iterdir())
        except OSError as e:
            raise CairnError(f"{path} can't be used as a folder: {e.strerror}") from e
        if occupied:
            raise CairnError(f"{path} is not empty; name a new folder with --to")
        folder = ExportFolder(path)
        try:
            yield folder
        except BaseException:
            for file in folder._written:
                file.unlink(missing_ok=True)
            if not existed:
                path.rmdir()
            raise

    def download(self, name: str, answer: HTTPResponse, seen: Callable[[int], None]) -> Written:
        """Writes an answer to a file; `seen` is called with the bytes so far after each portion."""
        digest, size, last = hashlib.sha256(), 0, b""
        with self._part(name) as part:
            while portion := _read(answer, name):
                part.write(portion)
                digest.update(portion)
                size += len(portion)
                last = (last + portion)[-len(PARQUET_MARK) :]
                seen(size)
            if last != PARQUET_MARK:
                raise UnreachableError(f"{name} broke off after {size} bytes; nothing was kept")
        return Written(size, digest.hexdigest())

    def write(self, name: str, text: str) -> None:
        self.write_bytes(name, text.encode())

    def write_bytes(self, name: str, content: bytes) -> None:
        with self._part(name) as part:
            part.write(content)

    def write_json(self, name: str, document: Any) -> None:
        self.write(name, json.dumps(document, indent=2, ensure_ascii=False) + "\n")

    @contextmanager
    def _part(self, name: str) -> Iterator[Any]:
        """A file under another name, which gets its own when all of it is on disk."""
        part = self.path / f".{name}.part"
        self._written += [part, self.path / name]
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.rename(self.path / name)
            folder = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as e:
            raise CairnError(f"{self.path / name} can't be written: {e.strerror}") from e


@contextmanager
def signals_interrupt() -> Iterator[None]:
    """SIGTERM and SIGHUP interrupt as Ctrl-C does, unless they are ignored, as under nohup."""
    taken = [
        number
        for number in (signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(number) is signal.SIG_DFL
    ]
    for number in taken:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _read(answer: HTTPResponse, name: str) -> bytes:
    try:
        return answer.read(PORTION)
    except (OSError, HTTPException) as e:
        raise UnreachableError(
            f"{name} broke off: the query failed or the connection was lost; nothing was kept"
        ) from e
