"""Memory and time of one gradient step at a model's widths, with and without recomputing.

    python bench/step_memory.py --layers 2 4 --tokens 512 --of 28

Builds random bf16 Llama models of two depths (Llama-3.2-3B's widths by default), takes forward
and backward of one sequence, and prints JSON: bytes per token of what one layer adds, the sum for
`--of` layers, and seconds in pairs (off, on), medians of five. Bytes are those of all tensors alive
at the peak, the weights and the adapter left out; what a product needs while it is computed counts.
`--reference` runs the layers once without gradient first, as a step with a KL term does.
"""

import argparse
import json
import statistics
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from transformers import LlamaConfig, LlamaForCausalLM

from cairn_workers.trainer.base_model import BaseModel, MicroBatchLimits
from cairn_workers.trainer.layout import PaddedLayout
from cairn_workers.trainer.lora import Adapter, new_adapter
from cairn_workers.trainer.protocol import CheckpointingMode, Precision

RUNS = 5


class LiveBytes(TorchDispatchMode):
    """Bytes of the tensors made inside it that are alive, and their peak."""

    def __init__(self, known: list[torch.Tensor]) -> None:
        super().__init__()
        self.live = self.peak = 0
        self._seen = {tensor.untyped_storage()._cdata for tensor in known}

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        for leaf in tree_leaves(made):
            if isinstance(leaf, torch.Tensor):
                self._add(leaf.untyped_storage())
        return made

    def _add(self, storage: torch.UntypedStorage) -> None:
        if storage._cdata in self._seen:
            return
        self._seen.add(storage._cdata)
        self.live += storage.nbytes()
        self.peak = max(self.peak, self.live)
        weakref.finalize(storage, self._remove, storage._cdata, storage.nbytes())

    def _remove(self, key: int, size: int) -> None:
        self._seen.discard(key)
        self.live -= size


class Step:
    """Forward and backward of one sequence of random tokens."""

    def __init__(self, base: BaseModel, tokens: int, rank: int, *, reference: bool) -> None:
        self._base = base
        self._reference = reference
        shape = base.shape(rank, 2 * rank)
        self._adapter = Adapter(shape, new_adapter(shape, 1), trainable=True)
        self._layout = PaddedLayout(torch.randint(base.vocabulary, (1, tokens)))
        self._predictor_T = torch.arange(tokens)

    def take(self) -> None:
        if self._reference:
            with torch.no_grad():
                self._base.hidden(self._layout, self._predictor_T, None)
        hidden_TH = self._base.hidden(self._layout, self._predictor_T, self._adapter)
        torch.autograd.backward(hidden_TH, torch.ones_like(hidden_TH))

    def peak(self) -> int:
        assert self._adapter.gradient is not None
        model = self._base._decoder
        known = [*model.parameters(), *model.buffers()]
        with LiveBytes([*known, self._adapter.flat, self._adapter.gradient]) as live:
            self.take()
        return live.peak

    def seconds(self) -> float:
        started = time.perf_counter()
        self.take()
        return time.perf_counter() - started


@contextmanager
def model_of(options: argparse.Namespace, layers: int) -> Iterator[BaseModel]:
    config = LlamaConfig(
        vocab_size=1000,
        hidden_size=options.hidden,
        intermediate_size=options.mlp,
        num_hidden_layers=layers,
        num_attention_heads=options.heads,
        num_key_value_heads=options.kv_heads,
        max_position_embeddings=max(4096, options.tokens),
        tie_word_embeddings=False,
    )
    with tempfile.TemporaryDirectory() as directory:
        torch.manual_seed(0)
        LlamaForCausalLM(config).to(torch.bfloat16).save_pretrained(Path(directory))
        yield BaseModel(directory, Precision.BF16, MicroBatchLimits(options.tokens, 512))


def measure(options: argparse.Namespace) -> dict[str, Any]:
    peaks: dict[str, list[float]] = {"off": [], "on": []}
    seconds: dict[str, list[float]] = {"off": [], "on": []}
    for layers in options.layers:
        with model_of(options, layers) as base:
            step = Step(base, options.tokens, options.rank, reference=options.reference)
            for mode in ("off", "on"):
                base.set_gradient_checkpointing(CheckpointingMode(mode))
                peaks[mode].append(step.peak() / options.tokens)
            if layers == max(options.layers):
                for _ in range(RUNS):
                    for mode in ("off", "on"):
                        base.set_gradient_checkpointing(CheckpointingMode(mode))
                        seconds[mode].append(step.seconds())
    fewer, more = options.layers
    found: dict[str, Any] = {"settings": vars(options)}
    for mode, (low, high) in peaks.items():
        a_layer = (high - low) / (more - fewer)
        found[mode] = {
            "bytes_a_token_and_layer": round(a_layer),
            f"bytes_a_token_{options.of}_layers": round(high + (options.of - more) * a_layer),
            "seconds": [round(value, 3) for value in seconds[mode]],
            "median_seconds": round(statistics.median(seconds[mode]), 3),
        }
    ratios = [on / off for off, on in zip(seconds["off"], seconds["on"], strict=True)]
    found["on_over_off"] = round(statistics.median(ratios), 3)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--layers", type=int, nargs=2, default=[2, 4], help="two depths")
    parser.add_argument("--of", type=int, default=28, help="depth to extend the line to")
    parser.add_argument("--tokens", type=int, default=512)
    parser.add_argument("--hidden", type=int, default=3072)
    parser.add_argument("--mlp", type=int, default=8192)
    parser.add_argument("--heads", type=int, default=24)
    parser.add_argument("--kv-heads", type=int, default=8)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--reference", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    print(json.dumps(measure(options), indent=1))


if __name__ == "__main__":
    main()
