"""Samples policies of the chains world with transformers and PEFT, as an engine would."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

from batches import Arrays
from cairn_chains.export import SHIPPED


@dataclass(frozen=True)
class Sampled:
    """Completions with their end token, and what the sampler said of each token."""

    prompts: list[list[int]]
    completions: list[list[int]]
    logprobs: list[list[float]]
    texts: list[str]

    def batch(self, advantages: Sequence[float]) -> Arrays:
        size = len(self.prompts)
        return {
            "prompt_ids": np.concatenate(self.prompts).astype(np.int32),
            "prompt_lengths": np.array([len(p) for p in self.prompts], np.int32),
            "completion_ids": np.concatenate(self.completions).astype(np.int32),
            "completion_lengths": np.array([len(c) for c in self.completions], np.int32),
            "sampler_logprobs": np.concatenate(self.logprobs).astype(np.float32),
            "advantages": np.array(advantages, np.float64),
            "in_loss": np.ones(size, np.int32),
        }


class Policy:
    """The shipped model with one adapter directory on it."""

    def __init__(self, adapter: Path) -> None:
        base = AutoModelForCausalLM.from_pretrained(SHIPPED, dtype=torch.float32)
        self.model = PeftModel.from_pretrained(base, str(adapter)).eval()
        self.tokenizer = AutoTokenizer.from_pretrained(SHIPPED, padding_side="left")

    @torch.no_grad()
    def sample(self, prompts: Sequence[str], group: int, limit: int, seed: int) -> Sampled:
        """`group` completions a prompt at temperature 1, prompt by prompt."""
        torch.manual_seed(seed)
        end = self.tokenizer.eos_token_id
        asked = self.tokenizer(list(prompts), return_tensors="pt", padding=True)
        drawn = self.model.generate(
            input_ids=asked.input_ids,
            attention_mask=asked.attention_mask,
            do_sample=True,
            temperature=1.0,
            top_k=0,
            top_p=1.0,
            num_return_sequences=group,
            max_new_tokens=limit,
            pad_token_id=self.tokenizer.pad_token_id,
            output_logits=True,
            return_dict_in_generate=True,
        )
        said_NC = drawn.sequences[:, asked.input_ids.shape[1] :]
        logprobs_NCV = torch.stack(drawn.logits, 1).log_softmax(-1)
        logprobs_NC = logprobs_NCV.gather(2, said_NC[:, :, None])[:, :, 0]
        completions, logprobs = [], []
        for said, logprob in zip(said_NC.tolist(), logprobs_NC.tolist(), strict=True):
            length = said.index(end) + 1 if end in said else len(said)
            completions.append(said[:length])
            logprobs.append(logprob[:length])
        ids = [self.tokenizer(prompt).input_ids for prompt in prompts for _ in range(group)]
        shown = [row[:-1] if row[-1] == end else row for row in completions]
        texts = self.tokenizer.batch_decode(shown, skip_special_tokens=False)
        return Sampled(ids, completions, logprobs, texts)

    @torch.no_grad()
    def logprob(self, prompt: list[int], completion: list[int]) -> float:
        """Of a whole completion, alone and unpadded, in float64 sums."""
        logits = self.model(input_ids=torch.tensor([prompt + completion])).logits[0]
        predicted = logits[len(prompt) - 1 : -1].log_softmax(-1)
        chosen = predicted.gather(1, torch.tensor(completion)[:, None])
        return float(chosen.sum(dtype=torch.float64))

    def signal(self, sampled: Sampled, advantages: Sequence[float]) -> float:
        """sum over sequences of A log pi(y)."""
        return sum(
            advantage * self.logprob(prompt, completion)
            for advantage, prompt, completion in zip(
                advantages, sampled.prompts, sampled.completions, strict=True
            )
        )
