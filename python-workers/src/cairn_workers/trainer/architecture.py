"""Which models can be trained, decided from the configuration before any weight is loaded."""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch
from torch import nn
from torch.nn.modules.conv import _ConvNd

from cairn_workers.errors import WorkerError
from cairn_workers.trainer.lora import LoraLinear

UNLIMITED = sys.maxsize
_NAMED = 3  # weights outside linear layers that an error names


def refuse_unsupported(path: str, config: Any) -> None:
    """Refuses models of several parts, and those with weights that LoRA would leave out."""
    from transformers import AutoModelForCausalLM

    if not isinstance(getattr(config, "num_hidden_layers", None), int):
        parts = [name for name in ("text_config", "vision_config", "audio_config", "decoder")
                 if getattr(config, name, None) is not None]  # fmt: skip
        made_of = f" (it has {', '.join(parts)})" if parts else ""
        raise WorkerError(
            "user",
            f"'{path}': {type(config).__name__} has no 'num_hidden_layers'{made_of}; the trainer "
            "accepts text-only models, so use that of this family",
        )
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(config)
    left_out = _weights_left_out(model)
    if left_out:
        shown = ", ".join(f"'{name}'" for name in left_out[:_NAMED])
        more = f" and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
        raise WorkerError(
            "user",
            f"'{path}': {type(model).__name__} keeps weights outside linear layers: {shown}{more}. "
            "Adapters would leave them untrained (the experts of a mixture of experts are such "
            "weights); use a dense model, such as Llama or Qwen3",
        )


def _weights_left_out(model: nn.Module) -> list[str]:
    """Matrices that are neither a linear layer's, nor an embedding's, nor a convolution's."""
    return [
        f"{module_name}.{name}"
        for module_name, module in model.named_modules()
        if not isinstance(module, nn.Linear | nn.Embedding | _ConvNd)
        for name, parameter in module.named_parameters(recurse=False)
        if parameter.dim() > 1
    ]


def shared_length(config: Any) -> int:
    """The longest sequence, in tokens, whose prompt may be computed apart from its completion.

    `PrefixSharedLayout` replaces the model's attention mask, so no window may be shorter than the
    sequence.
    """
    window = getattr(config, "sliding_window", None)
    if not getattr(config, "use_sliding_window", True):
        window = None
    types = set(getattr(config, "layer_types", None) or ())
    if not types:
        return UNLIMITED if window is None else int(window)
    lengths = {
        "full_attention": UNLIMITED,
        "sliding_attention": int(getattr(config, "sliding_window", None) or 0),
        "chunked_attention": int(getattr(config, "attention_chunk_size", None) or 0),
    }
    return min(lengths.get(kind, 0) for kind in types)


def decoder_layers(decoder: nn.Module, number: int) -> list[nn.Module]:
    """The model's stack of layers; empty if there is none of that length."""
    stacks = (m for m in decoder.modules() if isinstance(m, nn.ModuleList) and len(m) == number)
    return list(next(stacks, ()))


def adapted(slots: Sequence[LoraLinear]) -> dict[str, int]:
    """How many layers of each name have a slot, `{"q_proj": 28, ...}`."""
    return dict(sorted(Counter(slot.name.rpartition(".")[2] for slot in slots).items()))
