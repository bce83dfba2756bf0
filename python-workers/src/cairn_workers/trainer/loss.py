"""The loss of soar.md section 3, token by token, and its gradient through the head.

    L = -(1/N) sum_seq A sum_t w_t log pi(y_t)  +  beta (1/N) sum_seq sum_t kl_t

N counts the whole batch whatever the micro-batch. `token_mean` replaces (1/N) sum_seq sum_t by
(1/tokens in the loss) sum over those tokens; `fixed_length` divides each sum_t by a fixed length.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from cairn_workers.trainer.base import Base
from cairn_workers.trainer.batch import Batch, MicroBatch
from cairn_workers.trainer.lora import Adapter

EXPONENT_LIMIT = 20.0  # of k3: exp(20) is far out of any trust region and still finite


@dataclass(frozen=True)
class LossSettings:
    """What of the loss is settable; field names and values are the worker protocol's."""

    beta: float
    estimator: str
    reference: str
    aggregation: str
    fixed_length: int
    importance: str
    importance_cap: float
    clip: float
    mismatch_limit: float
    temperature: float

    @property
    def has_kl(self) -> bool:
        """k1_reward is already in the advantages."""
        return self.beta > 0 and self.estimator != "k1_reward"


@dataclass
class Totals:
    """Sums over the completion tokens that were seen; log-probabilities before the step."""

    loss: float = 0.0
    kl: float | None = None  # only where a reference was computed
    entropy: float = 0.0
    mismatch: float = 0.0
    mismatch_max: float = 0.0
    tokens: int = 0

    def add_entropy(self, entropy_T: Tensor) -> None:
        self.entropy += float(entropy_T.sum(dtype=torch.float64))

    def add_mismatch(self, difference_T: Tensor) -> None:
        size_T = difference_T.abs()
        self.mismatch += float(size_T.sum(dtype=torch.float64))
        worst = float(size_T.max())
        # max() of Python drops NaN, and a NaN must not pass the guard.
        self.mismatch_max = worst if worst != worst else max(self.mismatch_max, worst)
        self.tokens += len(difference_T)


@dataclass(frozen=True)
class TokenTerms:
    """Constants of the loss for T completion tokens, all [T] in fp32."""

    weight: Tensor  # what the sum over tokens is divided by
    advantage: Tensor
    sampler: Tensor
    reference: Tensor | None

    def part(self, rows: slice) -> "TokenTerms":
        reference = None if self.reference is None else self.reference[rows]
        return TokenTerms(self.weight[rows], self.advantage[rows], self.sampler[rows], reference)


def kl_terms(logprobs_T: Tensor, reference_T: Tensor, estimator: str) -> Tensor:
    """k2 = d^2/2 or k3 = exp(-d) + d - 1, d = log pi - log ref (Schulman, 'Approximating KL')."""
    d = logprobs_T - reference_T
    if estimator == "k2":
        return 0.5 * d * d
    return torch.exp((-d).clamp(max=EXPONENT_LIMIT)) + d - 1.0


def token_loss(
    logprobs_T: Tensor, terms: TokenTerms, settings: LossSettings
) -> tuple[Tensor, Tensor | None]:
    """The loss of each token, already divided, and its kl_t before the coefficient, if measured."""
    signal = -terms.advantage * logprobs_T
    if settings.importance == "truncated":
        ratio = torch.exp(logprobs_T.detach() - terms.sampler)
        signal = signal * ratio.clamp(max=settings.importance_cap)
    if terms.reference is None:
        return terms.weight * signal, None
    kl = kl_terms(logprobs_T, terms.reference, settings.estimator)
    return terms.weight * (signal + settings.beta * kl), kl.detach()


def accumulate_gradient(
    base: Base, adapter: Adapter, reference: Adapter | None, batch: Batch, settings: LossSettings
) -> Totals:
    """Adds the batch's gradient to the adapter's buffer.

    Args:
        reference: the adapter of the KL's reference, None for the bare base.
    """
    totals = Totals()
    weight = _divisor(batch, settings)
    for part in base.micro_batches(batch):
        reference_T = None
        if settings.has_kl:
            reference_T = logprobs(base, reference, part, settings.temperature)
        terms = TokenTerms(
            torch.full((len(part.source_T),), weight, device=base.device),
            _on(base, batch.advantages[part.sequence_T]),
            _on(base, batch.sampler_logprobs[part.source_T]),
            reference_T,
        )
        hidden_TH = base.hidden(part.layout, part.before_T, adapter)
        gradient_TH = torch.empty_like(hidden_TH)
        with torch.no_grad():
            for rows, logits_TV in _chunks(base, hidden_TH.detach(), settings.temperature):
                targets = part.targets_T[rows]
                gradient_TH[rows] = base.to_hidden(
                    _logits_gradient(logits_TV, targets, terms.part(rows), settings, totals).div_(
                        settings.temperature
                    )
                )
        torch.autograd.backward(hidden_TH, gradient_TH)
    if totals.kl is not None:
        totals.kl /= batch.size
    return totals


