"""Screening and pass@k of one policy, as the control plane does them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from statistics import fmean

import torch

from cairn_chains.learner import count_right, greedy_accuracy
from cairn_chains.model import Weights
from cairn_chains.problem_pool import Problem

SAMPLES = 32
SCREENING_SAMPLES = 128


@dataclass(frozen=True)
class Accuracy:
    """Greedy accuracy, pass@1 and pass@32 over the same problems, each in 0..1."""

    greedy: float
    pass_1: float
    pass_32: float


def screen(
    base: Weights, pool: Sequence[Problem], max_tokens: int, seed: int
) -> tuple[list[Problem], list[Problem]]:
    """Problems with none of 128 samples correct, split at random into train and test halves."""
    counts = count_right(
        base, pool, SCREENING_SAMPLES, max_tokens, torch.Generator().manual_seed(seed)
    )
    hard = [problem for problem, count in zip(pool, counts, strict=True) if count == 0]
    random.Random(seed).shuffle(hard)
    return hard[: len(hard) // 2], hard[len(hard) // 2 :]


def pass_at(k: int, right: int, samples: int) -> float:
    """The unbiased estimator of pass@k from `right` of `samples`."""
    return 1 - comb(samples - right, k) / comb(samples, k)


def evaluate(weights: Weights, problems: Sequence[Problem], max_tokens: int, seed: int) -> Accuracy:
    """Greedy, pass@1 and pass@32 from 32 samples per problem."""
    counts = count_right(
        weights, problems, SAMPLES, max_tokens, torch.Generator().manual_seed(seed)
    )
    return Accuracy(
        greedy=greedy_accuracy(weights, problems, max_tokens),
        pass_1=fmean(pass_at(1, count, SAMPLES) for count in counts),
        pass_32=fmean(pass_at(32, count, SAMPLES) for count in counts),
    )
