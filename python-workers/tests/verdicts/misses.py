"""Answers that are nearly right, and texts that are none."""

import re
from collections.abc import Callable
from random import Random

from verdicts.parts import elements, joined

Change = Callable[[str, Random], str | None]


def one_of(pattern: str, text: str, rng: Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return rng.choice(found) if found else None


def put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def swapped(pattern: str, replacement: str) -> Change:
    """Replaces one of the places where the pattern stands."""

    def change(text: str, rng: Random) -> str | None:
        match = one_of(pattern, text, rng)
        return put(text, match, match.expand(replacement)) if match else None

    return change


def other_sign(text: str, _rng: Random) -> str | None:
    return text[1:] if text.startswith("-") else "-" + text


def other_digit(text: str, rng: Random) -> str | None:
    match = one_of(r"\d", text, rng)
    return put(text, match, str((int(match[0]) + rng.randint(1, 9)) % 10)) if match else None


def off_by_one(text: str, rng: Random) -> str | None:
    match = one_of(r"\d+", text, rng)
    return put(text, match, str(int(match[0]) + rng.choice([-1, 1]))) if match else None


def other_order(text: str, rng: Random) -> str | None:
    parts = elements(text)
    return joined(parts[0], parts[1][::-1], parts[2]) if parts else None


def one_less(text: str, rng: Random) -> str | None:
    parts = elements(text)
    if parts is None or len(parts[1]) < 2:
        return None
    parts[1].pop(rng.randrange(len(parts[1])))
    return joined(*parts)


def one_more(text: str, rng: Random) -> str | None:
    return f"{text}, {rng.randint(1, 99)}"


def other_end(text: str, rng: Random) -> str | None:
    other = {"(": "[", "[": "(", ")": "]", "]": ")"}
    match = one_of(r"^(?:\\left)?[(\[]|[)\]]$", text, rng)
    return put(text, match, match[0][:-1] + other[match[0][-1]]) if match else None


NEAR: list[Change] = [
    other_sign,
    other_digit,
    off_by_one,
    other_order,
    one_less,
    one_more,
    other_end,
    swapped(r"\+", "-"),
    swapped(r"(?<=.)-", "+"),
    swapped(r"\\([dt]?)frac\{([^{}]*)\}\{([^{}]*)\}", r"\\\1frac{\3}{\2}"),
    swapped(r"\\sqrt\{([^{}]*)\}", r"\1"),
    swapped(r"\\pi", ""),
    swapped(r"(\d)$", r"\g<1>0"),
    swapped(r"(\d)(\d)", r"\2\1"),
    swapped(r"(\d)$", r"\1\\pi"),
    swapped(r"(\d)\.(\d)", r"\1\2."),
    swapped(r"(\.\d+)\d$", r"\1"),
    swapped(r"\^2", "^3"),
    swapped(r"(?<![a-z\\])x", "y"),
    swapped(r"\bn\b", "(n+1)"),
    swapped(r"\\cup", r"\\cap"),
    swapped(r"\\le\b", "<"),
    swapped(r"\\(sin|cos|tan)", r"\\cot"),
    swapped(r"([a-z])\}$", r"\1s}"),
]

NO_ANSWERS = [
    "",
    " ",
    "]",
    ")(",
    "[",
    "(",
    "{}",
    "$",
    "$$",
    "?",
    "...",
    "\\",
    "\\\\",
    "\\frac{}{}",
    "\\frac{1}{",
    "\\sqrt{}",
    "\\text{}",
    "\\left(",
    "\\begin{pmatrix} 1 & 2",
    "\\undefinedcommand{3}",
    "\\text{I do not know}",
    "cannot be determined",
    "no solution",
    "\\emptyset",
    "NaN",
    "\\frac{1}{0}",
    "0/0",
    "<script>alert(1)</script>",
    "'; drop table run; --",
    "十二",
    "\U0001f600",
    "\u2028\u0007",
    "a\x00b",
]


def cut_off(text: str, rng: Random) -> str | None:
    return text[: rng.randrange(len(text))] if len(text) > 3 else None


def without_a_bracket(text: str, rng: Random) -> str | None:
    match = one_of(r"[(){}\[\]]", text, rng)
    return put(text, match, "") if match else None


def with_a_bracket(text: str, rng: Random) -> str | None:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice("(){}[]$\\") + text[at:]


def doubled_operator(text: str, rng: Random) -> str | None:
    match = one_of(r"[+\-=,/]", text, rng)
    return put(text, match, match[0] * 3) if match else text + "++"


def unknown_command(text: str, rng: Random) -> str | None:
    return f"\\{rng.choice(['foo', 'bar', 'operatorname', 'mathbb'])}{{{text}}}"


def no_answer(_text: str, rng: Random) -> str | None:
    return rng.choice(NO_ANSWERS)


def prose(text: str, rng: Random) -> str | None:
    return rng.choice(["The answer is {}", "either {} or not", "{} (see above)"]).format(text)


BROKEN: list[Change] = [
    cut_off,
    without_a_bracket,
    with_a_bracket,
    doubled_operator,
    unknown_command,
    no_answer,
    prose,
]
