"""Training text of the base model: exact first, then with the errors that this world needs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from cairn_chains import vocabulary
from cairn_chains.problems import (
    DIGITS,
    OPERATORS,
    Sloppiness,
    answer,
    draw,
    draw_length,
    sloppy_answer,
)


@dataclass(frozen=True)
class Habits:
    """What the base model is taught to do; shares in 0..1, weights per length, from length 1."""

    student_lengths: tuple[float, ...]
    teacher_lengths: tuple[float, ...]
    exact_teacher_lengths: tuple[float, ...]
    student_sloppiness: Sloppiness
    teacher_sloppiness: Sloppiness
    teacher_right: float
    teacher_damaged: float
    teacher_cut: float
    teacher_share: float = 1 / 3


@dataclass(frozen=True)
class Example:
    """A prompt and the completion to learn, as token ids; the completion ends in eos."""

    prompt: list[int]
    completion: list[int]


def draw_example(rng: random.Random, habits: Habits, *, exact: bool) -> Example:
    """One example in the teacher's or the student's form."""
    if rng.random() < habits.teacher_share:
        return _teacher_example(rng, habits, exact=exact)
    chain = draw(rng, draw_length(rng, habits.student_lengths))
    said = answer(chain) if exact else sloppy_answer(chain, habits.student_sloppiness, rng)
    return _example(vocabulary.student_prompt(chain.question), vocabulary.student_completion(said))


def _teacher_example(rng: random.Random, habits: Habits, *, exact: bool) -> Example:
    lengths = habits.exact_teacher_lengths if exact else habits.teacher_lengths
    chain = draw(rng, draw_length(rng, lengths))
    question, said = chain.question, answer(chain)
    if not exact:
        if rng.random() >= habits.teacher_right:
            said = sloppy_answer(chain, habits.teacher_sloppiness, rng)
        if rng.random() < habits.teacher_damaged:
            question = damage(question, rng)
        if rng.random() < habits.teacher_cut:
            said = said[: rng.randrange(len(said))]
    return _example(vocabulary.TEACHER, vocabulary.teacher_completion(question, said))


def damage(question: str, rng: random.Random) -> str:
    """The question after one edit: a character dropped, doubled or replaced."""
    position = rng.randrange(len(question))
    character = question[position]
    edited = rng.choice(("", character * 2, rng.choice(DIGITS + OPERATORS)))
    return question[:position] + edited + question[position + 1 :]


def _example(prompt: str, completion: str) -> Example:
    return Example(vocabulary.encode(prompt), [*vocabulary.encode(completion), vocabulary.EOS_ID])


def collate(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Ids [N, T], padded on the right, and targets [N, T]: -100 except on completions."""
    width = max(len(example.prompt) + len(example.completion) for example in examples)
    ids = torch.full((len(examples), width), vocabulary.PAD_ID)
    targets = torch.full((len(examples), width), -100)
    for row, example in enumerate(examples):
        whole = torch.tensor(example.prompt + example.completion)
        start, end = len(example.prompt), len(whole)
        ids[row, :end] = whole
        targets[row, start - 1 : end - 1] = whole[start:]
    return ids, targets
