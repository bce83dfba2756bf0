"""The shipped model, its tokenizer and its pool are what the runs expect."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from cairn_chains import vocabulary
from cairn_chains.__main__ import main
from cairn_chains.export import SHIPPED, build_tokenizer, load
from cairn_chains.learner import count_right
from cairn_chains.model import forward
from cairn_chains.problem_pool import draw_easy, draw_pool, read_pool
from cairn_chains.problems import answer, draw, parse
from cairn_chains.sampling import log_probabilities, sample

TEACHER_TEXT = "<question>7*8+9</question><answer>\\boxed{65}</answer>"


@pytest.mark.parametrize(
    ("text", "count"),
    [("<teacher>", 1), ("<student>7*8+9=", 7), ("\\boxed{65}", 4), (TEACHER_TEXT, 13)],
)
def test_text_survives_the_tokenizer(text: str, count: int) -> None:
    tokenizer = build_tokenizer()
    ids = tokenizer.encode(text).ids
    assert len(ids) == count
    assert ids == vocabulary.encode(text)
    assert tokenizer.decode(ids, skip_special_tokens=False) == text
    assert vocabulary.decode(ids) == text


def test_random_chains_survive_the_shipped_tokenizer() -> None:
    tokenizer = AutoTokenizer.from_pretrained(SHIPPED)
    rng = random.Random(0)
    for length in range(1, 15):
        chain = draw(rng, length)
        text = vocabulary.teacher_completion(chain.question, answer(chain))
        ids = tokenizer(text).input_ids
        assert ids == vocabulary.encode(text)
        assert tokenizer.decode(ids, skip_special_tokens=False) == text


def test_only_eos_and_its_like_are_special() -> None:
    tokenizer = AutoTokenizer.from_pretrained(SHIPPED)
    assert set(tokenizer.all_special_tokens) == set(vocabulary.SPECIAL)
    assert tokenizer.eos_token_id == vocabulary.EOS_ID


def test_foreign_characters_become_unknown() -> None:
    assert vocabulary.encode("1 x") == [vocabulary.IDS["1"], 3, 3]


def test_our_forward_pass_is_that_of_transformers() -> None:
    theirs = AutoModelForCausalLM.from_pretrained(SHIPPED, dtype=torch.float32)
    ids = torch.tensor([vocabulary.encode("<student>7*8+9=\\boxed{65}")])
    with torch.no_grad():
        ours, _ = forward(load(), ids, torch.ones_like(ids, dtype=torch.bool))
        assert torch.allclose(ours, theirs(ids).logits, atol=1e-4)


def test_padding_and_cache_do_not_change_log_probabilities() -> None:
    weights = load()
    prompts = ["<student>1+2=", "<student>7*8+9-4*3="]
    completions = sample(weights, prompts, 2, 26, torch.Generator().manual_seed(0))
    batched = log_probabilities(weights, prompts, 2, completions)
    for row, prompt in enumerate([prompts[0], prompts[0], prompts[1], prompts[1]]):
        prompt_ids = vocabulary.encode(prompt)
        said = [token for token in completions[row].tolist() if token != vocabulary.PAD_ID]
        ids = torch.tensor([prompt_ids + said])
        logits, _ = forward(weights, ids, torch.ones_like(ids, dtype=torch.bool))
        logp = logits.log_softmax(-1)[0, len(prompt_ids) - 1 : -1]
        alone = logp.gather(1, torch.tensor(said)[:, None]).sum()
        assert torch.allclose(batched[row], alone, atol=1e-4)


def test_the_problem_sets_are_distinct_and_their_answers_are_right() -> None:
    problems = read_pool(SHIPPED.parent / "pool.jsonl")
    easy = read_pool(SHIPPED.parent / "easy.jsonl")
    assert problems == draw_pool()
    assert easy == draw_easy()
    assert len({problem.question for problem in problems + easy}) == len(problems) + len(easy)
    assert len(problems) == len(easy) == 500
    for problem in problems + easy:
        chain = parse(problem.question)
        assert chain is not None
        assert problem.answer == answer(chain)


def test_the_base_solves_short_chains_and_hardly_ever_pool_problems() -> None:
    weights, generator = load(), torch.Generator().manual_seed(0)
    short = list(draw_pool(16, seed=1, lengths=(1, 2)))
    assert sum(count_right(weights, short, 16, 26, generator)) / 256 > 0.1
    easy = read_pool(SHIPPED.parent / "easy.jsonl")[:64]
    assert sum(count_right(weights, easy, 16, 26, generator)) / 1024 > 0.03
    hard = read_pool(SHIPPED.parent / "pool.jsonl")[:64]
    assert sum(count_right(weights, hard, 16, 26, generator)) / 1024 < 0.01


def test_a_short_build_writes_a_model_that_loads(tmp_path: Path) -> None:
    arguments = ["build", "--exact-steps", "2", "--sloppy-steps", "2", "--out"]
    main([*arguments, str(tmp_path / "one")])
    main([*arguments, str(tmp_path / "two")])
    AutoModelForCausalLM.from_pretrained(tmp_path / "one")
    assert AutoTokenizer.from_pretrained(tmp_path / "one")("<teacher>").input_ids == [4]
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name
