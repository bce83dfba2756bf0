"""Which rows of a batch belong to which adapter, arranged for few and large products."""

from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

PADDING_LIMIT = 1.5  # rows of a padded batch over rows; above it each adapter has a product


class AdapterRows(Protocol):
    """The rows of a batch by adapter."""

    @property
    def slots(self) -> tuple[int, ...]:
        """The adapters' slots in vLLM's stacked weights, ascending."""

    def take(self, x: Tensor) -> Tensor:
        """The adapters' rows of x [T, in], in this arrangement's order."""

    def multiply(self, x: Tensor, weights: Tensor) -> Tensor:
        """x W^T in the dtype of x, which is in this order; W of `weights` [slots, 1, out, in]."""

    def add(self, y: Tensor, delta: Tensor) -> None:
        """Adds `delta`, which is in this order, to the adapters' rows of y [T, out]."""


@dataclass(frozen=True)
class OneAdapter:
    """Every row has the same adapter, or (without slots) none has one."""

    slots: tuple[int, ...]

    def take(self, x: Tensor) -> Tensor:
        return x

    def multiply(self, x: Tensor, weights: Tensor) -> Tensor:
        return x @ _matrix(weights, self.slots[0], x.dtype).T

    def add(self, y: Tensor, delta: Tensor) -> None:
        y.add_(delta)


@dataclass(frozen=True)
class SortedRows:
    """One product per adapter.

    Attributes:
        order: row numbers, adapter by adapter.
        counts: number of rows of each adapter.
    """

    slots: tuple[int, ...]
    order: Tensor
    counts: tuple[int, ...]

    def take(self, x: Tensor) -> Tensor:
        return x.index_select(0, self.order)

    def multiply(self, x: Tensor, weights: Tensor) -> Tensor:
        parts = zip(self.slots, torch.split(x, list(self.counts)), strict=True)
        return torch.cat([part @ _matrix(weights, slot, x.dtype).T for slot, part in parts])

    def add(self, y: Tensor, delta: Tensor) -> None:
        y.index_add_(0, self.order, delta)


@dataclass(frozen=True)
class PaddedRows:
    """One batched product for all adapters; each has as many rows as the one with the most.

    Attributes:
        slots_G: the slots as a tensor.
        order: row numbers, adapter by adapter, [G * most]; row 0 is the padding.
        places: where each row is in `order`.
        rows: the numbers of the rows that have an adapter; None where all have one.
    """

    slots: tuple[int, ...]
    slots_G: Tensor
    order: Tensor
    places: Tensor
    rows: Tensor | None

    def take(self, x: Tensor) -> Tensor:
        return x.index_select(0, self.order).view(len(self.slots), -1, x.shape[-1])

    def multiply(self, x: Tensor, weights: Tensor) -> Tensor:
        used_G = weights[:, 0].index_select(0, self.slots_G).to(x.dtype)
        return torch.bmm(x, used_G.transpose(1, 2))

    def add(self, y: Tensor, delta: Tensor) -> None:
        delta = delta.view(-1, delta.shape[-1]).index_select(0, self.places)
        if self.rows is None:
            y.add_(delta)
        else:
            y.index_add_(0, self.rows, delta)


def arrange(slots_T: Tensor) -> AdapterRows:
    """Arranges a batch's rows by the adapters' slots; slot -1 is a row without adapter."""
    slots_G, counts_G = slots_T.unique(return_counts=True)  # type: ignore[no-untyped-call]
    if len(slots_G) and int(slots_G[0]) < 0:
        slots_G, counts_G = slots_G[1:], counts_G[1:]
    slots, counts = tuple(slots_G.tolist()), tuple(counts_G.tolist())
    if not slots or (len(slots) == 1 and counts[0] == len(slots_T)):
        return OneAdapter(slots)
    order = slots_T.argsort(stable=True)[len(slots_T) - sum(counts) :]
    if len(slots) * max(counts) > PADDING_LIMIT * sum(counts) or len(slots) == 1:
        return SortedRows(slots, order, counts)
    padded = torch.zeros(len(slots), max(counts), dtype=torch.long)
    filled = torch.arange(max(counts)) < counts_G[:, None]
    padded[filled] = order
    rows, ranks = order.sort()
    places = filled.flatten().nonzero()[:, 0][ranks]
    everywhere = len(rows) == len(slots_T)
    return PaddedRows(slots, slots_G, padded.flatten(), places, None if everywhere else rows)


def _matrix(weights: Tensor, slot: int, dtype: torch.dtype) -> Tensor:
    """One slot's matrix [out, in] of `weights` [slots, 1, out, in]."""
    return weights[slot].flatten(0, -2).to(dtype)
