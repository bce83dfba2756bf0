"""How a micro-batch's tokens go through the model: padded sequences, or each prompt only once.

The completions of one group share their prompt. For short completions the prompts are most of the
work, so `PrefixSharedLayout` runs each distinct prompt once and lets the completions attend to its
keys and values; gradients flow back through those. Where that saves little, `PaddedLayout` runs
plain padded sequences, whose attention needs no mask at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

Ints = npt.NDArray[np.int64]
WORTH_SHARING = 0.75  # largest share of the tokens of PaddedLayout for which prompts are shared


@dataclass(frozen=True)
class PaddedLayout:
    """Sequences without their last token (nothing is predicted from it), padded on the right.

    No attention mask: a causal model's token never sees the padding that comes after it.
    """

    ids_BL: Tensor


@dataclass(frozen=True)
class PrefixSharedLayout:
    """U distinct prompts, and B completions without their last token.

    Attributes:
        prompt_of_B: which prompt each completion follows.
        positions_BC: position ids of the completions' tokens.
        mask_BCK: 0 where a completion's token may look, the dtype's minimum elsewhere; K counts
            the prompts' padded positions and then the completion's own; [B, 1, C, K].
    """

    prompts_UP: Tensor
    completions_BC: Tensor
    prompt_of_B: Tensor
    positions_BC: Tensor
    mask_BCK: Tensor


Layout = PaddedLayout | PrefixSharedLayout
Rows = Sequence[tuple[Ints, Ints]]  # prompt and completion ids of each sequence


def lay_out(
    rows: Rows, *, shared_length: int, dtype: torch.dtype, device: torch.device
) -> tuple[Layout, Tensor]:
    """The cheaper layout, and per completion token the flat position that predicts it.

    Args:
        shared_length: prompts are shared if no sequence has more tokens; 0 never shares.
    """
    prompts = [prompt for prompt, _ in rows]
    distinct: dict[bytes, int] = {}
    prompt_of = [distinct.setdefault(prompt.tobytes(), len(distinct)) for prompt in prompts]
    width = max(len(p) + len(c) - 1 for p, c in rows)
    own = max(len(c) for _, c in rows) - 1
    longest = max(len(p) for p in prompts)
    shared_tokens = len(distinct) * longest + len(rows) * own
    if width > shared_length or shared_tokens > WORTH_SHARING * len(rows) * width:
        ids_BL, predictor_T = _padded_sequences(rows, width)
        return PaddedLayout(_to_tensor(ids_BL, device)), _to_tensor(predictor_T, device)
    unique = [np.frombuffer(key, dtype=np.int64) for key in distinct]
    completions = _pad_right([c[:-1] for _, c in rows], own)
    lengths = np.array([len(p) for p in prompts])
    positions = lengths[:, None] + np.arange(own)
    layout = PrefixSharedLayout(
        _to_tensor(_pad_right(unique, longest), device),
        _to_tensor(completions, device),
        _to_tensor(np.array(prompt_of), device),
        _to_tensor(positions, device),
        _mask(lengths, longest, own, dtype).to(device),
    )
    first_own = len(distinct) * longest
    predictors = [
        np.append(u * longest + len(p) - 1, first_own + row * own + np.arange(len(c) - 1))
        for row, (u, (p, c)) in enumerate(zip(prompt_of, rows, strict=True))
    ]
    return layout, _to_tensor(np.concatenate(predictors), device)


def _padded_sequences(rows: Rows, width: int) -> tuple[Ints, Ints]:
    ids_BL = _pad_right([np.concatenate((p, c[:-1])) for p, c in rows], width)
    predictors = [
        np.arange(row * width + len(p) - 1, row * width + len(p) + len(c) - 1)
        for row, (p, c) in enumerate(rows)
    ]
    return ids_BL, np.concatenate(predictors)


def _pad_right(rows: Sequence[Ints], width: int) -> Ints:
    padded = np.zeros((len(rows), width), dtype=np.int64)
    for row, ids in enumerate(rows):
        padded[row, : len(ids)] = ids
    return padded


def _mask(prompt_lengths: Ints, longest: int, own: int, dtype: torch.dtype) -> Tensor:
    prompts_BK = np.arange(longest) < prompt_lengths[:, None]
    allowed = np.empty((len(prompt_lengths), own, longest + own), dtype=bool)
    allowed[:, :, :longest] = prompts_BK[:, None, :]
    allowed[:, :, longest:] = np.tri(own, dtype=bool)
    mask = torch.zeros(allowed.shape, dtype=dtype)
    return mask.masked_fill_(torch.from_numpy(~allowed), torch.finfo(dtype).min)[:, None]


def _to_tensor(array: Ints, device: torch.device) -> Tensor:
    return torch.from_numpy(array.astype(np.int64, copy=False)).to(device)
