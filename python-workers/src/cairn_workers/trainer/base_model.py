"""The frozen base model and its two halves: layers (with adapter slots) and head."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cairn_workers.errors import WorkerError
from cairn_workers.trainer import device_memory
from cairn_workers.trainer.architecture import (
    UNLIMITED,
    adapted,
    decoder_layers,
    refuse_unsupported,
    shared_length,
)
from cairn_workers.trainer.batch import Batch, MicroBatch, micro_batches
from cairn_workers.trainer.gradient_checkpointing import (
    GradientCheckpointing,
    probe_adapter,
    saved_bytes,
)
from cairn_workers.trainer.kv_cache import CompletionCache, PromptCache
from cairn_workers.trainer.layout import Layout, PaddedLayout, PrefixSharedLayout, lay_out
from cairn_workers.trainer.lora import Adapter, LoraLinear, LoraShape, insert_slots, switch
from cairn_workers.trainer.protocol import CheckpointingMode, Precision

MEASURED_TOKENS = 64


@dataclass(frozen=True)
class MicroBatchLimits:
    """How much is computed at once: padded tokens per micro-batch, positions per logits chunk."""

    micro_batch_tokens: int
    logits_chunk: int


def dtype_of(precision: Precision) -> torch.dtype:
    match precision:
        case Precision.FP32:
            return torch.float32
        case Precision.BF16:
            return torch.bfloat16
        case _:
            assert_never(precision)


class BaseModel:
    """A causal language model in eval mode whose weights never change."""

    def __init__(
        self,
        path: str,
        precision: Precision,
        limits: MicroBatchLimits,
        device: torch.device | None = None,
    ) -> None:
        from transformers import AutoConfig, AutoModelForCausalLM

        if not (Path(path) / "config.json").is_file():
            raise WorkerError(
                "user", f"'{path}' has no config.json; give a Hugging Face model directory"
            )
        config = AutoConfig.from_pretrained(path, local_files_only=True)
        refuse_unsupported(path, config)
        # Read when CUDA starts: without it cuBLAS may not repeat its sums bit by bit.
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.use_deterministic_algorithms(True, warn_only=True)
        # fp32 means fp32: the guard compares log-probabilities with the sampler's.
        torch.backends.cuda.matmul.allow_tf32 = False
        # Filling fresh memory with NaN finds bugs at the price of a pass over every tensor.
        torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
        self.path = path
        self.precision = precision
        self.dtype = dtype_of(precision)
        self.limits = limits
        self.device = device_memory.pick_device() if device is None else device
        model: Any = AutoModelForCausalLM.from_pretrained(
            path, dtype=self.dtype, attn_implementation="sdpa", local_files_only=True
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
        self.adapted = adapted(self.slots)
        self._checkpointing = GradientCheckpointing(decoder_layers(self._decoder, self.layers))
        self._shared_length = shared_length(config) if self._check(model) else 0
        self._bytes_per_token = self._measure()

    def shape(self, rank: int, alpha: int) -> LoraShape:
        return LoraShape(
            rank,
            alpha,
            tuple((s.name, s.linear.in_features, s.linear.out_features) for s in self.slots),
        )

    def set_gradient_checkpointing(self, mode: CheckpointingMode) -> None:
        """Sets whether backward computes activations a second time."""
        self._checkpointing.choose(mode, self.activation_bytes, self.device)

    @property
    def activation_bytes(self) -> int:
        """Bytes that a full micro-batch keeps for backward if nothing is recomputed."""
        return self._bytes_per_token * self.limits.micro_batch_tokens

    @property
    def gradient_checkpointing(self) -> bool:
        return self._checkpointing.on

    def micro_batches(self, batch: Batch) -> Iterator[MicroBatch]:
        """The batch's sequences in the loss, cut to this model's limits."""
        return micro_batches(
            batch,
            self.limits.micro_batch_tokens,
            shared_length=self._shared_length,
            dtype=self.dtype,
            device=self.device,
        )

    def hidden(self, layout: Layout, predictor_T: Tensor, adapter: Adapter | None) -> Tensor:
        """Last hidden states at the given flat positions of the layout, [T, hidden]."""
        switch(self.slots, adapter)
        try:
            match layout:
                case PaddedLayout(ids_BL):
                    states = self._decoder(input_ids=ids_BL, use_cache=False)
                    states_XH = states.last_hidden_state.flatten(0, 1)
                case PrefixSharedLayout():
                    states_XH = self._prefix_shared_states(layout)
                case _:
                    assert_never(layout)
        finally:
            switch(self.slots, None)
        return cast(Tensor, states_XH.index_select(0, predictor_T))

    def _prefix_shared_states(self, layout: PrefixSharedLayout) -> Tensor:
        """States of all prompt positions, then of all completion positions."""
        prompts = PromptCache()
        states = self._decoder(
            input_ids=layout.prompts_UP, past_key_values=prompts, use_cache=True
        ).last_hidden_state.flatten(0, 1)
        if layout.completions_BC.shape[1] == 0:
            return cast(Tensor, states)
        own = self._decoder(
            input_ids=layout.completions_BC,
            position_ids=layout.positions_BC,
            attention_mask=layout.mask_BCK,
            past_key_values=CompletionCache(prompts, layout.prompt_of_B),
            use_cache=True,
        ).last_hidden_state.flatten(0, 1)
        return torch.cat((states, own))

    def logits(self, hidden_TH: Tensor) -> Tensor:
        """Next-token logits in fp32, [T, vocabulary]."""
        return functional.linear(hidden_TH, self._head.weight, self._head.bias).float()

    def to_hidden(self, gradient_TV: Tensor) -> Tensor:
        """The gradient of the hidden states from that of the logits, [T, hidden]."""
        weight = self._head.weight
        return gradient_TV.to(weight.dtype) @ weight

    def _measure(self) -> int:
        """Bytes per token that are kept for backward, measured on a short forward pass."""
        rows = [(np.arange(2) % self.vocabulary, np.arange(MEASURED_TOKENS) % self.vocabulary)]
        layout, predictor_T = lay_out(rows, shared_length=0, dtype=self.dtype, device=self.device)
        probe = probe_adapter(self.shape(1, 1), self.device)
        kept = saved_bytes(lambda: self.hidden(layout, predictor_T, probe), self.slots)
        return kept // (MEASURED_TOKENS + 1)

    @torch.no_grad()
    def _check(self, model: Any) -> bool:
        """Whether prompts may be shared; refuses models that are not `head(decoder(ids))`.

        Both depend on the architecture (logit caps, sliding windows), so a few tokens are tried
        instead of keeping a list of architectures.
        """
        prompt, tails = np.arange(6) % self.vocabulary, (np.arange(5), np.arange(4) + 1)
        rows = [(prompt, tail % self.vocabulary) for tail in tails]
        ids = torch.from_numpy(np.concatenate(rows[0])).to(self.device)[None]
        whole = model(input_ids=ids, use_cache=False).logits[0, 5:-1].float()
        found = []
        for length in (0, UNLIMITED):
            layout, predictor_T = lay_out(
                rows, shared_length=length, dtype=self.dtype, device=self.device
            )
            try:
                found.append(self.logits(self.hidden(layout, predictor_T, None))[: len(whole)])
            except (AttributeError, TypeError, ValueError, RuntimeError):
                if not length:
                    raise
                return False
        near = 1e-4 if self.dtype == torch.float32 else 5e-2
        if not torch.allclose(whole, found[0], rtol=near, atol=near):
            raise WorkerError(
                "user",
                f"'{self.path}': {type(model).__name__} changes its logits after the head, which "
                "the trainer does not reproduce; use a model such as Llama or Qwen",
            )
        return torch.allclose(whole, found[1], rtol=near, atol=near)
