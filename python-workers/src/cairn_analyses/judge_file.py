"""The judgements of earlier calls: a JSON Lines file that only grows."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from types import TracebackType
from typing import Any

from cairn_analyses.judge import Judgement, Judging
from cairn_analyses.taxonomy import Bad, BadAnswerError, fields, from_fields
from cairn_analyses.written import Written
from cairn_cli.errors import CairnError

BEGINNING = b'{"question":'


class JudgeFile:
    """Locked while it is open, so that two commands do not write into each other's lines.

    Attributes:
        found: the judgements of this judge that the file has.

    Raises:
        CairnError: if it can't be read and written, is in use, or has lines of something else.
    """

    def __init__(self, path: Path, judging: Judging) -> None:
        self.path = path
        self._judging = judging
        try:
            self._file = path.open("a+b", buffering=0)
        except OSError as e:
            raise CairnError(f"--judge-file {path} can't be opened: {e.strerror}") from e
        try:
            self._lock()
            self.found = self._read()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> JudgeFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, judgement: Judgement) -> None:
        document = {
            "question": judgement.written.question,
            "answer": judgement.written.answer,
            "model": self._judging.model,
            "prompt": self._judging.digest,
            "attempts": judgement.attempts,
            "bad": [reason.value for reason in judgement.bad],
            "verdict": fields(judgement.verdict) if judgement.verdict else None,
        }
        self._write(
            json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        )

    def _lock(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            raise CairnError(f"--judge-file {self.path} is in use by another command") from e

    def _write(self, line: bytes) -> None:
        """One call of the system as a rule, so that a line is rarely cut, and never kept back."""
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as e:
            raise CairnError(f"--judge-file {self.path} can't be written: {e.strerror}") from e

    def _read(self) -> dict[Written, Judgement]:
        self._file.seek(0)
        content = self._file.read()
        *lines, rest = content.split(b"\n")
        is_cut = bool(rest) and not _is_json(rest) and rest.startswith(BEGINNING[: len(rest)])
        if rest and not is_cut:
            lines.append(rest)
        judgements = [self._judgement(number, line) for number, line in enumerate(lines, 1)]
        if is_cut:
            self._file.truncate(len(content) - len(rest))
        elif rest:
            self._write(b"\n")
        return {each.written: each for each in judgements if each}

    def _judgement(self, number: int, line: bytes) -> Judgement | None:
        """None for one of another judge."""
        try:
            document = json.loads(line)
            judgement = _judgement(document)
            judge = document["model"], document["prompt"]
        except (ValueError, KeyError, TypeError, BadAnswerError):
            raise CairnError(
                f"line {number} of --judge-file {self.path} is not a judgement; remove the line,"
                " or name another file"
            ) from None
        return judgement if judge == (self._judging.model, self._judging.digest) else None


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _judgement(document: dict[str, Any]) -> Judgement:
    verdict = document["verdict"]
    question, answer = document["question"], document["answer"]
    if not isinstance(question, str) or not isinstance(answer, str):
        raise TypeError
    return Judgement(
        Written(question, answer),
        None if verdict is None else from_fields(verdict),
        tuple(map(Bad, document["bad"])),
    )
