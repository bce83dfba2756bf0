"""Answers that stand in their question, and questions that are almost copies, by hand."""

import numpy as np
import pytest

from cairn_analyses import overlap as overlaps
from cairn_analyses.overlap import bare, leaks, near, overlap
from cairn_analyses.written import Written

LEAKS = [
    ("5", "Show that 2 + 3 = 5."),
    ("5", "5"),
    ("5", "Is it 4,5 or 6?"),
    ("5", "What is 5% of 60?"),
    ("3", "What is 5-3?"),
    ("3", "What is 5 - 3?"),
    ("3", "What is (a)-3?"),
    ("-3", "Add -3 and 7."),
    ("-3", "Add \N{MINUS SIGN}3 and 7."),
    ("1.5", "Half of 3 is 1.5."),
    (".5", "Take .5 of it."),
    ("1,000", "A thousand is 1,000."),
    ("1/2", "Is it 1/2 or more?"),
    ("1/2", "Is it ½ or more?"),
    ("$5$", "Show that it is $5$."),
    ("\\text{Monday}", "Which day follows Sunday, monday or Friday?"),
    ("Even", "Is 7 odd or even?"),
    ("x^2", "Differentiate x² / 2."),
    ("x + 1", "Factor (x + 1)(x + 2)."),
    ("x + 1", "Factor (x  +\n1)(x + 2)."),
    ("\\sqrt{2}", "Is \\sqrt{2} rational?"),
    ("\\pi", "What is 2\\pi / 2?"),
    ("(1, 2)", "Which of (1, 2), (2, 3) is on the line?"),
    ("A", "Choose A or B."),
    ("1", "Sort 1,2345."),
    ("10", "Half of 100 is 50, half of 20 is 10."),
]
KEEPS = [
    ("5", "What is 2 + 3?"),
    ("5", "What is 15 + 52?"),
    ("5", "Round 1.5."),
    ("5", "Round 5.25."),
    ("25", "Round 5.25."),
    ("1", "Halve 1,000."),
    ("000", "Halve 1,000."),
    ("3", "Add -3 and 7."),
    ("3", "Add (-3) and 7."),
    ("-3", "What is 5-3?"),
    ("-3", "What is f(x)-3?"),
    ("2", "Find x in 2x = 6."),
    ("3", "Find a_3."),
    ("1/2", "Is it 11/2?"),
    ("1/2", "Is it 1/25?"),
    ("52", "What is 5²?"),
    ("even", "How many events?"),
    ("A", "What is a number?"),
    ("a", "Choose A or B."),
    ("cat", "Concatenate."),
    ("", "What is it?"),
    ("$$", "What is it?"),
]


@pytest.mark.parametrize(("answer", "question"), LEAKS)
def test_an_answer_that_stands_in_the_question(answer: str, question: str) -> None:
    assert leaks(Written(question, answer))


@pytest.mark.parametrize(("answer", "question"), KEEPS)
def test_an_answer_that_does_not(answer: str, question: str) -> None:
    assert not leaks(Written(question, answer))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Find x.", "find X"),
        ("Find  x,\n\tif it exists.", "Find x if it exists"),
        ("He said “go”: why?", 'He said "go" why'),
        ("Find \uff38\uff0c now", "Find X, now"),
        ("Straße", "STRASSE"),
        ("x²", "x^2"),
        ("2½ apples", "2 1/2 apples"),
        ("5 \N{MINUS SIGN} 3", "5 - 3"),
    ],
)
def test_near_duplicates(first: str, second: str) -> None:
    assert bare(first) == bare(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("5 - 3", "5 + 3"), ("5²", "52"), ("2½", "21/2"), ("a₁", "a1"), ("1.5", "15"),
        ("1,5", "15"), ("3/4", "34"), ("5!", "5"), ("f'(x)", "f(x)"), ("(a+b)c", "a+bc"),
        ("3:4", "3 4"), ("x<y", "x>y"), ("ab", "a b"),
    ],
)  # fmt: skip
def test_other_problems_stay_other_problems(first: str, second: str) -> None:
    assert bare(first) != bare(second)


def test_the_counts_of_a_part() -> None:
    texts = ["Find 5.", "Find 5.", "find 5", "FIND 5?", "Find 6.", "find 6", "Find 7."]
    found = overlap([Written(text, "5") for text in texts])
    # Six different texts of three problems; four of the seven contain the answer.
    assert (found.texts, found.distinct, found.reworded, found.leaks) == (7, 6, 3, 4)
    empty = overlap([])
    assert (empty.texts, empty.distinct, empty.reworded, empty.leaks) == (0, 0, 0, 0)


def test_near_counts_each_question_with_an_earlier_one_above_the_threshold() -> None:
    # Cosines by hand: a-b 0.96, a-c 0.6, b-c 0.8, b-d 0.28, c-d 0.8, a-d 0.
    vectors = np.array([[1.0, 0], [4.8, 1.4], [0.6, 0.8], [0, 2]])
    texts = ["a", "b", "c", "d"]
    assert near(texts, vectors, 0.95) == 1
    assert near(texts, vectors, 0.97) == 0
    assert near(texts, vectors, 0.75) == 3
    # From the other end d is first, and c near it.
    assert near(texts[::-1], vectors[::-1], 0.9) == 1
    assert near(texts[:1], vectors[:1], 0.5) == 0
    assert near([], np.zeros((0, 1)), 0.5) == 0


def test_a_verbatim_copy_is_not_near() -> None:
    vectors = np.array([[1.0, 0], [1, 0], [1, 0], [0, 1]])
    assert near(["a", "a", "b", "c"], vectors, 0.95) == 1


def test_near_does_not_depend_on_the_size_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    vectors = random.normal(size=(50, 3))
    texts = [str(at) for at in range(50)]
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    expected = sum(
        any(units[at] @ units[earlier] > 0.9 for earlier in range(at)) for at in range(50)
    )
    assert 0 < expected < 49
    for rows in (1, 7, 50, 1024):
        monkeypatch.setattr(overlaps, "ROWS", rows)
        assert near(texts, vectors, 0.9) == expected
