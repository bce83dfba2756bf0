"""All that `ops/analyse` measures of one part of a run."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from cairn_analyses.judge import Judgement
from cairn_analyses.overlap import Overlap
from cairn_analyses.tally import Tally
from cairn_analyses.vendi import Diversity


@dataclass(frozen=True)
class Measures:
    """Of the questions of one part.

    Attributes:
        diversity: None without a sentence model.
        near: different questions with a large cosine to an earlier one; None like diversity.
        tally: None without a judge.
    """

    run: int
    part: str
    overlap: Overlap
    diversity: Diversity | None = None
    near: int | None = None
    tally: Tally | None = None

    def json(self) -> dict[str, Any]:
        document: dict[str, Any] = {"run": self.run, "part": self.part, **asdict(self.overlap)}
        if self.diversity:
            both = asdict(self.diversity)
            del both["texts"], both["distinct"]
            document |= both | {"near": self.near}
        if self.tally:
            document["judge"] = {
                "judged": self.tally.judged,
                "unjudged": self.tally.unjudged,
                "wellPosed": self.tally.well_posed,
                "correct": self.tally.correct,
                "errors": dict(self.tally.errors),
                "retried": self.tally.retried,
                "badAnswers": dict(self.tally.bad),
            }
        return document


@dataclass(frozen=True)
class Judged:
    """One entry of the gallery: a question and what the judge says."""

    run: int
    part: str
    judgement: Judgement

    def json(self) -> dict[str, Any]:
        verdict = self.judgement.verdict
        return {
            "run": self.run,
            "part": self.part,
            "question": self.judgement.written.question,
            "answer": self.judgement.written.answer,
            "attempts": self.judgement.attempts,
            "badAnswers": list(self.judgement.bad),
            "verdict": verdict
            and {
                "reasoning": verdict.reasoning,
                "wellPosed": verdict.well_posed,
                "correct": verdict.correct,
                "error": verdict.error,
            },
        }
