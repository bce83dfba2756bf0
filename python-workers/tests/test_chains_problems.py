"""Chains are evaluated left to right, modulo 10, and sloppiness replaces single results."""

from __future__ import annotations

import random

import pytest

from cairn_chains.problems import (
    Chain,
    Sloppiness,
    answer,
    draw,
    draw_length,
    parse,
    sloppy_answer,
)


def brute_force(question: str) -> str:
    """Every prefix evaluated by Python with explicit brackets: exact integers, then modulo 10."""
    said = ""
    for end in range(3, len(question) + 1, 2):
        prefix = question[:end]
        nested = "(" * (end // 2) + prefix[0]
        for at in range(1, end, 2):
            nested += prefix[at : at + 2] + ")"
        said += str(eval(nested) % 10)
    return said


def test_the_example_of_the_specification() -> None:
    chain = parse("7*8+9")
    assert chain is not None
    assert answer(chain) == "65"


def test_answers_agree_with_brute_force() -> None:
    rng = random.Random(1)
    for _ in range(500):
        chain = draw(rng, rng.randint(1, 14))
        assert answer(chain) == brute_force(chain.question), chain.question


def test_questions_read_back() -> None:
    rng = random.Random(2)
    for length in range(1, 15):
        chain = draw(rng, length)
        assert parse(chain.question) == chain


@pytest.mark.parametrize("text", ["", "7", "7*", "77*8", "7**8", "7/8", "*7+", "7*8=", "٣+٣"])
def test_malformed_questions_are_no_chain(text: str) -> None:
    assert parse(text) is None


def test_a_chain_needs_an_operator() -> None:
    with pytest.raises(ValueError, match="1 operands"):
        Chain((7,), "")


def test_certain_sloppiness_repeats_the_second_operands() -> None:
    always = Sloppiness(1, 1, 1, 0, ceiling=1)
    assert sloppy_answer(Chain((7, 8, 9), "*+"), always, random.Random(0)) == "89"


def test_no_sloppiness_gives_the_answer() -> None:
    never = Sloppiness(0, 0, 0, 0)
    chain = draw(random.Random(3), 9)
    assert sloppy_answer(chain, never, random.Random(0)) == answer(chain)


def test_sloppiness_grows_with_the_step_up_to_its_ceiling() -> None:
    sloppiness = Sloppiness(0.3, 0.5, 0.6, 0.05)
    assert sloppiness.probability("+", 2) == pytest.approx(0.4)
    assert sloppiness.probability("*", 50) == 0.9


def test_lengths_count_from_one() -> None:
    assert draw_length(random.Random(0), (0, 0, 1)) == 3
