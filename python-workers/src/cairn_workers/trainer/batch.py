"""A batch of prompts and completions as received over the bridge, and its micro-batches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from cairn_workers.errors import WorkerError
from cairn_workers.trainer.layout import Ints, Layout, lay_out

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Batch:
    """N sequences; token arrays are flat, in order, with their offsets.

    Attributes:
        sampler_logprobs: the sampler's log-probability of each completion token.
        in_loss: whether a sequence is in the loss; one that is not still counts in N.
    """

    prompt_ids: Ints
    prompt_ends: Ints
    prompt_lengths: Ints
    completion_ids: Ints
    completion_ends: Ints
    completion_lengths: Ints
    sampler_logprobs: Floats
    advantages: Floats
    in_loss: npt.NDArray[np.bool_]

    @property
    def size(self) -> int:
        return len(self.prompt_lengths)

    @property
    def tokens(self) -> int:
        """Completion tokens of all sequences, whether in the loss or not."""
        return len(self.completion_ids)

    @property
    def tokens_in_loss(self) -> int:
        return int(self.completion_lengths[self.in_loss].sum())

    def sequence(self, i: int) -> tuple[Ints, Ints]:
        """Prompt and completion ids of one sequence."""
        prompt_end, completion_end = self.prompt_ends[i], self.completion_ends[i]
        return (
            self.prompt_ids[prompt_end - self.prompt_lengths[i] : prompt_end],
            self.completion_ids[completion_end - self.completion_lengths[i] : completion_end],
        )

    def parts(self, sizes: Sequence[int]) -> list["Batch"]:
        """The batch cut into parts of consecutive sequences.

        Args:
            sizes: number of sequences of each part, 1 or more.

        Raises:
            WorkerError: the sizes are not those of the whole batch.
        """
        if sum(sizes) != self.size:
            raise WorkerError(
                "user", f"the parts have {sum(sizes)} sequences, the batch has {self.size}"
            )
        parts = []
        end = prompt_end = completion_end = 0
        for size in sizes:
            start, end = end, end + size
            prompts = slice(prompt_end, prompt_end := int(self.prompt_ends[end - 1]))
            tokens = slice(completion_end, completion_end := int(self.completion_ends[end - 1]))
            parts.append(
                Batch(
                    prompt_ids=self.prompt_ids[prompts],
                    prompt_ends=self.prompt_lengths[start:end].cumsum(),
                    prompt_lengths=self.prompt_lengths[start:end],
                    completion_ids=self.completion_ids[tokens],
                    completion_ends=self.completion_lengths[start:end].cumsum(),
                    completion_lengths=self.completion_lengths[start:end],
                    sampler_logprobs=self.sampler_logprobs[tokens],
                    advantages=self.advantages[start:end],
                    in_loss=self.in_loss[start:end],
                )
            )
        return parts

    def without_signal(self) -> bool:
        """Whether every completion token in the loss has advantage 0."""
        return not bool(self.advantages[self.in_loss & (self.completion_lengths > 0)].any())


@dataclass(frozen=True)
class MicroBatch:
    """Some of a batch's sequences, laid out for the model; T counts their completion tokens.

    Attributes:
        predictor_T: flat position, in the layout, that predicts each completion token.
        targets_T: the completion tokens' ids.
        source_T: index of each completion token in the batch's flat arrays.
        sequence_T: index of each completion token's sequence in the batch.
    """

    layout: Layout
    predictor_T: torch.Tensor
    targets_T: torch.Tensor
    source_T: Ints
    sequence_T: Ints


def read_batch(arrays: Mapping[str, Any], vocabulary: int, *, for_loss: bool) -> Batch:
    """Checks and converts the arrays of a request; `logprobs` sends only ids and lengths."""
    prompt_lengths = _ints(arrays, "prompt_lengths")
    completion_lengths = _ints(arrays, "completion_lengths")
    prompt_ids, completion_ids = _ints(arrays, "prompt_ids"), _ints(arrays, "completion_ids")
    size = len(prompt_lengths)
    if size == 0:
        raise WorkerError("user", "the batch is empty; send at least one sequence")
    _check_length("completion_lengths", len(completion_lengths), size)
    if prompt_lengths.min() < 1:
        raise WorkerError("user", "a prompt is empty; every prompt needs at least one token")
    if completion_lengths.min() < 0:
        raise WorkerError("user", "'completion_lengths' contains a negative number")
    _check_length("prompt_ids", len(prompt_ids), int(prompt_lengths.sum()))
    _check_length("completion_ids", len(completion_ids), int(completion_lengths.sum()))
    for name, ids in (("prompt_ids", prompt_ids), ("completion_ids", completion_ids)):
        if len(ids) and (ids.min() < 0 or ids.max() >= vocabulary):
            raise WorkerError(
                "user",
                f"'{name}' has ids from {ids.min()} to {ids.max()}, the model has 0 to "
                f"{vocabulary - 1}; use the tokenizer of this model",
            )
    if for_loss:
        sampler = _floats(arrays, "sampler_logprobs")
        advantages = _floats(arrays, "advantages")
        in_loss = _ints(arrays, "in_loss") != 0
        _check_length("sampler_logprobs", len(sampler), len(completion_ids))
        _check_length("advantages", len(advantages), size)
        _check_length("in_loss", len(in_loss), size)
        if not np.isfinite(advantages).all():
            raise WorkerError("non_finite", "an advantage is not finite; nothing was applied")
    else:
        sampler = np.zeros(len(completion_ids))
        advantages = np.zeros(size)
        in_loss = np.ones(size, dtype=bool)
    return Batch(
        prompt_ids=prompt_ids,
        prompt_ends=prompt_lengths.cumsum(),
        prompt_lengths=prompt_lengths,
        completion_ids=completion_ids,
        completion_ends=completion_lengths.cumsum(),
        completion_lengths=completion_lengths,
        sampler_logprobs=sampler,
        advantages=advantages,
        in_loss=in_loss,
    )


def micro_batches(
    batch: Batch, budget: int, *, shared_length: int, dtype: torch.dtype, device: torch.device
) -> Iterator[MicroBatch]:
    """The sequences in the loss, sorted by length and cut by a budget of padded tokens.

    A single sequence longer than the budget is a micro-batch of its own. Empty completions are left
    out.

    Args:
        shared_length: longest sequence, in tokens, whose prompt may be shared.
        dtype: of the model's weights, for the attention mask.
    """
    lengths = batch.prompt_lengths + batch.completion_lengths
    wanted = np.flatnonzero(batch.in_loss & (batch.completion_lengths > 0))
    ordered = wanted[np.argsort(lengths[wanted], kind="stable")]
    start = 0
    for end in range(1, len(ordered) + 1):
        full = end == len(ordered) or (end + 1 - start) * lengths[ordered[end]] > budget
        if full:
            chosen = ordered[start:end]
            rows = [batch.sequence(i) for i in chosen]
            layout, predictor_T = lay_out(
                rows, shared_length=shared_length, dtype=dtype, device=device
            )
            ends, counts = batch.completion_ends[chosen], batch.completion_lengths[chosen]
            source_T = np.concatenate(
                [np.arange(e - c, e) for e, c in zip(ends, counts, strict=True)]
            )
            yield MicroBatch(
                layout,
                predictor_T,
                torch.from_numpy(batch.completion_ids[source_T]).to(device),
                source_T,
                np.repeat(chosen, counts),
            )
            start = end


def _array(arrays: Mapping[str, Any], name: str) -> npt.NDArray[Any]:
    array = arrays.get(name)
    if array is None:
        raise WorkerError("user", f"the array '{name}' is missing")
    array = np.asarray(array)
    if array.ndim != 1:
        raise WorkerError("user", f"the array '{name}' has {array.ndim} dimensions; send 1")
    return array


def _ints(arrays: Mapping[str, Any], name: str) -> Ints:
    array = _array(arrays, name)
    if array.dtype.kind not in "iu" and len(array):
        raise WorkerError("user", f"the array '{name}' is {array.dtype}; send int32")
    return array.astype(np.int64)


def _floats(arrays: Mapping[str, Any], name: str) -> Floats:
    return _array(arrays, name).astype(np.float64)


def _check_length(name: str, found: int, expected: int) -> None:
    if found != expected:
        raise WorkerError("user", f"'{name}' has {found} elements, the lengths say {expected}")
