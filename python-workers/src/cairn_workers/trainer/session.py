"""One policy in training: its adapter, its AdamW state and its last reply."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from cairn_workers.errors import WorkerError
from cairn_workers.trainer.adapter_files import (
    Moments,
    Purpose,
    on_cpu,
    tensor_hash,
    write_directory,
)
from cairn_workers.trainer.base import Base
from cairn_workers.trainer.batch import Batch, read_batch
from cairn_workers.trainer.lora import Adapter
from cairn_workers.trainer.loss import (
    LossSettings,
    Totals,
    accumulate_gradient,
    logprobs,
    measure,
)


@dataclass(frozen=True)
class AdamSettings:
    beta1: float
    beta2: float
    epsilon: float
    weight_decay: float


class Session:
    """Steps are numbered 0, 1, 2, ...; the last one may be asked for again.

    Attributes:
        damaged: an optimizer step began and did not end; the state is in between and unusable.
    """

    def __init__(
        self,
        base: Base,
        adapter: Adapter,
        baseline: Adapter | None,
        adam: AdamSettings,
        moments: Moments | None,
    ) -> None:
        self._base = base
        self._adapter = adapter
        self._baseline = baseline
        self._optimizer = torch.optim.AdamW(
            [adapter.flat],
            lr=0.0,
            betas=(adam.beta1, adam.beta2),
            eps=adam.epsilon,
            weight_decay=adam.weight_decay,
            foreach=False,
        )
        if moments is not None:
            self._optimizer.state[adapter.flat] = {
                "step": torch.tensor(float(moments.step)),
                "exp_avg": moments.average.to(base.device),
                "exp_avg_sq": moments.square.to(base.device),
            }
        self._last_sequence = -1
        self._last_reply: dict[str, Any] = {}
        self.damaged = False

    @property
    def untouched(self) -> bool:
        """Whether no step was taken yet."""
        return self._last_sequence < 0

    def step(
        self,
        sequence: int,
        learning_rate: float,
        settings: LossSettings,
        arrays: Mapping[str, Any],
    ) -> dict[str, Any]:
        """One optimizer step over the whole batch; a refused one applies nothing."""
        if sequence == self._last_sequence:
            return self._last_reply
        if sequence != self._last_sequence + 1:
            raise WorkerError(
                "user",
                f"step {sequence} after step {self._last_sequence}; "
                f"allowed are {max(0, self._last_sequence)} to {self._last_sequence + 1}",
            )
        reply = self._step(learning_rate, settings, arrays)
        self._last_sequence, self._last_reply = sequence, reply
        self.damaged = False  # only now: applied but not numbered, a repeat would apply it twice
        return reply

    def _step(
        self, learning_rate: float, settings: LossSettings, arrays: Mapping[str, Any]
    ) -> dict[str, Any]:
        started = time.perf_counter()
        batch = read_batch(arrays, self._base.vocabulary, for_loss=True)
        skipped = batch.without_signal()
        if skipped:
            # A KL-only gradient would become a full Adam step towards the reference.
            totals, norm = measure(self._base, self._adapter, batch, settings), 0.0
        else:
            totals, norm = self._gradient(batch, settings)
        _refuse_mismatch(totals, settings.mismatch_limit)
        if not (math.isfinite(totals.loss) and math.isfinite(norm)):
            raise WorkerError(
                "non_finite",
                f"the loss is {totals.loss} and the gradient's norm {norm}; nothing was applied. "
                "Lower the learning rate or look at the rewards",
            )
        clipped = norm > settings.clip
        if not skipped:
            self._apply(learning_rate, settings.clip / (norm + 1e-6) if clipped else 1.0)
        tokens = max(1, totals.tokens)
        return {
            "loss": totals.loss,
            "kl": totals.kl,
            "entropy": totals.entropy / tokens,
            "gradient_norm": norm,
            "clipped": clipped,
            "skipped": skipped,
            "mismatch_mean": totals.mismatch / tokens,
            "mismatch_max": totals.mismatch_max,
            "tokens": batch.tokens,
            "seconds": time.perf_counter() - started,
        }

    def _gradient(self, batch: Batch, settings: LossSettings) -> tuple[Totals, float]:
        gradient = self._adapter.gradient
        assert gradient is not None
        gradient.zero_()
        reference = None
        if settings.has_kl and settings.reference == "baseline":
            reference = self._the_baseline()
        totals = accumulate_gradient(self._base, self._adapter, reference, batch, settings)
        return totals, float(torch.linalg.vector_norm(gradient))

    def _apply(self, learning_rate: float, factor: float) -> None:
        assert self._adapter.gradient is not None
        self.damaged = True
        if factor != 1.0:
            self._adapter.gradient.mul_(factor)
        self._optimizer.param_groups[0]["lr"] = learning_rate
        self._optimizer.step()

    def logprobs(
        self, distribution: str, temperature: float, arrays: Mapping[str, Any]
    ) -> npt.NDArray[np.float32]:
        """Log-probabilities of all completion tokens, in the batch's order."""
        batch = read_batch(arrays, self._base.vocabulary, for_loss=False)
        adapter = None
        if distribution != "base":
            adapter = self._adapter if distribution == "policy" else self._the_baseline()
        found = np.zeros(batch.tokens, dtype=np.float32)
        for part in self._base.micro_batches(batch):
            found[part.source_T] = logprobs(self._base, adapter, part, temperature).cpu().numpy()
        return found

    def write(self, directory: Path, purpose: Purpose) -> dict[str, Any]:
        """Writes the adapter, and the optimizer where training resumes; returns hash and size."""
        moments = self._moments() if purpose is Purpose.RESUMING else None
        sha256, size = write_directory(
            directory,
            self._adapter.shape,
            self._adapter.flat,
            self._base.path,
            moments,
            purpose=purpose,
        )
        return {"sha256": sha256, "bytes": size}

    def describe(self) -> dict[str, Any]:
        """Number of trained parameters and hash of the tensors as they are."""
        tensors = on_cpu(self._adapter.shape, self._adapter.flat)
        return {"parameters": self._adapter.shape.parameters, "sha256": tensor_hash(tensors)}

    def _moments(self) -> Moments:
        state = self._optimizer.state.get(self._adapter.flat)
        if not state:
            zeros = torch.zeros_like(self._adapter.flat)
            return Moments(0, zeros, zeros)
        return Moments(int(state["step"]), state["exp_avg"], state["exp_avg_sq"])

    def _the_baseline(self) -> Adapter:
        if self._baseline is None:
            raise WorkerError(
                "user", "the session has no baseline; name one in 'open' or ask for 'base'"
            )
        return self._baseline


def _refuse_mismatch(totals: Totals, limit: float) -> None:
    mean = totals.mismatch / max(1, totals.tokens)
    if not mean <= limit:  # also when it is NaN
        raise WorkerError(
            "mismatch",
            f"the sampler's log-probabilities differ from the trainer's by {mean:.3g} on average "
            f"(limit {limit:g}, largest {totals.mismatch_max:.3g}); nothing was applied. They "
            "were sampled from other weights, or at another temperature, or the limit is too "
            "tight for this precision",
        )
