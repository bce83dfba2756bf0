"""The tokens of a term."""

import re
from dataclasses import dataclass
from fractions import Fraction

from cairn_workers.grader.strict import numerals
from cairn_workers.grader.strict.scan import UnreadableError

_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+(?![\d.]))?)|\\text\{\s*(?P<letter>[A-Za-z])\s*\}"
    r"|\\[A-Za-z]+|\\[{}%|]|[A-Za-z]|\s+|."
)
MOST_TOKENS = 4_000


@dataclass(frozen=True)
class Token:
    """A token; a decimal has its exact value with it."""

    text: str
    number: bool = False
    value: Fraction | None = None


def of(text: str) -> list[Token]:
    """The tokens of a term, without spaces; numbers whole."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isdigit() or text[position] == ".":
            repeating = numerals.repeating_at(text, position)
            if repeating is not None:
                found.append(Token(text[position : repeating[1]], True, repeating[0]))
                position = repeating[1]
                continue
        match = _TOKEN.match(text, position)
        if match is None:
            raise UnreadableError("a character can't be read")
        position = match.end()
        token = match[0]
        if match["number"]:
            found.append(_number(token))
        elif match["letter"]:
            found.append(Token(match["letter"]))
        elif token == r"\%":
            found.append(Token("%"))
        elif token == r"\|":
            raise UnreadableError("a norm is not supported")
        elif not token.isspace():
            found.append(Token(token))
        if len(found) > MOST_TOKENS:
            raise UnreadableError("the term is too long")
    return found


def _number(text: str) -> Token:
    if text.isdecimal():
        if len(text) > numerals.MOST_DIGITS:
            raise UnreadableError("the number is too long")
        return Token(text, True)
    value = numerals.plain(text)
    if value is None:
        raise UnreadableError(f"'{text}' is not a number")
    return Token(text, True, Fraction(value) if isinstance(value, int) else value.value)


def proper_fraction(tokens: list[Token], at: int) -> tuple[str, str, int] | None:
    """(numerator, denominator, where it ends) of a fraction of whole numbers below 1 at `at`."""
    texts = [token.text for token in tokens[at : at + 8]]
    found = _slashed(texts) or _printed(texts)
    if found is None or int(found[0]) >= int(found[1]):
        return None
    upper, lower, length = found
    return upper, lower, at + length


def _slashed(texts: list[str]) -> tuple[str, str, int] | None:
    if len(texts) >= 3 and texts[0].isdecimal() and texts[1] == "/" and texts[2].isdecimal():
        return texts[0], texts[2], 3
    return None


def _printed(texts: list[str]) -> tuple[str, str, int] | None:
    if not texts or texts[0] != r"\frac":
        return None
    parts: list[str] = []
    at = 1
    for _ in range(2):
        if at + 2 < len(texts) and texts[at] == "{" and texts[at + 2] == "}":
            parts.append(texts[at + 1])
            at += 3
        elif at < len(texts) and texts[at].isdecimal() and len(texts[at]) == 1:
            parts.append(texts[at])
            at += 1
        elif at < len(texts) and texts[at].isdecimal() and len(texts[at]) == 2 and not parts:
            parts += list(texts[at])
            at += 1
            break
        else:
            return None
    if not all(part.isdecimal() for part in parts):
        return None
    return parts[0], parts[1], at
