"""Batched sampling with a key-value cache, and the log-probabilities of what was sampled.

Shapes: P prompts of width W (padded on the left), G completions each, N = P * G, C new tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from cairn_chains.model import Cache, Weights, forward
from cairn_chains.vocabulary import EOS_ID, PAD_ID, encode


def pad_prompts(prompts: Sequence[str]) -> Tensor:
    """Ids [P, W] of the prompts, padded on the left."""
    encoded = [encode(prompt) for prompt in prompts]
    width = max(map(len, encoded))
    return torch.tensor([[PAD_ID] * (width - len(ids)) + ids for ids in encoded])


@torch.no_grad()
def sample(
    weights: Weights,
    prompts: Sequence[str],
    group_size: int,
    max_tokens: int,
    generator: torch.Generator | None,
) -> Tensor:
    """Completions [N, C], prompt by prompt, pad after eos; greedy without a generator."""
    logits, cache, valid = _prefill(weights, pad_prompts(prompts), group_size)
    logits = logits[:, -1]  # [N, V]
    finished = torch.zeros(len(logits), dtype=torch.bool)
    tokens: list[Tensor] = []
    for position in range(max_tokens):
        if generator is None:
            drawn = logits.argmax(-1)
        else:
            drawn = torch.multinomial(logits.softmax(-1), 1, generator=generator)[:, 0]
        drawn = torch.where(finished, PAD_ID, drawn)
        tokens.append(drawn)
        finished = finished | (drawn == EOS_ID)
        if position + 1 == max_tokens or bool(finished.all()):
            break
        valid = torch.cat((valid, torch.ones(len(valid), 1, dtype=torch.bool)), 1)
        step_logits, cache = forward(weights, drawn[:, None], valid, cache)
        logits = step_logits[:, 0]
    return torch.stack(tokens, 1)


def log_probabilities(
    weights: Weights, prompts: Sequence[str], group_size: int, completions: Tensor
) -> Tensor:
    """Sum of token log-probabilities [N] of completions [N, C], eos counted, pad not."""
    first, cache, valid = _prefill(weights, pad_prompts(prompts), group_size)
    counted = completions != PAD_ID  # [N, C]
    valid = torch.cat((valid, counted[:, :-1]), 1)
    rest, _ = forward(weights, completions[:, :-1], valid, cache)
    logits = torch.cat((first[:, -1:], rest), 1)  # [N, C, V]
    chosen = logits.log_softmax(-1).gather(2, completions[:, :, None])[:, :, 0]
    return (chosen * counted).sum(1)


def _prefill(weights: Weights, ids: Tensor, group_size: int) -> tuple[Tensor, Cache, Tensor]:
    """Each prompt once, then repeated for its group: logits [N, W, V], cache, valid [N, W]."""
    valid = ids != PAD_ID
    logits, cache = forward(weights, ids, valid)
    repeated = [
        (k.repeat_interleave(group_size, 0), v.repeat_interleave(group_size, 0)) for k, v in cache
    ]
    return (
        logits[:, -1:].repeat_interleave(group_size, 0),
        repeated,
        valid.repeat_interleave(group_size, 0),
    )
