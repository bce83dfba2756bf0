"""RLOO on one adapter: the inner loop of a student, and the teacher's single step."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from cairn_chains.adapter import Adapter, Lora, adapted, copy_adapter
from cairn_chains.model import Weights
from cairn_chains.problem_pool import Problem
from cairn_chains.reward import is_right, student_reward
from cairn_chains.sampling import log_probabilities, sample
from cairn_chains.vocabulary import TEACHER, decode, student_prompt


@dataclass(frozen=True)
class StudentSettings:
    """The inner loop; rewards are multiplied by `reward_scale`."""

    rate: float = 2e-3
    batch: int = 8
    group: int = 16
    limit: int = 26
    reward_scale: float = 1 / 120
    clip: float = 1.0
    lora: Lora = field(default_factory=Lora)


def schedule(rate: float, step: int, steps: int, warmup: int) -> float:
    """Linear warm-up, then cosine to zero at `steps`."""
    if step < warmup:
        return rate * (step + 1) / warmup
    return rate * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def optimizer_for(adapter: Adapter) -> torch.optim.AdamW:
    """AdamW over an adapter, without weight decay."""
    return torch.optim.AdamW(adapter.values(), betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)


def apply_step(
    optimizer: torch.optim.AdamW, adapter: Adapter, loss: Tensor, rate: float, clip: float
) -> None:
    """One clipped optimizer step at the given rate."""
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(adapter.values(), clip)
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()


def shuffled_passes(problems: Sequence[Problem], rng: random.Random) -> Iterator[Problem]:
    """Endless passes over the problems, shuffled afresh each time."""
    while True:
        yield from rng.sample(problems, len(problems))


def train_student(
    base: Weights,
    start: Adapter,
    problems: Sequence[Problem],
    steps: int,
    settings: StudentSettings,
    seed: str,
) -> Adapter:
    """The adapter after `steps` RLOO steps on the problems, from a copy of `start`."""
    rng = random.Random(seed)
    generator = torch.Generator().manual_seed(rng.getrandbits(62))
    adapter = copy_adapter(start)
    optimizer = optimizer_for(adapter)
    questions = shuffled_passes(problems, rng)
    for step in range(steps):
        batch = [next(questions) for _ in range(settings.batch)]
        weights = adapted(base, adapter, settings.lora)
        prompts = [student_prompt(problem.question) for problem in batch]
        tokens = sample(weights, prompts, settings.group, settings.limit, generator)
        rewards = _rewards(tokens, batch, settings)  # [P, G]
        mean_of_others = (rewards.sum(1, keepdim=True) - rewards) / (settings.group - 1)
        advantages = rewards - mean_of_others
        telling = (rewards != rewards[:, :1]).any(1)  # a group of equal rewards has no gradient
        if not telling.any():
            continue
        kept = [prompt for prompt, counts in zip(prompts, telling, strict=True) if counts]
        rows = telling.repeat_interleave(settings.group)
        logp = log_probabilities(weights, kept, settings.group, tokens[rows])
        loss = -(advantages[telling].flatten() * logp).sum() / len(tokens)
        rate = schedule(settings.rate, step, steps, 0)
        apply_step(optimizer, adapter, loss, rate, settings.clip)
    return {name: tensor.detach() for name, tensor in adapter.items()}


def _rewards(tokens: Tensor, batch: Sequence[Problem], settings: StudentSettings) -> Tensor:
    texts = [decode(row) for row in tokens.tolist()]
    scored = [
        student_reward(text, batch[index // settings.group].answer)
        for index, text in enumerate(texts)
    ]
    return torch.tensor(scored).view(len(batch), settings.group) * settings.reward_scale


def greedy_accuracy(weights: Weights, problems: Sequence[Problem], limit: int) -> float:
    """Share of the problems answered rightly at temperature 0."""
    prompts = [student_prompt(problem.question) for problem in problems]
    tokens = sample(weights, prompts, 1, limit, None).tolist()
    pairs = zip(tokens, problems, strict=True)
    return sum(is_right(decode(row), problem.answer) for row, problem in pairs) / len(problems)


def count_right(
    weights: Weights,
    problems: Sequence[Problem],
    samples: int,
    limit: int,
    generator: torch.Generator,
) -> list[int]:
    """How many of `samples` completions are right, per problem."""
    counts: list[int] = []
    for start in range(0, len(problems), 16):
        part = problems[start : start + 16]
        prompts = [student_prompt(problem.question) for problem in part]
        tokens = sample(weights, prompts, samples, limit, generator)
        right = [
            is_right(decode(row), part[index // samples].answer)
            for index, row in enumerate(tokens.tolist())
        ]
        counts += [sum(right[i : i + samples]) for i in range(0, len(right), samples)]
    return counts


def teach(
    base: Weights,
    teacher: Adapter,
    optimizer: torch.optim.AdamW,
    completions: Tensor,
    advantages: Tensor,
    rate: float,
    settings: StudentSettings,
) -> None:
    """One teacher step over its completions [N, C] with advantages [N], in place."""
    weights = adapted(base, teacher, settings.lora)
    logp = log_probabilities(weights, [TEACHER], len(completions), completions)
    loss = -(advantages * logp).sum() / len(completions)
    apply_step(optimizer, teacher, loss, rate, settings.clip)
