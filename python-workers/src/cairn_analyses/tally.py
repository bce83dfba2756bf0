"""Verdicts counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn_analyses.judge import Judgement
from cairn_analyses.taxonomy import Bad, Fault
from cairn_analyses.written import Written


@dataclass(frozen=True)
class Tally:
    """The judgements of some questions; one that occurs twice counts twice.

    Attributes:
        judged: those with a verdict; the others count nowhere below but in retried and bad.
        errors: for every fault but NONE.
        retried: asked more than once.
        bad: bad answers by reason.
    """

    questions: int
    judged: int
    well_posed: int
    correct: int
    errors: dict[Fault, int]
    retried: int
    bad: dict[Bad, int]

    @property
    def unjudged(self) -> int:
        return self.questions - self.judged


def tally(written: Sequence[Written], judgements: Mapping[Written, Judgement]) -> Tally:
    each = [judgements[one] for one in written]
    verdicts = [one.verdict for one in each if one.verdict]
    errors = Counter(verdict.error for verdict in verdicts)
    bad = Counter(reason for one in each for reason in one.bad)
    return Tally(
        questions=len(written),
        judged=len(verdicts),
        well_posed=sum(verdict.well_posed for verdict in verdicts),
        correct=sum(verdict.correct for verdict in verdicts),
        errors={fault: errors[fault] for fault in Fault if fault is not Fault.NONE},
        retried=sum(one.attempts > 1 for one in each),
        bad={reason: bad[reason] for reason in Bad if bad[reason]},
    )
