"""LoRA (arXiv 2106.09685) on every linear layer except the head: y = W x + (alpha/r) B A x.

The formula, the initialisation and the files are PEFT's, and a test compares them. The modules are
our own, because PEFT registers adapters inside the model and walks it at every switch. Here an
adapter is one flat fp32 buffer owned by its session, with views of it as leaves: a copy is one
clone; a norm, a clip or an AdamW step is one pass; a switch sets one attribute per layer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

Pair = tuple[Tensor, Tensor]  # A [r, in], B [out, r]


class LoraLinear(nn.Module):
    """A frozen linear layer with a slot for one adapter's A and B; an empty slot is the base."""

    def __init__(self, name: str, linear: nn.Linear) -> None:
        super().__init__()
        self.name = name
        self.linear = linear
        self.pair: Pair | None = None
        self.scale = 0.0

    def forward(self, x: Tensor) -> Tensor:
        if self.pair is None:
            return self._frozen(x)
        if x.dtype == torch.float32:
            # The order of use decides how x's gradients are summed; recorded results depend on it.
            y = self._frozen(x)
            return torch.add(y, self._delta(x, self.pair), alpha=self.scale)
        # A recomputed layer can stop before its frozen product only if that comes last.
        delta = self._delta(x, self.pair)
        return torch.add(self._frozen(x), delta, alpha=self.scale)

    def _frozen(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.linear.weight, self.linear.bias)

    @staticmethod
    def _delta(x: Tensor, pair: Pair) -> Tensor:
        """B A x in the dtype of x, as vLLM computes it.

        The adapter is cast and not x, so that layers with the same input keep one x for backward.
        """
        a, b = pair
        return functional.linear(functional.linear(x, a.to(x.dtype)), b.to(x.dtype))


@dataclass(frozen=True)
class LoraShape:
    """Rank, alpha and the adapted layers as (name, in, out), sorted by name."""

    rank: int
    alpha: int
    layers: tuple[tuple[str, int, int], ...]

    @property
    def parameters(self) -> int:
        return sum(self.rank * (i + o) for _, i, o in self.layers)

    @property
    def scale(self) -> float:
        return self.alpha / self.rank

    def split(self, flat: Tensor) -> list[tuple[str, Tensor]]:
        """Views of a flat buffer by PEFT's tensor names, in the buffer's order."""
        views, start = [], 0
        for name, inside, outside in self.layers:
            for letter, shape in (("A", (self.rank, inside)), ("B", (outside, self.rank))):
                size = shape[0] * shape[1]
                key = f"base_model.model.{name}.lora_{letter}.weight"
                views.append((key, flat[start : start + size].view(shape)))
                start += size
        return views


class Adapter:
    """One adapter's tensors; a trainable one has a gradient buffer behind its leaves."""

    def __init__(self, shape: LoraShape, flat: Tensor, *, trainable: bool) -> None:
        self.shape = shape
        self.flat = flat
        self.gradient = torch.zeros_like(flat) if trainable else None
        leaves = [view.detach() for _, view in shape.split(flat)]
        if self.gradient is not None:
            flat.grad = self.gradient
            for leaf, (_, gradient) in zip(leaves, shape.split(self.gradient), strict=True):
                leaf.requires_grad_()
                leaf.grad = gradient  # backward adds in place
        self.pairs: list[Pair] = list(zip(leaves[::2], leaves[1::2], strict=True))

    def named(self) -> dict[str, Tensor]:
        return dict(self.shape.split(self.flat))


def new_adapter(shape: LoraShape, seed: int) -> Tensor:
    """B = 0, A uniform in +-1/sqrt(in) (kaiming with a = sqrt(5), as PEFT draws it).

    Drawn on the CPU from its own generator in the order of the layers' names, so a seed gives the
    same adapter on every device, independent of all other random numbers.
    """
    generator = torch.Generator(device="cpu").manual_seed(seed)
    flat = torch.zeros(shape.parameters, dtype=torch.float32)
    for name, view in shape.split(flat):
        if name.endswith("lora_A.weight"):
            bound = 1.0 / math.sqrt(view.shape[1])
            view.uniform_(-bound, bound, generator=generator)
    return flat


def insert_slots(model: nn.Module, excluded: nn.Module | None) -> list[LoraLinear]:
    """Replaces every nn.Linear except the head by a slot; returns the slots sorted by name."""
    found = [
        (name, module)
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear) and module is not excluded
    ]
    slots = []
    for name, linear in sorted(found, key=lambda pair: pair[0]):
        parent_name, _, child = name.rpartition(".")
        slot = LoraLinear(name, linear)
        setattr(model.get_submodule(parent_name), child, slot)
        slots.append(slot)
    return slots


def switch(slots: Sequence[LoraLinear], adapter: Adapter | None) -> None:
    """Puts an adapter into the slots, or empties them."""
    if adapter is None:
        for slot in slots:
            slot.pair = None
        return
    for slot, pair in zip(slots, adapter.pairs, strict=True):
        slot.pair = pair
        slot.scale = adapter.shape.scale
