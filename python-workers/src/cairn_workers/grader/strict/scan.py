"""Looks at a normal form from outside its brackets: where it may be split."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"\\text\{[^{}]*\}|\\begin\{[a-z]*matrix\}.*?\\end\{[a-z]*matrix\}|\\[A-Za-z]+|\\.|.", re.DOTALL
)
_OPENS = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\langle": r"\rangle"}
_CLOSES = {")", "]", "}", r"\}", r"\rangle"}
MOST_DEPTH = 100


class UnreadableError(Exception):
    """The text is not mathematics that this rule reads; says why."""


def pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Each token with its place and its depth in brackets; brackets have the depth outside."""
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in _CLOSES:
            depth -= 1
        if depth < 0:
            raise UnreadableError("a bracket that was never opened is closed")
        yield token, match.start(), depth
        if token in _OPENS:
            depth += 1
            if depth > MOST_DEPTH:
                raise UnreadableError(f"brackets are nested more than {MOST_DEPTH} deep")
    if depth:
        raise UnreadableError("a bracket is never closed")


def split(text: str, *separators: str) -> list[str]:
    """The parts between separators that stand outside all brackets, stripped."""
    return [part for part, _ in divided(text, *separators)]


def divided(text: str, *separators: str) -> list[tuple[str, str]]:
    """Parts, each with the separator before it, which is empty for the first."""
    found, start, before = [], 0, ""
    for token, at, depth in pieces(text):
        if depth == 0 and token in separators:
            found.append((text[start:at].strip(), before))
            start, before = at + len(token), token
    found.append((text[start:].strip(), before))
    return found


def has(text: str, *tokens: str) -> bool:
    """Whether one of the tokens stands outside all brackets."""
    return any(depth == 0 and token in tokens for token, _, depth in pieces(text))


def wrapped(text: str) -> tuple[str, str, str] | None:
    """(opening, inside, closing) if one pair of brackets, of any two kinds, holds the whole text.

    Half-open intervals mix brackets, so `(` may be closed by `]`.
    """
    tokens = list(pieces(text))
    if len(tokens) < 2:
        return None
    (first, _, _), (last, at, depth) = tokens[0], tokens[-1]
    if first not in _OPENS or last not in _CLOSES or depth != 0:
        return None
    if any(d == 0 for _, _, d in tokens[1:-1]):
        return None
    if last != _OPENS[first] and not {first, last} <= {"(", "[", ")", "]"}:
        return None
    return first, text[len(first) : at].strip(), last
