"""The grouped products are vLLM's own, but for rows without adapter, which vLLM spoils on CPU."""

import pytest
import torch
from torch import Tensor
from vllm.lora.layers import LoRAMapping
from vllm.lora.punica_wrapper.punica_cpu import PunicaWrapperCPU
from vllm.platforms import current_platform

from cairn_workers.engine.cpu_lora import GroupedPunicaWrapper

SLOTS, RANK, INSIDE, SLICES = 4, 8, 16, (12, 5)
TOGETHER = [2, 2, 2, 1, 3, 3]
MIXED = [3, 1, 3, 2, 2, 1]


def applied(
    kind: type[PunicaWrapperCPU], adapters: list[int], y: Tensor, *, prefill: bool
) -> Tensor:
    """y after LoRA of adapters 1, 2, 3 (0 for none) was added to it, token by token."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(len(adapters), INSIDE, generator=generator)
    a = tuple(torch.randn(SLOTS, 1, RANK, INSIDE, generator=generator) for _ in SLICES)
    b = tuple(torch.randn(SLOTS, 1, width, RANK, generator=generator) for width in SLICES)
    wrapper = kind(max_num_batched_tokens=64, max_batches=8, device="cpu")
    mapping = LoRAMapping(tuple(adapters), tuple(adapters), is_prefill=prefill)
    wrapper.update_metadata(mapping, [2, None, 1, 3], SLOTS, 100)
    y = y.clone()
    wrapper.add_lora_linear(y, x, a, b, 0.5, SLICES)
    return y


@pytest.mark.parametrize("prefill", [False, True])
@pytest.mark.parametrize("adapters", [TOGETHER, MIXED, [1], [1] * 5])
def test_the_sums_are_vllms(adapters: list[int], prefill: bool) -> None:
    y = torch.randn(len(adapters), sum(SLICES), generator=torch.Generator().manual_seed(1))
    wanted = applied(PunicaWrapperCPU, adapters, y, prefill=prefill)
    found = applied(GroupedPunicaWrapper, adapters, y, prefill=prefill)
    assert not torch.allclose(found, y)
    assert torch.allclose(found, wanted, atol=1e-4)


def test_rows_without_adapter_are_left_alone() -> None:
    adapters = [1, 0, 0, 2, 0]
    y = torch.randn(5, sum(SLICES), generator=torch.Generator().manual_seed(1))
    found = applied(GroupedPunicaWrapper, adapters, y, prefill=False)
    assert torch.equal(found[[1, 2, 4]], y[[1, 2, 4]])
    wanted = applied(PunicaWrapperCPU, adapters, y, prefill=False)
    assert torch.allclose(found[[0, 3]], wanted[[0, 3]], atol=1e-4)


def test_vllm_takes_ours_on_cpu() -> None:
    assert current_platform.is_cpu()
    name = "cairn_workers.engine.cpu_lora.GroupedPunicaWrapper"
    assert current_platform.get_punica_wrapper() == name
