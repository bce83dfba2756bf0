"""The loss once more, as plainly as it can be written: PEFT's model, one
sequence at a time, whole logits, autograd through everything.

    L = -(1/N) sum_seq A sum_t w_t log pi(y_t)  +  c (1/N) sum_seq sum_t kl_t

with c the KL coefficient where the KL is placed in the loss, else 0.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from torch import Tensor
from transformers import AutoModelForCausalLM


@dataclass(frozen=True)
class Gradient:
    """The loss, its gradient by PEFT's tensor names, and (1/N) sum_seq sum_t kl_t."""

    loss: float
    kl: float
    tensors: dict[str, Tensor]


class Reference:
    def __init__(
        self, model_path: Path, policy: Path, baseline: Path, dtype: torch.dtype = torch.float32
    ) -> None:
        base = AutoModelForCausalLM.from_pretrained(model_path, dtype=dtype)
        self.model = PeftModel.from_pretrained(base, str(policy), is_trainable=True).eval()
        self.model.load_adapter(str(baseline), "baseline", is_trainable=False)
        self.model.to(dtype)
        self.model.set_adapter("default")
        self.parameters = {
            name.replace(".default", ""): p
            for name, p in self.model.named_parameters()
            if ".default." in name
        }

    def gradient(
        self, batch: dict[str, Any], settings: dict[str, Any], temperature: float = 1.0
    ) -> Gradient:
        for parameter in self.parameters.values():
            parameter.grad = None
        loss, kl = self.loss(batch, settings, temperature)
        loss.backward()
        return Gradient(
            float(loss.detach()), float(kl), {n: p.grad.clone() for n, p in self.parameters.items()}
        )

    def loss(
        self, batch: dict[str, Any], settings: dict[str, Any], temperature: float = 1.0
    ) -> tuple[Tensor, Tensor]:
        """The loss, with its graph, and the mean over sequences of the summed KL terms."""
        n = len(batch["prompt_lengths"])
        prompts = split(batch["prompt_ids"], batch["prompt_lengths"])
        completions = split(batch["completion_ids"], batch["completion_lengths"])
        sampler = split(batch["sampler_logprobs"], batch["completion_lengths"])
        tokens = sum(len(c) for c, i in zip(completions, batch["in_loss"], strict=True) if i)
        total, kl = torch.zeros(()), torch.zeros(())
        for i in range(n):
            if not batch["in_loss"][i]:
                continue
            logprobs = self.logprobs(prompts[i], completions[i], temperature)
            w = torch.ones_like(logprobs)
            if settings["importance"] == "truncated":
                ratio = torch.exp(logprobs.detach() - torch.tensor(sampler[i]))
                w = torch.minimum(torch.tensor(settings["importance_cap"]), ratio)
            terms = -float(batch["advantages"][i]) * w * logprobs
            if has_kl_term(settings):
                against = settings["kl"]["reference"]
                d = logprobs - self.reference(prompts[i], completions[i], against, temperature)
                k2, k3 = 0.5 * d**2, torch.exp(-d) + d - 1
                kl_t = k2 if settings["kl"]["estimator"] == "k2" else k3
                terms = terms + settings["kl"]["coefficient"] * kl_t
                kl = kl + kl_t.detach().sum() / n
            if settings["aggregation"] == "sequence_sum":
                total = total + terms.sum() / n
            elif settings["aggregation"] == "token_mean":
                total = total + terms.sum() / tokens
            else:
                total = total + terms.sum() / settings["fixed_length"] / n
        return total, kl

    def logprobs(self, prompt: Any, completion: Any, temperature: float) -> Tensor:
        ids = torch.tensor([*prompt, *completion])[None]
        logits = self.model(input_ids=ids).logits[0] / temperature
        predicted = logits[len(prompt) - 1 : -1].log_softmax(-1)
        return predicted[torch.arange(len(completion)), torch.tensor(completion).long()]

    @torch.no_grad()
    def reference(self, prompt: Any, completion: Any, against: str, temperature: float) -> Tensor:
        if against == "base":
            with self.model.disable_adapter():
                return self.logprobs(prompt, completion, temperature)
        self.model.set_adapter("baseline")
        logprobs = self.logprobs(prompt, completion, temperature)
        self.model.set_adapter("default")
        return logprobs

    @torch.no_grad()
    def ratios(self, batch: dict[str, Any]) -> list[Tensor]:
        """pi / sampler of each token in the loss, one tensor a sequence."""
        prompts = split(batch["prompt_ids"], batch["prompt_lengths"])
        completions = split(batch["completion_ids"], batch["completion_lengths"])
        sampler = split(batch["sampler_logprobs"], batch["completion_lengths"])
        return [
            torch.exp(self.logprobs(prompts[i], completions[i], 1.0) - torch.tensor(sampler[i]))
            for i in range(len(prompts))
            if batch["in_loss"][i]
        ]


def has_kl_term(settings: dict[str, Any]) -> bool:
    return bool(settings["kl"]["placement"] == "loss" and settings["kl"]["coefficient"] > 0)


def split(flat: Any, lengths: Any) -> list[Any]:
    parts, start = [], 0
    for length in lengths:
        parts.append(flat[start : start + length])
        start += length
    return parts
