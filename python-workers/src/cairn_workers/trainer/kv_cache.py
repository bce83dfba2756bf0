"""Keys and values of shared prompts, as a cache of transformers.

A layer's forward may run a second time in backward (`gradient_checkpointing`), so a second update
changes nothing and returns the same tensors.
"""

from typing import Any

import torch
from torch import Tensor
from transformers import DynamicCache


class PromptCache(DynamicCache):  # type: ignore[misc]
    """Remembers each layer's keys and values of the prompts, which begin at position 0."""

    def __init__(self) -> None:
        super().__init__()
        self.of_layer: dict[int, tuple[Tensor, Tensor]] = {}

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *_: Any, **__: Any
    ) -> tuple[Tensor, Tensor]:
        self.of_layer.setdefault(layer_idx, (key_states, value_states))
        return key_states, value_states


class CompletionCache(DynamicCache):  # type: ignore[misc]
    """Puts each prompt's keys and values before those of the completions that follow it.

    Args:
        prompt_of_B: which prompt each completion follows.
    """

    def __init__(self, prompts: PromptCache, prompt_of_B: Tensor) -> None:
        super().__init__()
        self._prompts = prompts
        self._prompt_of_B = prompt_of_B

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *_: Any, **__: Any
    ) -> tuple[Tensor, Tensor]:
        keys, values = self._prompts.of_layer[layer_idx]
        return self._following(keys, key_states), self._following(values, value_states)

    def _following(self, prompts: Tensor, own: Tensor) -> Tensor:
        return torch.cat([prompts.index_select(0, self._prompt_of_B), own], dim=-2)
