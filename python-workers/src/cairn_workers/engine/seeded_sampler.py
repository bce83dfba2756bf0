"""vLLM's CPU sampler, which asks every request's generator for a seed with every token.

Here each generator is asked for many seeds at once. They are the same numbers in the same order, so
the sampled tokens are too.
"""

from weakref import WeakKeyDictionary

import torch
from torch import Generator, Tensor
from vllm.v1.sample.ops.topk_topp_sampler import TopKTopPSampler, apply_top_k_top_p

BLOCK = 64  # seeds that are drawn at once
SEED_LIMIT = 2**31  # as in vLLM's sampler

_vllm_forward = TopKTopPSampler.forward_cpu
_drawn: WeakKeyDictionary[Generator, list[int]] = WeakKeyDictionary()


def next_seed(generator: Generator) -> int:
    """The seed that vLLM would draw next from a generator that nothing else draws from."""
    seeds = _drawn.get(generator)
    if not seeds:
        seeds = torch.randint(0, SEED_LIMIT, (BLOCK,), generator=generator).tolist()[::-1]
        _drawn[generator] = seeds
    return seeds.pop()


def forward_cpu(
    self: TopKTopPSampler,
    logits: Tensor,
    generators: dict[int, Generator],
    k: Tensor | None,
    p: Tensor | None,
) -> tuple[Tensor, Tensor | None]:
    """Samples a token for each row of logits [B, V], where each has a seed; else vLLM does.

    Returns:
        The tokens [B] and the log-probabilities [B, V] that they were sampled from.
    """
    ours = self.logprobs_mode == "processed_logprobs" and not self.use_fp64_gumbel
    if not ours or len(generators) < len(logits):
        return _vllm_forward(self, logits, generators, k, p)  # type: ignore[no-any-return]
    logits = apply_top_k_top_p(logits, k, p)
    seeds = torch.tensor([next_seed(generators[row]) for row in range(len(logits))])
    tokens = torch.ops._C.fused_gumbel_argmax(logits.to(torch.float32), seeds)
    return tokens, logits.log_softmax(dim=-1, dtype=torch.float32)
