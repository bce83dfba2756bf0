"""The loss, token by token, and its gradient through the head.

    L = -(1/N) sum_seq A sum_t w_t log pi(y_t)  +  c (1/N) sum_seq sum_t kl_t

c is the KL coefficient; a KL that is placed in the reward is part of A and has no term here. N
counts the whole batch whatever the micro-batch. `token_mean` replaces (1/N) sum_seq sum_t by
(1/tokens in the loss) sum over those tokens; `fixed_length` divides each sum_t by a fixed length.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

import numpy as np
import torch
from torch import Tensor

from cairn_workers.trainer.base_model import BaseModel
from cairn_workers.trainer.batch import Batch, MicroBatch
from cairn_workers.trainer.lora import Adapter
from cairn_workers.trainer.protocol import (
    Aggregation,
    ImportanceCorrection,
    KlEstimator,
    KlPlacement,
    KlReference,
)

EXPONENT_LIMIT = 20.0  # of k3: exp(20) is far outside any trust region and still finite


@dataclass(frozen=True)
class KlSettings:
    """The KL term; `protocol` describes the choices."""

    coefficient: float
    estimator: KlEstimator
    placement: KlPlacement
    reference: KlReference

    @property
    def in_loss(self) -> bool:
        """Whether the loss has a KL term."""
        match self.placement:
            case KlPlacement.LOSS:
                return self.coefficient > 0
            case KlPlacement.REWARD:
                return False  # the advantages hold it already
            case _:
                assert_never(self.placement)


@dataclass(frozen=True)
class LossSettings:
    """The settings of the loss.

    Attributes:
        fixed_length: divides each sequence's sum under that aggregation; unused under the others.
        importance_cap: largest importance ratio.
        max_grad_norm: gradients of a larger norm are scaled down to it.
        mismatch_limit: largest mean difference from the sampler's log-probabilities.
        temperature: what the completions were sampled at.
    """

    kl: KlSettings
    aggregation: Aggregation
    fixed_length: int
    importance: ImportanceCorrection
    importance_cap: float
    max_grad_norm: float
    mismatch_limit: float
    temperature: float


@dataclass
class LossMetrics:
    """Sums over a batch's completion tokens, from log-probabilities before the step."""

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

    weight: Tensor  # 1 over what the sum over tokens is divided by
    advantage: Tensor
    sampler: Tensor
    reference: Tensor | None

    def rows(self, rows: slice) -> "TokenTerms":
        reference = None if self.reference is None else self.reference[rows]
        return TokenTerms(self.weight[rows], self.advantage[rows], self.sampler[rows], reference)


def kl_terms(logprobs_T: Tensor, reference_T: Tensor, estimator: KlEstimator) -> Tensor:
    """k2 = d^2/2 or k3 = exp(-d) + d - 1, d = log pi - log ref (Schulman, 'Approximating KL').

    Raises:
        ValueError: k1 has no term in the loss, since its gradient is zero on average.
    """
    d = logprobs_T - reference_T
    match estimator:
        case KlEstimator.K2:
            return 0.5 * d * d
        case KlEstimator.K3:
            return torch.exp((-d).clamp(max=EXPONENT_LIMIT)) + d - 1.0
        case KlEstimator.K1:
            raise ValueError("k1 is part of the reward and has no term in the loss")
        case _:
            assert_never(estimator)


def token_loss(
    logprobs_T: Tensor, terms: TokenTerms, settings: LossSettings
) -> tuple[Tensor, Tensor | None]:
    """Each token's weighted loss, and its kl_t before the coefficient if there is a reference."""
    signal = -terms.advantage * logprobs_T
    match settings.importance:
        case ImportanceCorrection.NONE:
            pass
        case ImportanceCorrection.TRUNCATED:
            ratio = torch.exp(logprobs_T.detach() - terms.sampler)
            signal = signal * ratio.clamp(max=settings.importance_cap)
        case _:
            assert_never(settings.importance)
    if terms.reference is None:
        return terms.weight * signal, None
    kl = kl_terms(logprobs_T, terms.reference, settings.kl.estimator)
    return terms.weight * (signal + settings.kl.coefficient * kl), kl.detach()


def accumulate_gradient(
    base: BaseModel,
    adapter: Adapter,
    reference: Adapter | None,
    batch: Batch,
    settings: LossSettings,
) -> LossMetrics:
    """Adds the batch's gradient to the adapter's gradient buffer.

    Args:
        reference: adapter that the KL term is taken against; None for the bare base.
    """
    metrics = LossMetrics()
    weight = _token_weight(batch, settings)
    for part in base.micro_batches(batch):
        reference_T = None
        if settings.kl.in_loss:
            reference_T = logprobs(base, reference, part, settings.temperature)
        terms = TokenTerms(
            torch.full((len(part.source_T),), weight, device=base.device),
            _to_device(base, batch.advantages[part.sequence_T]),
            _to_device(base, batch.sampler_logprobs[part.source_T]),
            reference_T,
        )
        hidden_TH = base.hidden(part.layout, part.predictor_T, adapter)
        gradient_TH = torch.empty_like(hidden_TH)
        with torch.no_grad():
            for rows, logits_TV in _logits_chunks(base, hidden_TH.detach(), settings.temperature):
                targets = part.targets_T[rows]
                gradient_TH[rows] = base.to_hidden(
                    _logits_gradient(logits_TV, targets, terms.rows(rows), settings, metrics).div_(
                        settings.temperature
                    )
                )
        torch.autograd.backward(hidden_TH, gradient_TH)
    if metrics.kl is not None:
        metrics.kl /= batch.size
    return metrics


