"""Questions that give away their answer, and questions that are almost copies: no model needed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cairn_analyses.vendi import Vectors, unit_rows
from cairn_analyses.written import Written

# A number as a reader sees it: -1,250.75 is one. A minus after an operand is a subtraction.
NUMBER = re.compile(
    r"(?:(?<![\w)\]}.])-)?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
)
# Marks of sentences and quotation marks. Before a digit they may belong to a number or a ratio;
# brackets, signs, slashes, primes and exclamation marks (factorials) mean something to mathematics.
MARKS = re.compile(r"[.,;:?¿。、\"“”„«»](?!\d)")
MINUS = str.maketrans({"\N{MINUS SIGN}": "-"})
TEXT = re.compile(r"\\(?:text|mathrm|textbf|mathbf)\{([^{}]*)\}")
ROWS = 1024


@dataclass(frozen=True)
class Overlap:
    """What a plain comparison of texts finds.

    Attributes:
        texts: their number.
        distinct: number of different ones, by their exact text.
        leaks: questions whose own answer stands in their text.
        reworded: different texts that equal an earlier one but for case, white space, marks of
            sentences and the form of characters.
    """

    texts: int
    distinct: int
    leaks: int
    reworded: int


def overlap(written: Sequence[Written]) -> Overlap:
    distinct = {each.question for each in written}
    return Overlap(
        texts=len(written),
        distinct=len(distinct),
        leaks=sum(map(leaks, written)),
        reworded=len(distinct) - len({bare(text) for text in distinct}),
    )


def leaks(written: Written) -> bool:
    """Whether the answer stands in the question, as written, as a whole number or word.

    Case counts only for an answer of one letter, which would otherwise be found in every 'a'.
    """
    answer = _plain(TEXT.sub(r"\1", written.answer).strip().strip("$"))
    question = _plain(written.question)
    if len(answer) != 1:
        answer, question = answer.casefold(), question.casefold()
    if not answer:
        return False
    numbers = [found.span() for found in NUMBER.finditer(question)]
    start = question.find(answer)
    while start >= 0:
        end = start + len(answer)
        if _is_whole(question, start, end) and not any(
            first < end and start < last and (first < start or end < last)
            for first, last in numbers
        ):
            return True
        start = question.find(answer, start + 1)
    return False


def bare(text: str) -> str:
    """A text without what a reader would not call a change: equal ones are near-duplicates."""
    folded = unicodedata.normalize("NFKC", _plain(text).casefold())
    return " ".join(MARKS.sub(" ", folded).split())


def near(texts: Sequence[str], vectors: Vectors, threshold: float) -> int:
    """How many different texts have a cosine above the threshold with an earlier, different one.

    Args:
        vectors: [n, d], one row per text.
    """
    first = sorted({text: at for at, text in reversed(list(enumerate(texts)))}.values())
    if len(first) < 2:
        return 0
    units = unit_rows(vectors[first])
    found = 0
    for start in range(0, len(units), ROWS):
        cosines = units[start : start + ROWS] @ units[: start + ROWS].T
        found += int((np.tril(cosines, start - 1) > threshold).any(axis=1).sum())
    return found


def _plain(text: str) -> str:
    """Compatible forms of characters, one blank for any white space.

    NFKC alone would turn 5² into 52 and 2½ into 21/2, which are other problems.
    """
    spelled = "".join(map(_spelled, text.translate(MINUS)))
    return " ".join(unicodedata.normalize("NFKC", spelled).split())


def _spelled(character: str) -> str:
    form = unicodedata.decomposition(character)
    if form.startswith("<super>"):
        return "^" + character
    if form.startswith("<sub>"):
        return "_" + character
    if form.startswith("<fraction>"):
        return " " + unicodedata.normalize("NFKC", character).replace("\N{FRACTION SLASH}", "/")
    return character


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the part from start to end does not cut a word or take a minus from its operands."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start] == "-" and (_is_word(before) or before in (")", "]", "}")):
        return False
    return not (_is_word(before) and _is_word(text[start])) and not (
        _is_word(after) and _is_word(text[end - 1])
    )


def _is_word(character: str) -> bool:
    return character == "_" or character.isalnum()
