"""An OpenAI-compatible endpoint whose verdicts a test decides."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from api_stub import Answer, ApiStub, Asked

# The stub closes each connection; a client that is not told so may send into a closed one.
HEADERS = {"Content-Type": "application/json", "Connection": "close"}
CHAT = "POST /v1/chat/completions"
MODELS = "GET /v1/models"
TRIAL = "What is 1 + 1?"

Chosen = Callable[[str, int], "Answer | str"]
"""An answer, or what the model writes, by question and number of the attempt, from 0."""


def verdict(well_posed: bool, correct: bool, error: str, reasoning: str = "it is so") -> str:
    fields = {
        "reasoning": reasoning, "well_posed": well_posed, "correct": correct, "error": error,
    }  # fmt: skip
    return json.dumps(fields)


RIGHT = verdict(True, True, "NONE")
SLIP = verdict(True, False, "ARITHMETIC")
VAGUE = verdict(False, False, "AMBIGUOUS")


def completion(content: str | None, finish_reason: str = "stop", **message: Any) -> Answer:
    choice = {
        "index": 0,
        "finish_reason": finish_reason,
        "message": {"role": "assistant", "content": content, **message},
    }
    body = {
        "id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice],
    }  # fmt: skip
    return Answer(body, headers=HEADERS)


def error(status: int, message: str, **headers: str) -> Answer:
    return Answer({"error": {"message": message}}, status, HEADERS | headers)


def models(*names: str) -> Answer:
    items = [{"id": name, "object": "model", "created": 0, "owned_by": "me"} for name in names]
    return Answer({"object": "list", "data": items}, headers=HEADERS)


class JudgeStub:
    """Answers requests for verdicts on an ApiStub, and remembers them."""

    def __init__(self, api: ApiStub) -> None:
        self.api = api
        self.url = f"{api.url}/v1"
        self._attempts: Counter[str] = Counter()
        api.on(MODELS, models("judge"))

    def answers(self, chosen: Chosen) -> None:
        self._attempts.clear()

        def answer(asked: Asked) -> Answer:
            question = problem(asked)
            if question == TRIAL:
                return completion(RIGHT)
            attempt = self._attempts[question]
            self._attempts[question] += 1
            found = chosen(question, attempt)
            return completion(found) if isinstance(found, str) else found

        self.api.on(CHAT, answer)

    def requests(self) -> list[Asked]:
        """Without the trial."""
        asked = [each for each in list(self.api.asked) if f"{each.method} {each.path}" == CHAT]
        return [each for each in asked if problem(each) != TRIAL]

    def problems(self) -> list[str]:
        return [problem(each) for each in self.requests()]


def problem(asked: Asked) -> str:
    return str(json.loads(asked.json["messages"][1]["content"])["problem"])
