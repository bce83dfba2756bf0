"""Reads completions and rewards them as the paper does, with exact match as the verdict."""

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
    """120 if right, 20 if the reference is inside the box, 10 if anything is boxed, 0 otherwise."""
    answer = boxed(text)
    if answer is None:
        return 0.0
    if answer == reference:
        return 120.0
    return 20.0 if reference in answer else 10.0


def read_teacher(text: str) -> Problem | None:
    """The question and answer of a teacher completion; None if it is rejected."""
    question = _QUESTION.search(text)
    element = _ANSWER.search(text, question.end()) if question else None
    answer = boxed(element.group(1)) if element else None
    if question is None or not question.group(1) or not answer or not answer.isdigit():
        return None
    return Problem(question.group(1), answer)
