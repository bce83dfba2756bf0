"""All questions of a command: what is asked, what the file has already, and how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from cairn_analyses.endpoint import Endpoint
from cairn_analyses.judge import Judgement, Judging, judged
from cairn_analyses.judge_file import JudgeFile
from cairn_analyses.parallel import as_completed
from cairn_analyses.written import Written
from cairn_cli.errors import CairnError
from cairn_cli.text import about, count

SECONDS_BETWEEN_LINES = 10


class Progress:
    """Says how many are judged and how long the rest takes, from time to time."""

    def __init__(
        self,
        total: int,
        tell: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total, self._tell, self._clock = total, tell, clock
        self._done = 0
        self._began = self._said = clock()

    def one_more(self) -> None:
        self._done += 1
        now = self._clock()
        if now - self._said >= SECONDS_BETWEEN_LINES and self._done < self._total:
            self._said = now
            left = (now - self._began) / self._done * (self._total - self._done)
            self._tell(f"{self._done} of {self._total} judged, about {about(left)} left")


class Judge:
    """Judges questions, with the judgements that its file has.

    Args:
        attempts: bad answers until a question counts as not judged.
        parallel: requests at a time.
        tell: where progress goes.
    """

    def __init__(
        self,
        judging: Judging,
        attempts: int,
        parallel: int,
        path: Path | None,
        tell: Callable[[str], None],
    ) -> None:
        self._judging, self._attempts, self._parallel = judging, attempts, parallel
        self._path, self._tell = path, tell

    def judgements(self, written: Iterable[Written]) -> dict[Written, Judgement]:
        """One judgement for each different question and answer, whatever order they come in.

        Raises:
            CairnError: if the endpoint or the file can't be used.
        """
        with self._file() as file:
            begun = {each: Judgement(each) for each in written}
            if file:
                begun |= {each: file.found[each] for each in begun if each in file.found}
            missing = [each for each in begun.values() if not each.is_final(self._attempts)]
            if not missing:
                return begun
            known = len(begun) - len(missing)
            endpoint = Endpoint(self._judging)
            endpoint.check()
            self._tell(
                f"asking {self._judging.model} about {count(len(missing), 'question')}"
                + (f"; {known} more are in {self._path}" if known else "")
            )
            try:
                for judgement in self._judged(endpoint, missing, file):
                    begun[judgement.written] = judgement
            except (CairnError, KeyboardInterrupt):
                self._tell(
                    f"stopped; the verdicts so far are in {self._path}, and the same command asks"
                    " only for the rest"
                    if file
                    else "stopped; without --judge-file no verdict is kept"
                )
                raise
            return begun

    def _judged(
        self, endpoint: Endpoint, missing: list[Judgement], file: JudgeFile | None
    ) -> Iterable[Judgement]:
        progress = Progress(len(missing), self._tell)

        def judge(begun: Judgement) -> Judgement:
            return judged(endpoint.answer, begun, self._attempts)

        for judgement in as_completed(judge, missing, self._parallel):
            if file:
                file.append(judgement)
            progress.one_more()
            yield judgement

    def _file(self) -> AbstractContextManager[JudgeFile | None]:
        return JudgeFile(self._path, self._judging) if self._path else nullcontext()
