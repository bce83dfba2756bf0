"""LoRA on vLLM's CPU build: one matrix product per adapter, not one copy of it per token.

vLLM's CPU kernels gather `weights[slot of each token]`, so every token gets its own copy of both
matrices, and slot -1 (no adapter) reads the last slot's. Here the rows of an adapter go through one
product with its matrices, and rows without adapter stay as they are.
"""

from typing import Any

import torch
from torch import Tensor
from vllm.lora.punica_wrapper.punica_cpu import PunicaWrapperCPU

from cairn_workers.engine.adapter_rows import AdapterRows, arrange


class GroupedPunicaWrapper(PunicaWrapperCPU):  # type: ignore[misc] # vLLM is not followed
    """vLLM's CPU wrapper with both products grouped by adapter."""

    rows: AdapterRows

    def update_metadata(self, *args: Any, **kwargs: Any) -> None:
        super().update_metadata(*args, **kwargs)
        self.rows = arrange(self.token_lora_indices)

    def add_lora_linear(
        self,
        y: Tensor,
        x: Tensor,
        lora_a_stacked: tuple[Tensor, ...],
        lora_b_stacked: tuple[Tensor, ...],
        scale: float,
        output_slices: tuple[int, ...],
        **_: Any,
    ) -> None:
        """y [T, sum of the slices] += scale * x [T, in] A^T B^T, slice by slice.

        Args:
            lora_a_stacked: each slice's A of all slots, [slots, 1, r, in].
            lora_b_stacked: each slice's B of all slots, [slots, 1, slice, r].
        """
        if not self.rows.slots:
            return
        y = y.view(-1, y.shape[-1])
        # As vLLM does, x A^T is fp32 and its product with B has the dtype of y.
        x = self.rows.take(x.view(-1, x.shape[-1]).to(torch.float32))
        start = 0
        for a, b, width in zip(lora_a_stacked, lora_b_stacked, output_slices, strict=True):
            inner = scale * self.rows.multiply(x, a)
            delta = self.rows.multiply(inner.to(y.dtype), b)
            self.rows.add(y[:, start : start + width], delta)
            start += width

    def add_lora_embedding(
        self, y: Tensor, x: Tensor, lora_b_stacked: Tensor, *args: Any, **kwargs: Any
    ) -> None:
        """As vLLM does, unless no loaded adapter has a matrix for the embedding."""
        if lora_b_stacked.any():
            super().add_lora_embedding(y, x, lora_b_stacked, *args, **kwargs)

    def add_lora_logits(
        self, y: Tensor, x: Tensor, lora_a_stacked: Tensor, *args: Any, **kwargs: Any
    ) -> None:
        """As vLLM does, unless no loaded adapter has a matrix for the head."""
        if lora_a_stacked.any():
            super().add_lora_logits(y, x, lora_a_stacked, *args, **kwargs)
