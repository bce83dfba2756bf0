"""The frozen base model and its two halves: layers (with adapter slots) and head."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from cairn_workers.errors import WorkerError
from cairn_workers.trainer.lora import Adapter, LoraLinear, LoraShape, insert_slots, switch

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}


@dataclass(frozen=True)
class Limits:
    """How much is computed at once: padded tokens a micro-batch, positions a logits chunk."""

    micro_batch_tokens: int
    logits_chunk: int


class Base:
    """A causal language model in eval mode whose weights never change.

    Left out on purpose: the attention mask. Sequences are padded on the right and attention is
    causal, so no real position sees padding, and attention takes its fast path.
    """

    def __init__(self, path: str, precision: str, limits: Limits) -> None:
        from transformers import AutoModelForCausalLM

        if not (Path(path) / "config.json").is_file():
            raise WorkerError(
                "user", f"'{path}' holds no config.json; give a Hugging Face model directory"
            )
        # Read when CUDA starts: without it cuBLAS may not repeat its sums bit by bit.
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.use_deterministic_algorithms(True, warn_only=True)
        # Filling fresh memory with NaN finds bugs at the price of a pass over every tensor.
        torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
        self.path = path
        self.precision = precision
        self.limits = limits
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        model: Any = AutoModelForCausalLM.from_pretrained(
            path, dtype=DTYPES[precision], attn_implementation="sdpa", local_files_only=True
        )
        model = model.to(self.device).eval().requires_grad_(False)
        self.parameters = sum(p.numel() for p in model.parameters())
        self.layers = int(model.config.num_hidden_layers)
        self._decoder: Any = model.base_model
        head = model.get_output_embeddings()
        if not isinstance(head, nn.Linear) or self._decoder is model:
            raise WorkerError("user", f"'{path}': {type(model).__name__} has no linear head")
        self._head = head
        self.vocabulary = int(head.weight.shape[0])
        self.slots: list[LoraLinear] = insert_slots(model, excluded=head)
        if not self.slots:
            raise WorkerError("user", f"'{path}': {type(model).__name__} has no linear layers")
        self._check_halves(model)

    def shape(self, rank: int, alpha: int) -> LoraShape:
        return LoraShape(
            rank,
            alpha,
            tuple((s.name, s.linear.in_features, s.linear.out_features) for s in self.slots),
        )

    def hidden(self, ids_BL: Tensor, before_T: Tensor, adapter: Adapter | None) -> Tensor:
        """Last hidden states at the given flat positions, [T, hidden]."""
        switch(self.slots, adapter)
        try:
            states_BLH = self._decoder(input_ids=ids_BL, use_cache=False).last_hidden_state
        finally:
            switch(self.slots, None)
        selected: Tensor = states_BLH.flatten(0, 1).index_select(0, before_T)
        return selected

    def logits(self, hidden_TH: Tensor) -> Tensor:
        """Next-token logits in fp32, [T, vocabulary]."""
        return functional.linear(hidden_TH, self._head.weight, self._head.bias).float()

    def to_hidden(self, gradient_TV: Tensor) -> Tensor:
        """The gradient of logits taken back through the head, [T, hidden]."""
        weight = self._head.weight
        return gradient_TV.to(weight.dtype) @ weight

    def _check_halves(self, model: Any) -> None:
        """Refuses architectures that do more than `head(decoder(ids))`, such as logit caps."""
        with torch.no_grad():
            ids = torch.arange(min(8, self.vocabulary), device=self.device)[None]
            whole = model(input_ids=ids, use_cache=False).logits[0].float()
            halves = self.logits(self.hidden(ids, torch.arange(ids.shape[1]).to(ids.device), None))
        if not torch.allclose(whole, halves, rtol=1e-4, atol=1e-4):
            raise WorkerError(
                "user",
                f"'{self.path}': {type(model).__name__} changes its logits after the head, which "
                "the trainer does not reproduce; use a Llama or Qwen kind of model",
            )
