"""A Llama small enough to read, as functions over a dict of tensors named as in Hugging Face.

Left out: dropout, attention biases, grouped heads, half precision.
Shapes: N sequences, T new positions, P cached positions, V tokens, H hidden.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from cairn_chains.vocabulary import TOKENS

Weights = dict[str, Tensor]
Cache = list[tuple[Tensor, Tensor]]  # per layer: keys and values, each [N, heads, P, head]


@dataclass(frozen=True)
class Shape:
    """Sizes of the model; head size 32 is what vLLM's CPU kernels need."""

    vocabulary: int = len(TOKENS)
    hidden: int = 64
    layers: int = 3
    heads: int = 2
    mlp: int = 192
    rope_theta: float = 10000.0
    norm_eps: float = 1e-5
    max_length: int = 128

    @property
    def head(self) -> int:
        """Size of one attention head."""
        return self.hidden // self.heads


SHAPE = Shape()


def linear_names(shape: Shape = SHAPE) -> dict[str, tuple[int, int]]:
    """Every linear layer inside the blocks, with its (out, in) sizes: what LoRA adapts."""
    square, up, down = (
        (shape.hidden, shape.hidden),
        (shape.mlp, shape.hidden),
        (shape.hidden, shape.mlp),
    )
    parts = {f"self_attn.{name}_proj": square for name in "qkvo"}
    parts |= {"mlp.gate_proj": up, "mlp.up_proj": up, "mlp.down_proj": down}
    return {
        f"model.layers.{layer}.{part}": size
        for layer in range(shape.layers)
        for part, size in parts.items()
    }


def fresh(generator: torch.Generator, shape: Shape = SHAPE) -> Weights:
    """Random initial weights."""

    def normal(size: tuple[int, int], deviation: float) -> Tensor:
        return torch.randn(size, generator=generator) * deviation

    table = (shape.vocabulary, shape.hidden)
    weights = {"model.embed_tokens.weight": normal(table, 0.1)}
    residual = 1 / math.sqrt(2 * shape.layers)
    for name, size in linear_names(shape).items():
        scale = residual if name.endswith(("o_proj", "down_proj")) else 1.0
        weights[f"{name}.weight"] = normal(size, scale / math.sqrt(size[1]))
    for layer in range(shape.layers):
        for norm in ("input_layernorm", "post_attention_layernorm"):
            weights[f"model.layers.{layer}.{norm}.weight"] = torch.ones(shape.hidden)
    weights["model.norm.weight"] = torch.ones(shape.hidden)
    weights["lm_head.weight"] = normal(table, 1 / math.sqrt(shape.hidden))
    return weights


def forward(
    weights: Weights,
    ids: Tensor,
    valid: Tensor,
    cache: Cache | None = None,
    shape: Shape = SHAPE,
) -> tuple[Tensor, Cache]:
    """Logits [N, T, V] and the grown cache, for ids [N, T] and valid keys [N, P + T] (bool).

    Padding may be on the left: rotary positions are relative, so only the mask matters.
    """
    count, new = ids.shape
    past = valid.shape[1] - new
    causal = torch.ones(new, past + new, dtype=torch.bool).tril(past)
    itself = torch.eye(new, past + new, dtype=torch.bool).roll(past, 1)
    mask = (causal & valid[:, None, :]) | itself  # [N, T, P + T]; padding sees itself
    cosine, sine = _rotation(past, new, shape)
    x = weights["model.embed_tokens.weight"][ids]  # [N, T, H]
    grown: Cache = []
    for layer in range(shape.layers):
        prefix = f"model.layers.{layer}"
        h = _norm(x, weights[f"{prefix}.input_layernorm.weight"], shape)
        q, k, v = (
            F.linear(h, weights[f"{prefix}.self_attn.{name}_proj.weight"])
            .view(count, new, shape.heads, shape.head)
            .transpose(1, 2)
            for name in "qkv"
        )
        q, k = _rotate(q, cosine, sine), _rotate(k, cosine, sine)
        if cache is not None:
            k, v = torch.cat((cache[layer][0], k), 2), torch.cat((cache[layer][1], v), 2)
        grown.append((k, v))
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None])
        attended = attended.transpose(1, 2).reshape(count, new, shape.hidden)
        x = x + F.linear(attended, weights[f"{prefix}.self_attn.o_proj.weight"])
        h = _norm(x, weights[f"{prefix}.post_attention_layernorm.weight"], shape)
        gate = F.silu(F.linear(h, weights[f"{prefix}.mlp.gate_proj.weight"]))
        up = F.linear(h, weights[f"{prefix}.mlp.up_proj.weight"])
        x = x + F.linear(gate * up, weights[f"{prefix}.mlp.down_proj.weight"])
    x = _norm(x, weights["model.norm.weight"], shape)
    return F.linear(x, weights["lm_head.weight"]), grown


def _norm(x: Tensor, weight: Tensor, shape: Shape) -> Tensor:
    return F.rms_norm(x, (shape.hidden,), weight, shape.norm_eps)


def _rotation(past: int, new: int, shape: Shape) -> tuple[Tensor, Tensor]:
    powers = torch.arange(0, shape.head, 2, dtype=torch.float32) / shape.head
    positions = torch.arange(past, past + new, dtype=torch.float32)
    angles = torch.outer(positions, shape.rope_theta**-powers).repeat(1, 2)  # [T, head]
    return angles.cos(), angles.sin()


def _rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    first, second = x.chunk(2, -1)
    return x * cosine + torch.cat((-second, first), -1) * sine
