"""STRICT: what is equal, what is not, and that nothing is paid for nothing."""

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn_workers.grader.process_pool import GraderPool
from cairn_workers.grader.rules import Rule
from verdicts import table

LIMIT = 20.0


@pytest.fixture(scope="module")
def pool() -> Iterator[GraderPool]:
    pool = GraderPool(1)
    yield pool
    pool.close()


def verdict(pool: GraderPool, reference: str, answer: str, tolerance: float | None = None) -> str:
    return pool.verify([(reference, answer)], LIMIT, Rule.STRICT, [tolerance]).verdicts[0]


@pytest.mark.parametrize("kind", table.kinds())
def test_pairs_of_a_kind(pool: GraderPool, kind: str) -> None:
    pairs = list(table.pairs(kind))
    found = pool.verify([(p.reference, p.answer) for p in pairs], LIMIT, Rule.STRICT).verdicts
    wrong = [
        (pair.reference, pair.answer, found)
        for pair, found in zip(pairs, found, strict=True)
        if (found == "verified") != pair.equal or found == "timed_out"
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", table.kinds())
def test_which_side_is_the_reference_does_not_matter(pool: GraderPool, kind: str) -> None:
    pairs = list(table.pairs(kind))
    turned = pool.verify([(p.answer, p.reference) for p in pairs], LIMIT, Rule.STRICT).verdicts
    wrong = [
        (pair.reference, pair.answer, found)
        for pair, found in zip(pairs, turned, strict=True)
        if (found == "verified") != pair.equal
    ]
    assert wrong == []


def test_the_table_is_large_enough() -> None:
    assert sum(1 for kind in table.kinds() for _ in table.pairs(kind)) >= 250


WHY = [
    ("6t", "6", "the answer lacks symbols of the reference: t"),
    ("6", "6t", "the answer has symbols that the reference lacks: t"),
    (r"100\text{ cm}", r"100\text{ m}", "different units: cm and m"),
    (r"15\text{ cm}^2", r"15\text{ cm}^3", "different units: cm ^2 and cm ^3"),
    ("(1,2)", "1,2", "different kinds of thing: a tuple and a list"),
    ("(1,2)", "(1,3)", "part 2: different numbers"),
    ("x=7", "y=7", "different names: x and y"),
    ("31_7", "31", "one number is written in base 7, the other has no base"),
    ("x<3", "x>3", "different sets of numbers"),
    ("5", "", "the answer is empty"),
    ("5", "(5", "the answer can't be read: a bracket is never closed"),
    ("5", "5.0", "equal"),
]


@pytest.mark.parametrize(("reference", "answer", "why"), WHY)
def test_a_verdict_has_its_reason(pool: GraderPool, reference: str, answer: str, why: str) -> None:
    [found] = pool.explain([(reference, answer)], LIMIT, Rule.STRICT)
    assert found.why == why


def test_what_was_read_is_said(pool: GraderPool) -> None:
    texts = [r"1\frac58", r"\$29.50", "x<3", r"\{2,1\}", "25_9", r"\text{north}", "f(x)=2x"]
    found = pool.explain([(text, text) for text in texts], LIMIT, Rule.STRICT)
    assert [e.reference for e in found] == [
        "13/8",
        "29.5 dollar",
        "x in (-infinity, 3)",
        "the set {2, 1}",
        "23 (written in base 9)",
        "the text 'north'",
        "f(x) = 2*x",
    ]


def test_a_tolerance_counts_for_numbers_and_their_lists(pool: GraderPool) -> None:
    assert verdict(pool, "4.2", "4.3", 0.1) == "verified"
    assert verdict(pool, "4.2", "4.31", 0.1) == "different"
    assert verdict(pool, "4.2", "4.3") == "different"
    assert verdict(pool, "(1.5,2)", "(1.52,2)", 0.02) == "verified"
    assert verdict(pool, r"2.5\text{ km}", r"2510\text{ m}", 0.01) == "verified"
    assert verdict(pool, r"2.5\text{ km}", r"2511\text{ m}", 0.01) == "different"
    assert verdict(pool, "4.2x", "4.25x", 0.1) == "different"


READ = ["1/2", "x^2", "(3, 4)", "B", r"\text{even}", "no", r"\{1,2\}", "x<3", r"5\text{ cm}"]
NOT_READ = [
    "",
    "]",
    "I do not know",
    "I don't know",
    r"\text{I do not know}",
    "the answer is unknown to me",
    "unknown",
    "It depends on x",
    r"\frac{1}{",
]


def test_what_counts_as_an_answer_of_a_teacher(pool: GraderPool) -> None:
    assert pool.parse_verdicts(READ, LIMIT, Rule.STRICT) == ["verified"] * len(READ)
    assert pool.parse_verdicts(NOT_READ, LIMIT, Rule.STRICT) == ["unparsable"] * len(NOT_READ)


HEAVY = [
    "9^{9^{9^{9}}}",
    "(10!)!",
    "2^{10^{12}}",
    r"\binom{10^{9}}{5}",
    r"\sum_{k=1}^{10^{9}} k",
    r"\boxed{" * 2000 + "7" + "}" * 2000,
    "(" * 3000 + "7" + ")" * 3000,
    r"\sqrt{" * 3000 + "7" + "}" * 3000,
    "7" * 100_000,
    "x+" * 20_000 + "x",
    "((((x+1)^{99}+1)^{99}+1)^{99}+1)^{99}",
    "1e999999999",
    "7,7" * 5_000,
    "-" * 30_000 + "7",
]


def test_heavy_answers_harm_nothing(pool: GraderPool) -> None:
    pool.verify([("1", "1")], LIMIT, Rule.STRICT)
    found = pool.verify([("6", heavy) for heavy in HEAVY], 1.0, Rule.STRICT).verdicts
    assert "verified" not in found
    assert verdict(pool, "6", "6.0") == "verified"


def test_boxes_inside_boxes_are_opened(pool: GraderPool) -> None:
    assert verdict(pool, "7", r"\boxed{" * 1500 + "7" + "}" * 1500) == "verified"


SPELLINGS = [
    lambda v: f"\\frac{{{v.numerator}}}{{{v.denominator}}}",
    lambda v: f"{v.numerator}/{v.denominator}",
    lambda v: f"$\\dfrac{{{3 * v.numerator}}}{{{3 * v.denominator}}}$.",
    lambda v: f"x = {v.numerator} \\div {v.denominator}",
    lambda v: f"\\boxed{{{v.numerator}\\cdot {v.denominator}^{{-1}}}}",
    lambda v: f"\\text{{The answer is }} {v.numerator}/{v.denominator}",
]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    value=st.fractions(min_value=-1000, max_value=1000, max_denominator=997),
    other=st.fractions(min_value=-1000, max_value=1000, max_denominator=997),
    spellings=st.tuples(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS)),
)
def test_a_spelling_does_not_change_a_number(
    pool: GraderPool, value: Fraction, other: Fraction, spellings: tuple
) -> None:
    one, two = spellings
    wanted = "verified" if value == other else "different"
    assert verdict(pool, one(value), two(value)) == "verified"
    assert verdict(pool, one(value), two(other)) == wanted


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    whole=st.integers(min_value=1000, max_value=10**12),
    mark=st.sampled_from([",", "{,}", r"\,", r",\!", " ", "~", r"\;"]),
)
def test_digit_groups_are_one_number(pool: GraderPool, whole: int, mark: str) -> None:
    grouped = re.sub(",", lambda _: mark, f"{whole:,}")
    assert verdict(pool, str(whole), grouped) == "verified"
    assert verdict(pool, str(whole + 1), grouped) == "different"


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    digits=st.integers(min_value=1, max_value=10**9),
    places=st.integers(min_value=0, max_value=30),
)
def test_the_last_written_place_counts(pool: GraderPool, digits: int, places: int) -> None:
    one, other = f"{digits}e-{places}", f"{digits + 1}e-{places}"
    assert verdict(pool, one, f"{digits} \\times 10^{{-{places}}}") == "verified"
    assert verdict(pool, one, other) == "different"
