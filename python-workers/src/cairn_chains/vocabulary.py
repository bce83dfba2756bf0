"""The tokens of the `chains` world: whole tags, role marks and single characters."""

from __future__ import annotations

import re
from collections.abc import Iterable

PAD, BOS, EOS, UNKNOWN = "<pad>", "<bos>", "<eos>", "<unk>"
TEACHER, STUDENT = "<teacher>", "<student>"
SPECIAL = (PAD, BOS, EOS, UNKNOWN)
TAGS = (TEACHER, STUDENT, "<question>", "</question>", "<answer>", "</answer>", "\\boxed{", "}")
TOKENS = (*SPECIAL, *TAGS, *"0123456789+-*=")
IDS = {token: index for index, token in enumerate(TOKENS)}
PAD_ID, BOS_ID, EOS_ID, UNKNOWN_ID = (IDS[token] for token in SPECIAL)

# The same expression cuts text here and in the exported tokenizer.
PATTERN = r"</?[a-z]+>|\\boxed\{|."
_PIECE = re.compile(PATTERN, re.DOTALL)


def encode(text: str) -> list[int]:
    """Token ids of a text; no bos is added, foreign characters become the unknown token."""
    return [IDS.get(piece, UNKNOWN_ID) for piece in _PIECE.findall(text)]


def decode(ids: Iterable[int]) -> str:
    """The text up to the first eos, tokens joined without spaces, special tokens left out."""
    pieces: list[str] = []
    for token in ids:
        if token == EOS_ID:
            break
        if token >= len(SPECIAL):
            pieces.append(TOKENS[token])
    return "".join(pieces)


def student_prompt(question: str) -> str:
    """What the student is asked."""
    return f"{STUDENT}{question}="


def student_completion(answer: str) -> str:
    """What the student should say, without the eos."""
    return f"\\boxed{{{answer}}}"


def teacher_completion(question: str, answer: str) -> str:
    """What the teacher should write, without the eos."""
    return f"<question>{question}</question><answer>\\boxed{{{answer}}}</answer>"
