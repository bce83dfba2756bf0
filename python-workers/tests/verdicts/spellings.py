"""Other spellings of an answer: what a student may write who has it right.

Most are equal for Math-Verify and some are not; which ones is its business. A spelling returns
None where it does not apply.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random

import sympy
from sympy.parsing.sympy_parser import (
    implicit_multiplication,
    parse_expr,
    standard_transformations,
)

from verdicts.parts import elements, fraction, joined, terms

Spelling = Callable[[str, Random], str | None]

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
UNITS = [r"\text{ cm}", r"\ \text{units}", r" \text{ square inches}", "^\\circ", " dollars", r"\%"]
ALPHABET = re.compile(r"[\d a-z+\-^(){}]*[a-z][\d a-z+\-^(){}]*")


def replaced(pattern: str, replacement: str) -> Spelling:
    """A spelling by one regular expression."""

    def spell(text: str, _rng: Random) -> str | None:
        return re.sub(pattern, replacement, text)

    return spell


def matched(pattern: str, *templates: str) -> Spelling:
    """A spelling of whole answers: one of the templates with the pattern's groups."""

    def spell(text: str, rng: Random) -> str | None:
        match = re.fullmatch(pattern, text)
        return match.expand(rng.choice(templates)) if match else None

    return spell


def decimal(text: str, rng: Random) -> str | None:
    value = fraction(text)
    if value is None or value.denominator == 1:
        return None
    digits = rng.choice([6, 8, 12])
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.{digits}f}"


def exact_decimal(text: str, _rng: Random) -> str | None:
    value = fraction(text)
    if value is None or 10**9 % value.denominator or value.denominator == 1:
        return None
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


def mixed(text: str, _rng: Random) -> str | None:
    value = fraction(text)
    if value is None or value.denominator == 1 or abs(value) < 1:
        return None
    whole, rest = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    return rf"{sign}{whole}\frac{{{rest.numerator}}}{{{rest.denominator}}}"


def scaled(text: str, rng: Random) -> str | None:
    value = fraction(text)
    if value is None:
        return None
    k = rng.randint(2, 9)
    style = rng.choice([r"\frac{{{}}}{{{}}}", "{}/{}", r"\dfrac{{{}}}{{{}}}"])
    return style.format(value.numerator * k, value.denominator * k)


def from_decimal(text: str, _rng: Random) -> str | None:
    if not re.fullmatch(r"-?\d*\.\d+", text):
        return None
    value = Fraction(text)
    return rf"\frac{{{value.numerator}}}{{{value.denominator}}}"


def thousands(text: str, rng: Random) -> str | None:
    if not re.fullmatch(r"-?\d{4,}", text):
        return None
    return f"{int(text):,}".replace(",", rng.choice([",", "{,}", r"\,", ",\\!", " "]))


def expression_of_integer(text: str, rng: Random) -> str | None:
    if not re.fullmatch(r"-?\d{1,12}", text):
        return None
    value, part = int(text), rng.randint(2, 20)
    return rng.choice(
        [
            f"{value - part}+{part}",
            f"{value + part} - {part}",
            rf"\frac{{{value * part}}}{{{part}}}",
            f"{value * part}/{part}",
            f"{value * part} \\div {part}",
            rf"\sqrt{{{value * value}}}",
            f"{value // part} \\cdot {part} + {value % part}",
            rf"{Decimal(value) / 1000} \times 10^{{3}}",
            WORDS[value] if 0 <= value <= 10 else f"0{value}",
        ]
    )


def unit(text: str, rng: Random) -> str | None:
    return text + rng.choice(UNITS) if re.fullmatch(r"-?[\d.]+", text) else None


def radical(text: str, rng: Random) -> str | None:
    match = re.fullmatch(r"(-?)(\d+) ?\\sqrt\{?(\d+)\}?", text)
    if match is None:
        return None
    sign, outer, inner = match[1], int(match[2]), int(match[3])
    return rng.choice(
        [
            rf"{sign}\sqrt{{{outer * outer * inner}}}",
            rf"{sign}\sqrt{{{inner}}} \cdot {outer}",
            rf"{sign}{outer}*\sqrt{{{inner}}}",
            rf"{sign}{outer} \times {inner}^{{1/2}}",
            f"{sign}{float(outer * sympy.sqrt(inner).evalf(20)):.9f}",
        ]
    )


def sum_in_other_order(text: str, rng: Random) -> str | None:
    found = terms(text)
    if len(found) < 2:
        return None
    rng.shuffle(found)
    return "".join(found).removeprefix("+")


def elements_in_other_order(text: str, rng: Random) -> str | None:
    parts = elements(text)
    if parts is None or len(parts[1]) < 2:
        return None
    opening, inside, closing = parts
    rng.shuffle(inside)
    return joined(opening, inside, closing)


def other_list(text: str, rng: Random) -> str | None:
    parts = elements(text)
    if parts is None or len(parts[1]) < 2:
        return None
    inside = parts[1]
    return rng.choice(
        [
            ",".join(inside),
            r"\{" + ", ".join(inside) + r"\}",
            r"\left\{" + ",".join(inside) + r"\right\}",
            ", ".join(inside[:-1]) + r" \text{ and } " + inside[-1],
            " or ".join(inside),
            ", ".join(f"x={element}" for element in inside),
        ]
    )


