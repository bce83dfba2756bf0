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

    learning_rate: float = 2e-3
    questions_per_step: int = 8
    group_size: int = 16
    max_tokens: int = 26
    reward_scale: float = 1 / 120
    max_grad_norm: float = 1.0
    lora: Lora = field(default_factory=Lora)


def schedule(learning_rate: float, step: int, steps: int, warmup: int) -> float:
    """Linear warm-up, then cosine to zero at `steps`."""
    if step < warmup:
        return learning_rate * (step + 1) / warmup
    return learning_rate * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def optimizer_for(adapter: Adapter) -> torch.optim.AdamW:
    """AdamW over an adapter, without weight decay."""
    return torch.optim.AdamW(adapter.values(), betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)


def apply_step(
    optimizer: torch.optim.AdamW,
    adapter: Adapter,
    loss: Tensor,
    learning_rate: float,
    max_grad_norm: float,
) -> None:
    """One optimizer step with its gradient norm limited."""
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(adapter.values(), max_grad_norm)
    optimizer.param_groups[0]["lr"] = learning_rate
    optimizer.step()


def shuffled_epochs(problems: Sequence[Problem], rng: random.Random) -> Iterator[Problem]:
    """Endless epochs over the problems, each shuffled."""
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
    questions = shuffled_epochs(problems, rng)
    for step in range(steps):
        batch = [next(questions) for _ in range(settings.questions_per_step)]
        weights = adapted(base, adapter, settings.lora)
        prompts = [student_prompt(problem.question) for problem in batch]
        tokens = sample(weights, prompts, settings.group_size, settings.max_tokens, generator)
        rewards = _rewards(tokens, batch, settings)  # [P, G]
        mean_of_others = (rewards.sum(1, keepdim=True) - rewards) / (settings.group_size - 1)
        advantages = rewards - mean_of_others
        informative = (rewards != rewards[:, :1]).any(1)  # equal rewards have no gradient
        if not informative.any():
            continue
        kept = [prompt for prompt, keep in zip(prompts, informative, strict=True) if keep]
        rows = informative.repeat_interleave(settings.group_size)
        logp = log_probabilities(weights, kept, settings.group_size, tokens[rows])
        loss = -(advantages[informative].flatten() * logp).sum() / len(tokens)
        learning_rate = schedule(settings.learning_rate, step, steps, 0)
        apply_step(optimizer, adapter, loss, learning_rate, settings.max_grad_norm)
    return {name: tensor.detach() for name, tensor in adapter.items()}


def _rewards(tokens: Tensor, batch: Sequence[Problem], settings: StudentSettings) -> Tensor:
    texts = [decode(row) for row in tokens.tolist()]
    scored = [
        student_reward(text, batch[index // settings.group_size].answer)
        for index, text in enumerate(texts)
    ]
    return torch.tensor(scored).view(len(batch), settings.group_size) * settings.reward_scale


def greedy_accuracy(weights: Weights, problems: Sequence[Problem], max_tokens: int) -> float:
    """Share of the problems answered correctly at temperature 0."""
    prompts = [student_prompt(problem.question) for problem in problems]
    tokens = sample(weights, prompts, 1, max_tokens, None).tolist()
    pairs = zip(tokens, problems, strict=True)
    return sum(is_right(decode(row), problem.answer) for row, problem in pairs) / len(problems)


def count_right(
    weights: Weights,
    problems: Sequence[Problem],
    samples: int,
    max_tokens: int,
    generator: torch.Generator,
) -> list[int]:
    """How many of `samples` completions are correct, per problem."""
    counts: list[int] = []
    for start in range(0, len(problems), 16):
        part = problems[start : start + 16]
        prompts = [student_prompt(problem.question) for problem in part]
        tokens = sample(weights, prompts, samples, max_tokens, generator)
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
    learning_rate: float,
    settings: StudentSettings,
) -> None:
    """One teacher step over its completions [N, C] with advantages [N], in place."""
    weights = adapted(base, teacher, settings.lora)
    logp = log_probabilities(weights, [TEACHER], len(completions), completions)
    loss = -(advantages * logp).sum() / len(completions)
    apply_step(optimizer, teacher, loss, learning_rate, settings.max_grad_norm)
