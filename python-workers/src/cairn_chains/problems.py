"""Chains of digit operations: the questions of the `chains` world and how they are answered."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

OPERATORS = "+-*"
DIGITS = "0123456789"


@dataclass(frozen=True)
class Chain:
    """One question `d o d o d ...`: len(operators) == len(operands) - 1 >= 1, operands 0..9."""

    operands: tuple[int, ...]
    operators: str

    def __post_init__(self) -> None:
        """Refuses chains without an operator or with a part missing."""
        if not self.operators or len(self.operands) != len(self.operators) + 1:
            raise ValueError(f"{len(self.operands)} operands, {len(self.operators)} operators")

    @property
    def question(self) -> str:
        """The text, such as `7*8+9`."""
        rest = zip(self.operators, self.operands[1:], strict=True)
        return str(self.operands[0]) + "".join(f"{operator}{digit}" for operator, digit in rest)


@dataclass(frozen=True)
class Sloppiness:
    """How likely step k (from 0) answers with its second operand instead of its result."""

    plus: float
    minus: float
    times: float
    slope: float
    ceiling: float = 0.9

    def probability(self, operator: str, step: int) -> float:
        """The probability of a wrong step, at most `ceiling`."""
        start = {"+": self.plus, "-": self.minus, "*": self.times}[operator]
        return min(self.ceiling, start + self.slope * step)


def apply(operator: str, left: int, right: int) -> int:
    """One step, modulo 10."""
    match operator:
        case "+":
            return (left + right) % 10
        case "-":
            return (left - right) % 10
        case "*":
            return (left * right) % 10
        case _:
            raise ValueError(f"operator {operator!r} is not one of {OPERATORS}")


def answer(chain: Chain) -> str:
    """All intermediate results, left to right: `7*8+9` gives `65`."""
    results: list[str] = []
    value = chain.operands[0]
    for operator, digit in zip(chain.operators, chain.operands[1:], strict=True):
        value = apply(operator, value, digit)
        results.append(str(value))
    return "".join(results)


def sloppy_answer(chain: Chain, sloppiness: Sloppiness, rng: random.Random) -> str:
    """An answer with steps replaced by their second operand; the chain continues from there."""
    results: list[str] = []
    value = chain.operands[0]
    steps = zip(chain.operators, chain.operands[1:], strict=True)
    for step, (operator, digit) in enumerate(steps):
        wrong = rng.random() < sloppiness.probability(operator, step)
        value = digit if wrong else apply(operator, value, digit)
        results.append(str(value))
    return "".join(results)


def parse(question: str) -> Chain | None:
    """The chain that a text spells, or None if it is not well formed."""
    digits, operators = question[0::2], question[1::2]
    well_formed = (
        len(question) >= 3
        and len(question) % 2 == 1
        and all(character in DIGITS for character in digits)
        and all(character in OPERATORS for character in operators)
    )
    return Chain(tuple(map(int, digits)), operators) if well_formed else None


def draw(rng: random.Random, length: int) -> Chain:
    """A uniformly drawn chain of `length` operators."""
    operands = tuple(rng.randrange(10) for _ in range(length + 1))
    return Chain(operands, "".join(rng.choice(OPERATORS) for _ in range(length)))


def draw_length(rng: random.Random, weights: Sequence[float]) -> int:
    """A length of 1 or more; `weights[i]` is the weight of length i + 1."""
    return rng.choices(range(1, len(weights) + 1), weights)[0]
