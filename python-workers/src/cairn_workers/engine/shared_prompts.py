"""Prompts that several requests of one step have in common are computed once.

The n samples of a prompt reach vLLM's model as n requests, each with the whole prompt. Its prefix
cache shares blocks of at least 32 tokens on CPU, and is off where repeated runs must be equal. Here
the first such request is computed; the others take its keys, values and last hidden state. All of
them have their own blocks, so nothing is shared after this step.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from vllm.forward_context import ForwardContext, get_forward_context
from vllm.v1.attention.backend import CommonAttentionMetadata
from vllm.v1.attention.backends.cpu_attn import CPUAttentionBackendImpl, CPUAttentionMetadata
from vllm.v1.worker.cpu_model_runner import CPUModelRunner

Ints = npt.NDArray[np.int64]

SHARE = 0.25  # of a step's tokens; with fewer to save, a step is left as it is
SOURCE = "cairn_source"  # our entry in vLLM's forward context

_vllm_forward = CPUModelRunner._model_forward
_vllm_cache_update = CPUAttentionBackendImpl.do_kv_cache_update


@dataclass(frozen=True)
class Sharing:
    """Which requests of a step are computed.

    Attributes:
        counts_R: tokens of each request that are computed, 0 where another's are taken.
        tokens: numbers of the tokens that are computed.
        source_T: for every token of the step, where in `tokens` the equal one is.
    """

    counts_R: Ints
    tokens: Ints
    source_T: Ints


def find_sharing(ids_T: Ints, starts: Ints, fresh_R: Ints, adapters_R: Ints) -> Sharing | None:
    """Finds the requests whose tokens of this step another one has as well.

    Args:
        ids_T: the step's tokens, request by request.
        starts: where each request's tokens start, and where the last one's end, [R + 1].
        fresh_R: whether a request has no token from an earlier step.
        adapters_R: each request's adapter.

    Returns:
        None where less than `SHARE` of the tokens would be saved.
    """
    counts_R = np.diff(starts)
    first_R = np.arange(len(counts_R))
    seen: dict[tuple[int, bytes], int] = {}
    for r in np.flatnonzero((fresh_R != 0) & (counts_R > 1)).tolist():
        key = (int(adapters_R[r]), ids_T[starts[r] : starts[r + 1]].tobytes())
        first_R[r] = seen.setdefault(key, r)
    kept_R = first_R == np.arange(len(counts_R))
    kept_counts_R = counts_R * kept_R
    if len(ids_T) - kept_counts_R.sum() < SHARE * len(ids_T):
        return None
    tokens = np.flatnonzero(kept_R.repeat(counts_R))
    new_starts_R = kept_counts_R.cumsum() - kept_counts_R
    offsets_T = np.arange(len(ids_T)) - starts[:-1].repeat(counts_R)
    return Sharing(kept_counts_R, tokens, new_starts_R[first_R].repeat(counts_R) + offsets_T)


def model_forward(
    self: CPUModelRunner,
    input_ids: Tensor | None = None,
    positions: Tensor | None = None,
    intermediate_tensors: Any = None,
    inputs_embeds: Tensor | None = None,
    **kwargs: Any,
) -> Any:
    """The hidden states [T, H] of a step's tokens; replaces the runner's method."""
    context = get_forward_context()
    usual = intermediate_tensors is None and inputs_embeds is None and not kwargs
    if usual and input_ids is not None and positions is not None and positions.dim() == 1:
        sharing = _sharing(self, context, input_ids)
        if sharing is not None:
            return _forward_once(self, context, input_ids, positions, sharing)
    return _vllm_forward(self, input_ids, positions, intermediate_tensors, inputs_embeds, **kwargs)


def do_kv_cache_update(
    self: CPUAttentionBackendImpl,
    layer: torch.nn.Module,
    key: Tensor,
    value: Tensor,
    kv_cache: Tensor,
    slot_mapping: Tensor,
) -> None:
    """Writes the keys and values of all tokens [T, heads, D]; replaces the backend's method."""
    source_T = get_forward_context().additional_kwargs.get(SOURCE)
    if source_T is not None:
        key, value = key.index_select(0, source_T), value.index_select(0, source_T)
    _vllm_cache_update(self, layer, key, value, kv_cache, slot_mapping)


def _forward_once(
    runner: CPUModelRunner,
    context: ForwardContext,
    input_ids: Tensor,
    positions: Tensor,
    sharing: Sharing,
) -> Tensor:
    """The hidden states [T, H] of all tokens, of which only some are computed."""
    source_T, tokens = torch.from_numpy(sharing.source_T), torch.from_numpy(sharing.tokens)
    metadata = next(iter(context.attn_metadata.values()))
    computed = _metadata_of_computed(runner, metadata, sharing)
    context.attn_metadata = dict.fromkeys(context.attn_metadata, computed)
    context.additional_kwargs[SOURCE] = source_T
    # The adapters of all requests stay those of the rows that are sampled from.
    runner.set_active_loras(runner.input_batch, sharing.counts_R)
    hidden_TH: Tensor = _vllm_forward(runner, input_ids[tokens], positions[tokens], None, None)
    return hidden_TH.index_select(0, source_T)


def _sharing(runner: CPUModelRunner, context: ForwardContext, input_ids: Tensor) -> Sharing | None:
    """What can be shared in this step, for a model with one kind of attention layer."""
    if sum(map(len, runner.attn_groups)) != 1 or not isinstance(context.attn_metadata, dict):
        return None
    metadata = next(iter(context.attn_metadata.values()))
    if not isinstance(metadata, CPUAttentionMetadata) or metadata.max_query_len == 1:
        return None
    if metadata.num_actual_tokens != len(input_ids):
        return None
    starts = metadata.query_start_loc.numpy().astype(np.int64)
    fresh_R = metadata.seq_lens.numpy() == np.diff(starts)
    adapters_R = runner.input_batch.request_lora_mapping[: len(fresh_R)]
    return find_sharing(input_ids.numpy(), starts, fresh_R, adapters_R)


def _metadata_of_computed(
    runner: CPUModelRunner, metadata: CPUAttentionMetadata, sharing: Sharing
) -> CPUAttentionMetadata:
    """The attention metadata of a step that has only the requests that are computed."""
    counts_R = torch.from_numpy(sharing.counts_R)
    kept_R = counts_R > 0
    starts = torch.zeros(int(kept_R.sum()) + 1, dtype=metadata.query_start_loc.dtype)
    starts[1:] = counts_R[kept_R].cumsum(0)
    seq_lens = metadata.seq_lens[kept_R]
    builder = runner.attn_groups[0][0].get_metadata_builder()
    return builder.build(
        0,
        CommonAttentionMetadata(
            query_start_loc=starts,
            query_start_loc_cpu=starts,
            seq_lens=seq_lens,
            num_reqs=len(seq_lens),
            num_actual_tokens=len(sharing.tokens),
            max_query_len=int(counts_R.max()),
            max_seq_len=int(seq_lens.max()),
            block_table_tensor=metadata.block_table[kept_R],
            slot_mapping=metadata.slot_mapping,
            causal=metadata.causal,
        ),
    )
