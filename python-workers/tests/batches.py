"""Batches of random tokens for the trainer, by how their lengths lie."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]
VOCABULARY = 29
KINDS = ("equal lengths", "mixed lengths", "shared prompts")


def batch_of(kind: str, *, cut: bool, seed: int = 0) -> Arrays:
    """Six sequences; equal lengths need no padding.

    Args:
        cut: three of them, short and long, were cut off at the limit and stay out of the loss.
    """
    rng = np.random.default_rng(seed)
    prompts = {
        "equal lengths": [4] * 6,
        "mixed lengths": [6, 2, 3, 6, 5, 2],
        "shared prompts": [7, 4, 7, 4, 7, 4],
    }[kind]
    completions = [6] * 6 if kind == "equal lengths" else [8, 1, 5, 3, 2, 7]
    in_loss = [0, 0, 1, 1, 0, 1] if cut else [1] * 6
    arrays = random_batch(rng, prompts, completions, rng.normal(size=6), in_loss)
    if kind == "shared prompts":
        asked = [rng.integers(0, VOCABULARY, length) for length in (7, 4)]
        arrays["prompt_ids"] = np.concatenate([asked[i % 2] for i in range(6)]).astype(np.int32)
    return arrays


def random_batch(
    rng: np.random.Generator,
    prompts: Sequence[int],
    completions: Sequence[int],
    advantages: Sequence[float],
    in_loss: Sequence[int],
) -> Arrays:
    """Random tokens and sampler's log-probabilities for the given lengths."""
    tokens = sum(completions)
    return {
        "prompt_ids": rng.integers(0, VOCABULARY, sum(prompts)).astype(np.int32),
        "prompt_lengths": np.array(prompts, np.int32),
        "completion_ids": rng.integers(0, VOCABULARY, tokens).astype(np.int32),
        "completion_lengths": np.array(completions, np.int32),
        "sampler_logprobs": rng.uniform(-7, -2, tokens).astype(np.float32),
        "advantages": np.array(advantages, np.float64),
        "in_loss": np.array(in_loss, np.int32),
    }
