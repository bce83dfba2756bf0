"""One policy in training: its adapter, its AdamW state and its last reply."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, assert_never

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
from cairn_workers.trainer.base_model import BaseModel
from cairn_workers.trainer.batch import Batch, read_batch
from cairn_workers.trainer.lora import Adapter
from cairn_workers.trainer.loss import (
    LossMetrics,
    LossSettings,
    accumulate_gradient,
    logprobs,
    measure_metrics,
)
from cairn_workers.trainer.protocol import Distribution, ImportanceCorrection, KlReference


@dataclass(frozen=True)
class AdamSettings:
    beta1: float
    beta2: float
    epsilon: float
    weight_decay: float


class Session:
    """A policy in training; its steps are numbered 0, 1, 2, ..., and the last may be repeated.

    Attributes:
        damaged: an optimizer step started and did not finish, so the state is unusable.
    """

    def __init__(
        self,
        base: BaseModel,
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
        """One optimizer step over the whole batch; a refused step applies nothing."""
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
            metrics, norm = measure_metrics(self._base, self._adapter, batch, settings), 0.0
        else:
            metrics, norm = self._gradient(batch, settings)
        _refuse_mismatch(metrics, settings.mismatch_limit)
        if not (math.isfinite(metrics.loss) and math.isfinite(norm)):
            raise WorkerError(
                "non_finite",
                f"the loss is {metrics.loss} and the gradient's norm {norm}; nothing was applied. "
                "Lower the learning rate or look at the rewards",
            )
        clipped = norm > settings.max_grad_norm
        if not skipped:
            self._apply(learning_rate, settings.max_grad_norm / (norm + 1e-6) if clipped else 1.0)
        tokens = max(1, metrics.tokens)
        return {
            "loss": metrics.loss,
            "kl": metrics.kl,
            "entropy": metrics.entropy / tokens,
            "gradient_norm": norm,
            "clipped": clipped,
            "skipped": skipped,
            "mismatch_mean": metrics.mismatch / tokens,
            "mismatch_max": metrics.mismatch_max,
            "tokens": batch.tokens,
            "seconds": time.perf_counter() - started,
            "metrics": {"adapter_norm": float(torch.linalg.vector_norm(self._adapter.flat))},
        }

    def _gradient(self, batch: Batch, settings: LossSettings) -> tuple[LossMetrics, float]:
        gradient = self._adapter.gradient
        assert gradient is not None
        gradient.zero_()
        reference = self._kl_reference(settings.kl.reference) if settings.kl.in_loss else None
        metrics = accumulate_gradient(self._base, self._adapter, reference, batch, settings)
        return metrics, float(torch.linalg.vector_norm(gradient))

    def _apply(self, learning_rate: float, factor: float) -> None:
        assert self._adapter.gradient is not None
        self.damaged = True
        if factor != 1.0:
            self._adapter.gradient.mul_(factor)
        self._optimizer.param_groups[0]["lr"] = learning_rate
        self._optimizer.step()

    def alignments(
        self, sizes: Sequence[int], settings: LossSettings, arrays: Mapping[str, Any]
    ) -> list[float]:
        """Cosines between the gradient on a batch's first part and that on each other part.

        Gradients are those of the loss without its KL term; the first part's completions were not
        sampled, so it has no importance correction either. A part without signal has cosine 0.
        Nothing is applied.

        Args:
            sizes: number of sequences of each part, in the batch's order.

        Raises:
            WorkerError: a gradient is not finite, or a part was sampled from other weights.
        """
        batch = read_batch(arrays, self._base.vocabulary, for_loss=True)
        reference, *parts = batch.parts(sizes)
        plain = replace(settings, kl=replace(settings.kl, coefficient=0.0))
        self._gradient(reference, replace(plain, importance=ImportanceCorrection.NONE))
        gradient = self._adapter.gradient
        assert gradient is not None
        target = gradient.clone()
        length = _length(target)
        cosines = []
        for part in parts:
            metrics, _ = self._gradient(part, plain)
            _refuse_mismatch(metrics, settings.mismatch_limit)
            product = float((target * gradient).sum(dtype=torch.float64))
            lengths = length * _length(gradient)
            if not (math.isfinite(product) and math.isfinite(lengths)):
                raise WorkerError(
                    "non_finite", "a gradient of the alignment is not finite; nothing was applied"
                )
            cosines.append(product / lengths if lengths > 0 else 0.0)
        gradient.zero_()
        return cosines

    def logprobs(
        self, distribution: Distribution, temperature: float, arrays: Mapping[str, Any]
    ) -> npt.NDArray[np.float32]:
        """Log-probabilities of all completion tokens, in the batch's order."""
        batch = read_batch(arrays, self._base.vocabulary, for_loss=False)
        adapter = self._adapter_of(distribution)
        found = np.zeros(batch.tokens, dtype=np.float32)
        for part in self._base.micro_batches(batch):
            found[part.source_T] = logprobs(self._base, adapter, part, temperature).cpu().numpy()
        return found

    def write(self, directory: Path, purpose: Purpose) -> dict[str, Any]:
        """Writes the adapter, and the optimizer if training resumes; returns hash and size."""
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

    def _adapter_of(self, distribution: Distribution) -> Adapter | None:
        match distribution:
            case Distribution.POLICY:
                return self._adapter
            case Distribution.BASE:
                return None
            case Distribution.BASELINE:
                return self._require_baseline()
            case _:
                assert_never(distribution)

    def _kl_reference(self, reference: KlReference) -> Adapter | None:
        match reference:
            case KlReference.BASE:
                return None
            case KlReference.BASELINE:
                return self._require_baseline()
            case _:
                assert_never(reference)

    def _require_baseline(self) -> Adapter:
        if self._baseline is None:
            raise WorkerError(
                "user", "the session has no baseline; name one in 'open' or ask for 'base'"
            )
        return self._baseline


def _length(gradient: torch.Tensor) -> float:
    return float(torch.linalg.vector_norm(gradient, dtype=torch.float64))


def _refuse_mismatch(metrics: LossMetrics, limit: float) -> None:
    mean = metrics.mismatch / max(1, metrics.tokens)
    if not mean <= limit:  # also when it is NaN
        raise WorkerError(
            "mismatch",
            f"the sampler's log-probabilities differ from the trainer's by {mean:.3g} on average "
            f"(limit {limit:g}, largest {metrics.mismatch_max:.3g}); nothing was applied. They "
            "were sampled from other weights, or at another temperature, or the limit is too "
            "tight for this precision",
        )
