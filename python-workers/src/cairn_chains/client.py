"""What the controls and the teacher's study ask of a running Cairn."""

from __future__ import annotations

import json
import os
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from cairn_chains.problems import answer, parse

SILENCE_SECONDS = 60.0  # the stream sends at least a comment every ten
ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class OuterStep:
    """What the teacher wrote in an outer step, and what came of it.

    Shares are of accepted questions: right ones have the right answer, different ones are not
    written before in the same step. Length is the mean number of operations.
    """

    mean_reward: float
    right: float
    different: float
    length: float
    taught: bool


def written(questions: list[dict[str, Any]], mean_reward: float, taught: bool) -> OuterStep:
    """The figures of an outer step whose accepted questions are given as REST gives them."""
    chains = [parse(question["question"]) for question in questions]
    right = [
        chain is not None and answer(chain) == question["answer"]
        for chain, question in zip(chains, questions, strict=True)
    ]
    lengths = [len(chain.operators) for chain in chains if chain]
    different = len({question["question"] for question in questions}) / len(questions)
    return OuterStep(mean_reward, mean(right), different, mean(lengths) if lengths else 0, taught)


class Cairn:
    """The calls of Cairn's REST API that are needed here."""

    def __init__(self, url: str, token: str) -> None:
        """Connects to the control plane at `url`, such as http://127.0.0.1:8080."""
        self._api = url.rstrip("/") + "/api/v1"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def submit(self, request: dict[str, Any], key: str | None = None) -> int:
        """Queues an experiment and returns its id; the same key gives the same experiment again."""
        headers = {} if key is None else {"Idempotency-Key": key}
        return int(self._call("/experiments", request, headers)["id"])

    def ended(self, experiment: int) -> dict[str, Any]:
        """Waits for the end of an experiment and returns it."""
        path = f"/experiments/{experiment}"
        state = self._call(path)
        if state["endedAt"]:
            return state
        request = urllib.request.Request(f"{self._api}{path}/events", None, self._headers)
        with urllib.request.urlopen(request, timeout=SILENCE_SECONDS) as events:
            for line in events:
                if line.startswith(b"event:"):
                    state = self._call(path)
                    if state["endedAt"]:
                        return state
        raise ConnectionError(f"the events of experiment {experiment} ended before it did")

    def outer_steps(self, experiment: dict[str, Any]) -> list[OuterStep]:
        """All outer steps of an experiment's soar run, in order."""
        run = next(run["id"] for run in experiment["runs"] if run["kind"] == "soar")
        steps = self._call(f"/runs/{run}/outer-steps")["items"]
        return [self._outer_step(run, step) for step in sorted(steps, key=_number)]

    def _outer_step(self, run: int, step: dict[str, Any]) -> OuterStep:
        sets = self._call(f"/runs/{run}/outer-steps/{_number(step)}/sets")["items"]
        questions = [question for one_set in sets for question in one_set["questions"]]
        return written(questions, step["meanReward"], not step["teacherStep"]["skipped"])

    def _call(
        self, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._api + path, data, self._headers | (headers or {}))
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as reply:
            decoded: dict[str, Any] = json.load(reply)
        return decoded


def _number(step: dict[str, Any]) -> int:
    return int(step["outerStep"])


def own_token() -> str:
    """The token in the environment, or that of this user's Cairn."""
    token = os.environ.get("CAIRN_TOKEN")
    return token or Path("~/.cairn/admin-token").expanduser().read_text().strip()
