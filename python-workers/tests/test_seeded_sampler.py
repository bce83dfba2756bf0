"""Tokens of requests with seeds are those of vLLM's own sampler."""

import gc
import weakref

import pytest
import torch
from torch import Generator, Tensor
from vllm.v1.sample.ops.topk_topp_sampler import TopKTopPSampler

from cairn_workers.engine import seeded_sampler
from cairn_workers.engine.seeded_sampler import BLOCK, SEED_LIMIT, next_seed

ROWS, VOCABULARY = 5, 11


def generators(number: int) -> dict[int, Generator]:
    return {row: Generator().manual_seed(40 + row) for row in range(number)}


def test_seeds_are_those_that_are_drawn_one_by_one() -> None:
    ours, alone = Generator().manual_seed(3), Generator().manual_seed(3)
    wanted = [
        torch.randint(0, SEED_LIMIT, (1,), generator=alone).item() for _ in range(2 * BLOCK + 1)
    ]
    assert [next_seed(ours) for _ in wanted] == wanted


def test_a_generator_that_nobody_uses_is_forgotten() -> None:
    generator = Generator().manual_seed(3)
    next_seed(generator)
    gone = weakref.ref(generator)
    del generator
    gc.collect()
    assert gone() is None


def draw(sampler: TopKTopPSampler, forward: object, seeded: int) -> list[tuple[Tensor, Tensor]]:
    """Three tokens for each row, of which the first `seeded` have generators."""
    torch.manual_seed(0)
    noise = Generator().manual_seed(9)
    held = generators(seeded)
    k, p = torch.tensor([VOCABULARY, 3, 1, 2, 5]), torch.tensor([1.0, 0.9, 1.0, 0.5, 0.8])
    drawn = []
    for _ in range(3):
        logits = torch.randn(ROWS, VOCABULARY, generator=noise)
        drawn.append(forward(sampler, logits, held, k, p))  # type: ignore[operator]
    return drawn


@pytest.mark.parametrize("seeded", [ROWS, ROWS - 1, 0])
@pytest.mark.parametrize("mode", ["processed_logprobs", "processed_logits", "raw_logprobs"])
def test_tokens_and_logprobs_are_vllms(seeded: int, mode: str) -> None:
    sampler = TopKTopPSampler(mode)
    vllms = draw(sampler, seeded_sampler._vllm_forward, seeded)
    ours = draw(sampler, seeded_sampler.forward_cpu, seeded)
    for (their_tokens, their_logprobs), (our_tokens, our_logprobs) in zip(vllms, ours, strict=True):
        assert torch.equal(our_tokens, their_tokens)
        if their_logprobs is None:
            assert our_logprobs is None
        else:
            assert torch.equal(our_logprobs, their_logprobs)
