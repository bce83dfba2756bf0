"""Vectors of texts by a local model of the Hugging Face format."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from cairn_analyses.vendi import Vectors

BATCH = 64
LONGEST = 512


class Embedding:
    """A sentence model: the mean, or the last, of its hidden states over a text's tokens.

    Args:
        directory: config.json, weights and tokenizer; `1_Pooling/config.json` decides mean or last,
            without it the mean is taken.

    Raises:
        OSError: if the directory has no model.
    """

    def __init__(self, directory: Path) -> None:
        if not (directory / "config.json").is_file():
            raise FileNotFoundError(f"{directory} has no config.json: give a model's directory")
        self.tokenizer = AutoTokenizer.from_pretrained(directory)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = AutoModel.from_pretrained(directory).to(self.device).eval()
        self.last = _pools_last(directory)
        if self.tokenizer.pad_token is None:
            self.tokenizer.pad_token = self.tokenizer.eos_token
        self.tokenizer.padding_side = "right"

    @torch.no_grad()
    def vectors(self, texts: list[str]) -> Vectors:
        """One row per text, in order; equal texts are embedded once."""
        distinct = list(dict.fromkeys(texts))
        rows: dict[str, Vectors] = {}
        for start in range(0, len(distinct), BATCH):
            part = distinct[start : start + BATCH]
            rows |= dict(zip(part, self._batch(part), strict=True))
        return np.stack([rows[text] for text in texts]) if texts else np.zeros((0, 1))

    def _batch(self, texts: list[str]) -> Vectors:
        tokens = self.tokenizer(
            texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        ).to(self.device)
        mask = tokens["attention_mask"]
        states = self.model(
            input_ids=tokens["input_ids"], attention_mask=mask
        ).last_hidden_state.double()
        if self.last:
            found = states[torch.arange(len(texts)), mask.sum(1) - 1]
        else:
            found = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        vectors: Vectors = found.cpu().numpy()
        return vectors


def _pools_last(directory: Path) -> bool:
    config = directory / "1_Pooling" / "config.json"
    return config.is_file() and bool(
        json.loads(config.read_text(encoding="utf-8")).get("pooling_mode_lasttoken", False)
    )
