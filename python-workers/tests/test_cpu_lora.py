"""The grouped products are vLLM's own, but for rows without adapter, which vLLM spoils on CPU."""

import pytest
import torch
from torch import Tensor
from vllm.lora.layers import LoRAMapping
from vllm.lora.punica_wrapper.punica_cpu import PunicaWrapperCPU
from vllm.platforms import current_platform

from cairn_workers.engine import extension
from cairn_workers.engine.adapter_rows import (
    AdapterRows,
    OneAdapter,
    PaddedRows,
    SortedRows,
    arrange,
)
from cairn_workers.engine.cpu_lora import GroupedPunicaWrapper

SLOTS, RANK, INSIDE, SLICES = 4, 8, 16, (12, 5)
TOGETHER = [2, 2, 2, 1, 3, 3]
MIXED = [3, 1, 3, 2, 2, 1]
UNEVEN = [1, 3, 1, 1, 1, 1, 2, 1, 1]


def applied(
    kind: type[PunicaWrapperCPU], adapters: list[int], y: Tensor, *, prefill: bool
) -> Tensor:
    """y after LoRA of adapters 1, 2, 3 (0 for none) was added to it, token by token."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(len(adapters), INSIDE, generator=generator)
    a = tuple(torch.randn(SLOTS, 1, RANK, INSIDE, generator=generator).to(y) for _ in SLICES)
    b = tuple(torch.randn(SLOTS, 1, width, RANK, generator=generator).to(y) for width in SLICES)
    wrapper = kind(max_num_batched_tokens=64, max_batches=8, device="cpu")
    mapping = LoRAMapping(tuple(adapters), tuple(adapters), is_prefill=prefill)
    wrapper.update_metadata(mapping, [2, None, 1, 3], SLOTS, 100)
    y = y.clone()
    wrapper.add_lora_linear(y, x.to(y), a, b, 0.5, SLICES)
    return y


@pytest.mark.parametrize("prefill", [False, True])
@pytest.mark.parametrize("adapters", [TOGETHER, MIXED, UNEVEN, [1], [1] * 5])
def test_the_sums_are_vllms(adapters: list[int], prefill: bool) -> None:
    y = torch.randn(len(adapters), sum(SLICES), generator=torch.Generator().manual_seed(1))
    wanted = applied(PunicaWrapperCPU, adapters, y, prefill=prefill)
    found = applied(GroupedPunicaWrapper, adapters, y, prefill=prefill)
    assert not torch.allclose(found, y)
    assert torch.allclose(found, wanted, atol=1e-4)


@pytest.mark.parametrize(
    ("adapters", "arranged"),
    [
        ([1, 1, 1], OneAdapter),
        ([0, 0], OneAdapter),
        ([0, 1, 1], SortedRows),
        (UNEVEN, SortedRows),
        ([0, *UNEVEN], SortedRows),
        (MIXED, PaddedRows),
        ([1, 0, 0, 2, 0], PaddedRows),
        ([2, 0, 1, 2, 1, 3], PaddedRows),
    ],
)
def test_every_arrangement_leaves_rows_without_adapter_alone(
    adapters: list[int], arranged: type[AdapterRows]
) -> None:
    slots = torch.tensor(adapters) - 1
    assert type(arrange(slots)) is arranged
    y = torch.randn(len(adapters), sum(SLICES), generator=torch.Generator().manual_seed(1))
    found = applied(GroupedPunicaWrapper, adapters, y, prefill=False)
    wanted = applied(PunicaWrapperCPU, adapters, y, prefill=False)
    assert torch.equal(found[slots < 0], y[slots < 0])
    assert torch.allclose(found[slots >= 0], wanted[slots >= 0], atol=1e-4)


@pytest.mark.parametrize("adapters", [MIXED, UNEVEN, [1] * 5])
def test_bf16_is_computed_as_vllm_does(adapters: list[int]) -> None:
    y = torch.zeros(len(adapters), sum(SLICES), dtype=torch.bfloat16)
    wanted = applied(PunicaWrapperCPU, adapters, y, prefill=False)
    found = applied(GroupedPunicaWrapper, adapters, y, prefill=False)
    assert found.dtype == torch.bfloat16
    assert torch.allclose(found, wanted, rtol=0.02, atol=0.1)


def test_embedding_and_head_are_vllms_unless_no_adapter_has_matrices_for_them() -> None:
    generator = torch.Generator().manual_seed(2)
    y, x = torch.randn(3, 5, generator=generator), torch.randn(3, INSIDE, generator=generator)
    a = torch.randn(SLOTS, 1, RANK, INSIDE, generator=generator)
    b = torch.randn(SLOTS, 1, 5, RANK, generator=generator)
    inner = torch.randn(3, RANK, generator=generator)
    changed = {}
    for kind in (PunicaWrapperCPU, GroupedPunicaWrapper):
        wrapper = kind(max_num_batched_tokens=64, max_batches=8, device="cpu")
        wrapper.update_metadata(LoRAMapping((1, 3, 2), (1, 3, 2)), [2, None, 1, 3], SLOTS, 100)
        head, embedding = y.clone(), y.clone()
        wrapper.add_lora_logits(head, x, a, b, 0.5)
        wrapper.add_lora_embedding(embedding, inner, b)
        changed[kind] = torch.cat([head, embedding])
        wrapper.add_lora_logits(head := y.clone(), x, torch.zeros_like(a), b, 0.5)
        wrapper.add_lora_embedding(embedding := y.clone(), inner, torch.zeros_like(b))
        assert torch.equal(head, y)
        assert torch.equal(embedding, y)
    assert torch.equal(changed[PunicaWrapperCPU], changed[GroupedPunicaWrapper])
    assert not torch.allclose(changed[GroupedPunicaWrapper], torch.cat([y, y]))


def test_vllm_takes_ours_on_cpu() -> None:
    assert extension.CpuKernels
    assert current_platform.is_cpu()
    name = "cairn_workers.engine.cpu_lora.GroupedPunicaWrapper"
    assert current_platform.get_punica_wrapper() == name
