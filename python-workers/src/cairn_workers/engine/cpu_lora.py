"""LoRA on vLLM's CPU build: one matrix product per adapter, not one copy of it per token.

vLLM's CPU kernels gather `weights[slot of each token]`, so every token gets its own copy of both
matrices, and slot -1 (no adapter) reads the last slot's. Here the rows of an adapter go through one
product with its matrices, and rows without adapter stay as they are.

vLLM's worker imports this by `--worker-extension-cls cairn_workers.engine.cpu_lora.GroupedLora`,
before it loads the model; the class itself adds nothing to the worker.
"""

from typing import Any

from torch import Tensor
from vllm.lora.punica_wrapper.punica_cpu import PunicaWrapperCPU
from vllm.platforms import current_platform

Groups = list[tuple[int, slice | Tensor]]  # an adapter's slot and its rows


class GroupedLora:
    """The worker extension."""


class GroupedPunicaWrapper(PunicaWrapperCPU):  # type: ignore[misc] # vLLM is not followed
    """vLLM's CPU wrapper with both products grouped by adapter."""

    groups: Groups

    def update_metadata(self, *args: Any, **kwargs: Any) -> None:
        super().update_metadata(*args, **kwargs)
        self.groups = group(self.token_lora_indices)

    def _apply_shrink(self, y: Tensor, x: Tensor, w_t_all: Tensor, scale: float) -> None:
        """y [T, >= r] = scale * x [T, in] A^T, A of `w_t_all` [slots, 1, r, in]."""
        y = y.view(-1, y.shape[-1])
        for slot, rows in self.groups:
            a = w_t_all[slot].flatten(0, -2).to(y.dtype)
            y[rows, : len(a)] = scale * (x[rows].to(y.dtype) @ a.T)

    def _apply_expand(
        self,
        y: Tensor,
        x: Tensor,
        w_t_all: Tensor,
        y_offset: int,
        y_slice_size: int,
        add_inputs: bool = True,
    ) -> None:
        """y [T, slice] += x [T, r] B^T, B of `w_t_all` [slots, 1, slice, r]."""
        part = y.view(-1, y.shape[-1])[:, y_offset : y_offset + y_slice_size]
        for slot, rows in self.groups:
            b = w_t_all[slot].flatten(0, -2).to(y.dtype)
            product = x[rows].to(y.dtype) @ b.T
            part[rows] = part[rows] + product if add_inputs else product


def group(slots_T: Tensor) -> Groups:
    """Each adapter's rows, as a slice where they lie together; slot -1 is in no group."""
    groups: Groups = []
    for slot in sorted(set(slots_T.tolist())):
        if slot >= 0:
            rows = (slots_T == slot).nonzero()[:, 0]
            first, last = int(rows[0]), int(rows[-1])
            together = last - first + 1 == len(rows)
            groups.append((slot, slice(first, last + 1) if together else rows))
    return groups


def wrapper_name(_cls: type) -> str:
    return f"{GroupedPunicaWrapper.__module__}.{GroupedPunicaWrapper.__qualname__}"


if current_platform.is_cpu():
    setattr(type(current_platform), "get_punica_wrapper", classmethod(wrapper_name))  # noqa: B010
