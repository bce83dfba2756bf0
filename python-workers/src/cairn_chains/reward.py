"""Reading completions and rewarding them as soar.md does, with exact match as the verdict."""

from __future__ import annotations

import re

from cairn_chains.problem_pool import Problem

_BOX = re.compile(r"\\boxed\{([^{}]*)\}")
_QUESTION = re.compile(r"<question>(.*?)</question>", re.DOTALL)
_ANSWER = re.compile(r"<answer>(.*?)</answer>", re.DOTALL)


def boxed(text: str) -> str | None:
    """Content of the last balanced box, trimmed; None without one."""
    found = _BOX.findall(text)
    return str(found[-1]).strip() if found else None


def is_right(text: str, reference: str) -> bool:
    """Whether the boxed answer is the reference."""
    return boxed(text) == reference


def student_reward(text: str, reference: str) -> float:
    """120 right, 20 boxed and the reference occurs, 10 boxed, 0 otherwise."""
    said = boxed(text)
    if said is None:
        return 0.0
    if said == reference:
        return 120.0
    return 20.0 if reference in said else 10.0


def read_teacher(text: str) -> Problem | None:
    """The question and answer of a teacher completion; None when it is to be rejected."""
    question = _QUESTION.search(text)
    given = _ANSWER.search(text, question.end()) if question else None
    said = boxed(given.group(1)) if given else None
    if question is None or not question.group(1) or not said or not said.isdigit():
        return None
    return Problem(question.group(1), said)
