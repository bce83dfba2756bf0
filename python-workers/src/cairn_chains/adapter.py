"""LoRA on every linear layer, as one dict of tensors per policy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from cairn_chains.model import Weights, linear_names

Adapter = dict[str, Tensor]


@dataclass(frozen=True)
class Lora:
    """Rank and alpha; the update is scaled by alpha / rank."""

    rank: int = 8
    alpha: float = 16.0


def fresh_adapter(lora: Lora, generator: torch.Generator) -> Adapter:
    """Version 0: B = 0, A drawn as peft draws it (uniform within 1/sqrt(in))."""
    adapter: Adapter = {}
    for name, (outputs, inputs) in linear_names().items():
        bound = 1 / math.sqrt(inputs)
        drawn = torch.rand(lora.rank, inputs, generator=generator)
        adapter[f"{name}.A"] = (drawn * 2 - 1) * bound
        adapter[f"{name}.B"] = torch.zeros(outputs, lora.rank)
    return adapter


def copy_adapter(adapter: Adapter) -> Adapter:
    """Copies of the tensors that an optimizer can update."""
    return {name: tensor.detach().clone().requires_grad_() for name, tensor in adapter.items()}


def adapted(base: Weights, adapter: Adapter, lora: Lora) -> Weights:
    """The base's weights with the adapter added; gradients flow to the adapter."""
    weights = dict(base)
    for name in linear_names():
        update = adapter[f"{name}.B"] @ adapter[f"{name}.A"]  # [out, in]
        weights[f"{name}.weight"] = base[f"{name}.weight"] + lora.alpha / lora.rank * update
    return weights
