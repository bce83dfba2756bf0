"""Asking until there is a verdict: who is asked, attempts, their temperatures and seeds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cairn_analyses.taxonomy import FORMAT, INSTRUCTIONS, Bad, BadAnswerError, Verdict, parsed
from cairn_analyses.written import Written

TEMPERATURE_OF_REPEATS = 0.7

Ask = Callable[[Written, float, int], str]
"""What a model writes about a question at a temperature with a seed; `Endpoint.answer` is one."""


@dataclass(frozen=True)
class Judging:
    """Who judges, and how it is asked.

    Args:
        url: such as http://127.0.0.1:8000/v1.
        key: sent with every request, if there is one.
        tokens: a longer answer is cut off.
        timeout: seconds that one request may take.
    """

    url: str
    model: str
    key: str | None
    tokens: int
    timeout: float

    @property
    def digest(self) -> str:
        """Of all that is asked but the question: another one may give other verdicts."""
        asked = {"system": INSTRUCTIONS, "format": FORMAT, "tokens": self.tokens}
        return sha256(json.dumps(asked).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Judgement:
    """The outcome for one question.

    Attributes:
        verdict: None if every attempt gave a bad answer.
        bad: why, for each bad answer, in the order of the attempts.
    """

    written: Written
    verdict: Verdict | None = None
    bad: tuple[Bad, ...] = ()

    @property
    def attempts(self) -> int:
        return len(self.bad) + (self.verdict is not None)

    def is_final(self, attempts: int) -> bool:
        return self.verdict is not None or len(self.bad) >= attempts


def judged(ask: Ask, begun: Judgement, attempts: int) -> Judgement:
    """Continues a judgement until a verdict, or until `attempts` answers were bad."""
    written, bad = begun.written, begun.bad
    while len(bad) < attempts:
        attempt = len(bad)
        temperature = TEMPERATURE_OF_REPEATS if attempt else 0.0
        try:
            verdict = parsed(ask(written, temperature, seed(written, attempt)))
        except BadAnswerError as e:
            bad += (e.reason,)
        else:
            return Judgement(written, verdict, bad)
    return Judgement(written, None, bad)


def seed(written: Written, attempt: int) -> int:
    """From 0 to 2^31 - 1, the same in every process."""
    identity = json.dumps([written.question, written.answer, attempt])
    return int.from_bytes(sha256(identity.encode()).digest()[:4]) >> 1