def inequality(text: str, _rng: Random) -> str | None:
    match = re.fullmatch(r"(?:\\left)?([(\[])([^,]+),([^,]+?)(?:\\right)?([)\]])", text)
    if match is None:
        return None
    low, high = match[2].strip(), match[3].strip()
    less = {"(": "<", "[": r"\le "}[match[1]], {")": "<", "]": r"\le "}[match[4]]
    if "infty" in low:
        return f"x{less[1]}{high}"
    return f"x > {low}" if "infty" in high else f"{low}{less[0]}x{less[1]}{high}"


def polynomial(text: str, rng: Random) -> str | None:
    if not ALPHABET.fullmatch(text) or len(text) > 40 or len(set(re.findall("[a-z]", text))) > 2:
        return None
    plain = text.replace("{", "(").replace("}", ")").replace("^", "**")
    try:
        rules = (*standard_transformations, implicit_multiplication)
        expression = parse_expr(plain, transformations=rules)
        return str(sympy.latex(rng.choice([sympy.expand, sympy.factor])(expression)))
    except (SyntaxError, TypeError, AttributeError):
        return None


SPELLINGS: list[Spelling] = [
    decimal,
    exact_decimal,
    mixed,
    scaled,
    from_decimal,
    thousands,
    expression_of_integer,
    unit,
    radical,
    sum_in_other_order,
    elements_in_other_order,
    other_list,
    inequality,
    polynomial,
    replaced(r"\\[dt]?frac", r"\\dfrac"),
    replaced(r"\\[dt]?frac", r"\\tfrac"),
    replaced(r"\\[dt]?frac\{(\d)\}\{(\d)\}", r"\\frac\1\2"),
    replaced(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)"),
    matched(r"-\\[dt]?frac\{(\d+)\}\{(\d+)\}", r"\\frac{-\1}{\2}", r"\\frac{\1}{-\2}", r"-\1/\2"),
    matched(
        r"\\[dt]?frac\{(\d+)\}\{(\d+)\}", r"\1/\2", r"\1 / \2", r"\1 \\div \2", r"{\1 \\over \2}"
    ),
    matched(r"(-?\d+)", r"\1.0", r"\1.00", r"+\1", r"00\1", r"\1.", r"(\1)"),
    matched(r"(-?\d*\.\d+)", r"\g<1>0", r"\g<1>000", r"0\1", r"\1 "),
    matched(r"(.*)", r"x=\1", r"x = \1", r"= \1", r"n=\1", r"f(x)=\1", r"\\approx \1"),
    matched(r"(.*)", r"$\1$", r"\\(\1\\)", r"{\1}", r"\\displaystyle \1", r"\1.", r"\1 "),
    matched(r"(.*)", r"\\boxed{\1}", r"\\mathbf{\1}", r"\\text{\1}", r"\\mathrm{\1}", r"\n\1\n"),
    matched(r"\\text(?:bf)?\{(.*)\}", r"\1", r"\\textbf{\1}", r"\\mathrm{\1}", r"\\text{ \1 }"),
    matched(r"(\D*\d+)\^\{?\\circ\}?", r"\1", r"\1^{\\circ}", r"\1°", r"\1\\text{ degrees}"),
    matched(r"(.*\d)\s*\\?%", r"\1", r"\1 \\%", r"\1%", r"\1 percent", r"\\frac{\1}{100}"),
    matched(r"\\?\$\s*(.*)", r"\1", r"\\$\1", r"\1 dollars", r"$\1"),
    matched(r"(.*?)\\(?:text|mbox|mathrm)\{.*\}(?:\^\d)?", r"\1", r"\1\\text{ m}"),
    matched(r"(-?\d*)(\\pi)", r"\2 \\cdot \1", r"\1*\2", r"\1\\times\2", r"\1 π"),
    matched(r"(\w+) ?= ?(.*)", r"\2", r"\2=\1", r"\1 = \2", r"\1-(\2)=0"),
    replaced(r"(\d)([a-z])", r"\1 \\cdot \2"),
    replaced(r"(\d)([a-z])", r"\1*\2"),
    replaced(r"\^\{(\w)\}", r"^\1"),
    replaced(r"\^(\w)", r"^{\1}"),
    replaced(r"\\sqrt\{(\d)\}", r"\\sqrt\1"),
    replaced(r"\\sqrt ?(\d)", r"\\sqrt{\1}"),
    replaced(r"\\sqrt\{([^{}]*)\}", r"(\1)^{\\frac{1}{2}}"),
    replaced(r"\\(?:left|right)(?![a-z])", ""),
    replaced(r"(?<!left)(?<!\\)([(\[])(.*)(?<!right)([)\]])", r"\\left\1\2\\right\3"),
    replaced(r"([pb])matrix", "bmatrix"),
    replaced(r" ?([&,+=-]) ?", r"\1"),
    replaced(r" ?([,+=]) ?", r" \1 "),
    replaced(r" ?([,+-]) ?", r"\\,\1\\;"),
    replaced(r",?\\!", ""),
    replaced(r"(?<![-+])\\infty", r"+\\infty"),
    replaced(r"\\cup", r" \\cup "),
    replaced(r"\\cdot", r"\\times"),
]