@torch.no_grad()
def measure(base: Base, adapter: Adapter, batch: Batch, settings: LossSettings) -> Totals:
    """Entropy and mismatch only, for a step that will be skipped."""
    totals = Totals()
    for part in base.micro_batches(batch):
        sampler_T = _on(base, batch.sampler_logprobs[part.source_T])
        hidden_TH = base.hidden(part.layout, part.before_T, adapter)
        for rows, logits_TV in _chunks(base, hidden_TH, settings.temperature):
            normaliser_T = logits_TV.logsumexp(-1)
            chosen_T = _chosen(logits_TV, normaliser_T, part.targets_T[rows])
            totals.add_entropy(_entropy(logits_TV, normaliser_T))
            totals.add_mismatch(sampler_T[rows] - chosen_T)
    return totals


@torch.no_grad()
def logprobs(base: Base, adapter: Adapter | None, part: MicroBatch, temperature: float) -> Tensor:
    """Log-probabilities of a micro-batch's completion tokens, [T] in fp32, without gradient."""
    hidden_TH = base.hidden(part.layout, part.before_T, adapter)
    chosen_T = torch.empty(len(part.source_T), device=base.device)
    for rows, logits_TV in _chunks(base, hidden_TH, temperature):
        chosen_T[rows] = _chosen(logits_TV, logits_TV.logsumexp(-1), part.targets_T[rows])
    return chosen_T


def _logits_gradient(
    logits_TV: Tensor,
    targets_T: Tensor,
    terms: TokenTerms,
    settings: LossSettings,
    totals: Totals,
) -> Tensor:
    """dL/dlogits by hand: log pi(y) = logits[y] - logsumexp, so it is c (onehot(y) - softmax).

    c = dL/dlog pi(y) comes from autograd on [T]; building a graph over [T, vocabulary] would keep
    several times that in memory.
    """
    normaliser_T = logits_TV.logsumexp(-1)
    chosen_T = _chosen(logits_TV, normaliser_T, targets_T)
    with torch.enable_grad():
        leaf_T = chosen_T.detach().requires_grad_()
        loss_T, kl_T = token_loss(leaf_T, terms, settings)
        (slope_T,) = torch.autograd.grad(loss_T.sum(), leaf_T)
    totals.loss += float(loss_T.sum(dtype=torch.float64))
    if kl_T is not None:
        totals.kl = (totals.kl or 0.0) + float(kl_T.sum(dtype=torch.float64))
    totals.add_entropy(_entropy(logits_TV, normaliser_T))
    totals.add_mismatch(terms.sampler - chosen_T)
    gradient_TV = logits_TV.sub_(normaliser_T[:, None]).exp_().mul_(-slope_T[:, None])
    return gradient_TV.scatter_add_(1, targets_T[:, None], slope_T[:, None])


def _chunks(base: Base, hidden_TH: Tensor, temperature: float) -> Iterator[tuple[slice, Tensor]]:
    """Logits divided by the sampler's temperature, a chunk of positions at a time."""
    step = base.limits.logits_chunk
    for start in range(0, len(hidden_TH), step):
        rows = slice(start, min(start + step, len(hidden_TH)))
        logits_TV = base.logits(hidden_TH[rows])
        yield rows, logits_TV if temperature == 1.0 else logits_TV.div_(temperature)


def _chosen(logits_TV: Tensor, normaliser_T: Tensor, targets_T: Tensor) -> Tensor:
    return logits_TV.gather(1, targets_T[:, None])[:, 0] - normaliser_T


def _entropy(logits_TV: Tensor, normaliser_T: Tensor) -> Tensor:
    probabilities_TV = (logits_TV - normaliser_T[:, None]).exp_()
    return normaliser_T - probabilities_TV.mul_(logits_TV).sum(-1)


def _divisor(batch: Batch, settings: LossSettings) -> float:
    if settings.aggregation == "token_mean":
        return 1.0 / max(1, batch.tokens_in_loss)
    if settings.aggregation == "fixed_length":
        return 1.0 / (batch.size * settings.fixed_length)
    return 1.0 / batch.size


def _on(base: Base, values: "np.typing.NDArray[np.float64]") -> Tensor:
    with np.errstate(over="ignore"):  # becomes infinite, and the step is refused for that
        return torch.from_numpy(values.astype(np.float32)).to(base.device)
