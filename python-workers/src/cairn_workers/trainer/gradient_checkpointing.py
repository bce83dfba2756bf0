"""Gradient checkpointing per decoder layer (arXiv 1604.06174): activations are computed twice.

Between forward and backward only the layers' inputs are kept; backward runs each layer's forward
again. The same operations on the same inputs give the same bits, so gradients do not change.
"""

from collections.abc import Callable, Sequence
from typing import Any, assert_never

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from cairn_workers.errors import WorkerError
from cairn_workers.trainer import device_memory
from cairn_workers.trainer.lora import Adapter, LoraLinear, LoraShape, Pair
from cairn_workers.trainer.protocol import CheckpointingMode

SHARE_OF_FREE = 0.25  # the rest is for optimizer states, logits and what opens later


class GradientCheckpointing:
    """Turns checkpointing on or off for all wrapped layers of one model."""

    def __init__(self, layers: Sequence[nn.Module]) -> None:
        self.on = False
        self._possible = bool(layers)
        for layer in layers:
            # nn.Module runs `forward` as an attribute; the layer's other attributes stay visible.
            slots = [module for module in layer.modules() if isinstance(module, LoraLinear)]
            layer.forward = self._wrapped(layer.forward, slots)

    def choose(self, mode: CheckpointingMode, activation_bytes: int, device: torch.device) -> None:
        """`auto` recomputes if activations would take too much of the free memory.

        Args:
            activation_bytes: what a full micro-batch would keep otherwise.
        """
        match mode:
            case CheckpointingMode.AUTO:
                needed = activation_bytes > SHARE_OF_FREE * device_memory.free_bytes(device)
                self.on = self._possible and needed
            case CheckpointingMode.ON:
                if not self._possible:
                    raise WorkerError(
                        "user",
                        "this model's layers are not a list of 'num_hidden_layers' modules, so its "
                        "activations can't be recomputed; send 'auto' or 'off'",
                    )
                self.on = True
            case CheckpointingMode.OFF:
                self.on = False
            case _:
                assert_never(mode)

    def _wrapped(
        self, forward: Callable[..., Any], slots: Sequence[LoraLinear]
    ) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            if not (self.on and torch.is_grad_enabled()):
                return forward(*args, **kwargs)
            filled = [(slot, slot.pair, slot.scale) for slot in slots]

            def with_adapter(*args: Any, **kwargs: Any) -> Any:
                # By the time of backward the slots hold no adapter, or a different one.
                before = [(slot, slot.pair, slot.scale) for slot in slots]
                _fill(filled)
                try:
                    return forward(*args, **kwargs)
                finally:
                    _fill(before)

            return checkpoint(
                with_adapter, *args, use_reentrant=False, preserve_rng_state=False, **kwargs
            )

        return run


def _fill(contents: Sequence[tuple[LoraLinear, Pair | None, float]]) -> None:
    for slot, pair, scale in contents:
        slot.pair, slot.scale = pair, scale


def saved_bytes(forward: Callable[[], Tensor], slots: Sequence[LoraLinear]) -> int:
    """Bytes that autograd keeps between forward and backward, without the weights.

    Tensors that share memory count once.
    """
    weights = {slot.linear.weight.untyped_storage().data_ptr() for slot in slots}
    kept: dict[int, Tensor] = {}  # the tensors themselves, so that no address is used twice

    def pack(tensor: Tensor) -> Tensor:
        if not isinstance(tensor, nn.Parameter):
            kept.setdefault(tensor.untyped_storage().data_ptr(), tensor)
        return tensor

    with torch.enable_grad(), torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        forward()
    return sum(
        tensor.untyped_storage().nbytes()
        for address, tensor in kept.items()
        if address not in weights
    )


def probe_adapter(shape: LoraShape, device: torch.device) -> Adapter:
    """A trainable adapter of zeros, to measure with."""
    return Adapter(shape, torch.zeros(shape.parameters, device=device), trainable=True)
