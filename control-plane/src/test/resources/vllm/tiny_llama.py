"""Makes a throw-away Llama of random weights with a character tokenizer, and LoRA adapters for it.

Usage: tiny_llama.py DIR ADAPTERS. Writes DIR/model and DIR/adapter-0 ... DIR/adapter-<ADAPTERS - 1>.
"""

import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

RANK = 8
CHARACTERS = "0123456789+-*=? abcdefghijklmnopqrstuvwxyz"
SPECIAL = ["<pad>", "<bos>", "<eos>", "<unk>"]


def tokenizer() -> PreTrainedTokenizerFast:
    vocabulary = {token: index for index, token in enumerate([*SPECIAL, *CHARACTERS])}
    tokens = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokens.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokens.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=tokens, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>"
    )


def main(directory: Path, adapters: int) -> None:
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(SPECIAL) + len(CHARACTERS), hidden_size=64, intermediate_size=192, num_hidden_layers=3,
        num_attention_heads=2, num_key_value_heads=2, head_dim=32, max_position_embeddings=256,
        bos_token_id=1, eos_token_id=2, pad_token_id=0,
    )
    base = LlamaForCausalLM(config)
    base.save_pretrained(directory / "model")
    tokenizer().save_pretrained(directory / "model")
    for number in range(adapters):
        torch.manual_seed(100 + number)
        lora = LoraConfig(r=RANK, lora_alpha=16, target_modules="all-linear", init_lora_weights=False)
        model = get_peft_model(LlamaForCausalLM(config), lora)
        for name, parameter in model.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(parameter, std=0.3)
        model.save_pretrained(directory / f"adapter-{number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