@torch.no_grad()
def measure_metrics(
    base: BaseModel, adapter: Adapter, batch: Batch, settings: LossSettings
) -> LossMetrics:
    """Entropy and mismatch only, for a step that will be skipped."""
    metrics = LossMetrics()
    for part in base.micro_batches(batch):
        sampler_T = _to_device(base, batch.sampler_logprobs[part.source_T])
        hidden_TH = base.hidden(part.layout, part.predictor_T, adapter)
        for rows, logits_TV in _logits_chunks(base, hidden_TH, settings.temperature):
            logsumexp_T = logits_TV.logsumexp(-1)
            chosen_T = _chosen_logprobs(logits_TV, logsumexp_T, part.targets_T[rows])
            metrics.add_entropy(_entropy(logits_TV, logsumexp_T))
            metrics.add_mismatch(sampler_T[rows] - chosen_T)
    return metrics


@torch.no_grad()
def logprobs(
    base: BaseModel, adapter: Adapter | None, part: MicroBatch, temperature: float
) -> Tensor:
    """Log-probabilities of a micro-batch's completion tokens, [T] in fp32, without gradient."""
    hidden_TH = base.hidden(part.layout, part.predictor_T, adapter)
    chosen_T = torch.empty(len(part.source_T), device=base.device)
    for rows, logits_TV in _logits_chunks(base, hidden_TH, temperature):
        chosen_T[rows] = _chosen_logprobs(logits_TV, logits_TV.logsumexp(-1), part.targets_T[rows])
    return chosen_T


def _logits_gradient(
    logits_TV: Tensor,
    targets_T: Tensor,
    terms: TokenTerms,
    settings: LossSettings,
    metrics: LossMetrics,
) -> Tensor:
    """dL/dlogits by hand: log pi(y) = logits[y] - logsumexp, so it is c (onehot(y) - softmax).

    c = dL/dlog pi(y) comes from autograd on [T]; building a graph over [T, vocabulary] would keep
    several times that in memory.
    """
    logsumexp_T = logits_TV.logsumexp(-1)
    chosen_T = _chosen_logprobs(logits_TV, logsumexp_T, targets_T)
    with torch.enable_grad():
        leaf_T = chosen_T.detach().requires_grad_()
        loss_T, kl_T = token_loss(leaf_T, terms, settings)
        (slope_T,) = torch.autograd.grad(loss_T.sum(), leaf_T)
    metrics.loss += float(loss_T.sum(dtype=torch.float64))
    if kl_T is not None:
        metrics.kl = (metrics.kl or 0.0) + float(kl_T.sum(dtype=torch.float64))
    metrics.add_entropy(_entropy(logits_TV, logsumexp_T))
    metrics.add_mismatch(terms.sampler - chosen_T)
    gradient_TV = logits_TV.sub_(logsumexp_T[:, None]).exp_().mul_(-slope_T[:, None])
    return gradient_TV.scatter_add_(1, targets_T[:, None], slope_T[:, None])


def _logits_chunks(
    base: BaseModel, hidden_TH: Tensor, temperature: float
) -> Iterator[tuple[slice, Tensor]]:
    """Logits divided by the sampler's temperature, a chunk of positions at a time."""
    step = base.limits.logits_chunk
    for start in range(0, len(hidden_TH), step):
        rows = slice(start, min(start + step, len(hidden_TH)))
        logits_TV = base.logits(hidden_TH[rows])
        yield rows, logits_TV if temperature == 1.0 else logits_TV.div_(temperature)


def _chosen_logprobs(logits_TV: Tensor, logsumexp_T: Tensor, targets_T: Tensor) -> Tensor:
    return logits_TV.gather(1, targets_T[:, None])[:, 0] - logsumexp_T


def _entropy(logits_TV: Tensor, logsumexp_T: Tensor) -> Tensor:
    probabilities_TV = (logits_TV - logsumexp_T[:, None]).exp_()
    return logsumexp_T - probabilities_TV.mul_(logits_TV).sum(-1)


def _token_weight(batch: Batch, settings: LossSettings) -> float:
    """What each token's term is multiplied by."""
    match settings.aggregation:
        case Aggregation.SEQUENCE_SUM:
            return 1.0 / batch.size
        case Aggregation.TOKEN_MEAN:
            return 1.0 / max(1, batch.tokens_in_loss)
        case Aggregation.FIXED_LENGTH:
            return 1.0 / (batch.size * settings.fixed_length)
        case _:
            assert_never(settings.aggregation)


def _to_device(base: BaseModel, values: "np.typing.NDArray[np.float64]") -> Tensor:
    with np.errstate(over="ignore"):  # becomes infinite, and the step is refused for that
        return torch.from_numpy(values.astype(np.float32)).to(base.device)
