"""Terms: from the normal form to LaTeX in which nothing is left open, for Math-Verify's parser.

Left as it is, the parser takes `d \\cdot x` for a symbol `dcdot`, small letters for capitals, and
`\\log_2{x}\\cdot 3` for the logarithm of a product. So every product gets its sign, every argument
its brackets, every mixed number its sum, every decimal its fraction, and every name that the parser
would change a stand-in.
"""

from dataclasses import dataclass
from fractions import Fraction

from cairn_workers.grader.strict import names, tokens
from cairn_workers.grader.strict.commands import command
from cairn_workers.grader.strict.cursor import Cursor
from cairn_workers.grader.strict.names import Names
from cairn_workers.grader.strict.scan import UnreadableError

MOST_DEPTH = 60

_CONSTANTS = {r"\pi", r"\infty", "e"}
_NO_FACTOR = {
    "+", "-", "=", "<", ">", ",", ";", ")", "]", "}", r"\}", r"\rfloor", r"\rceil", ":", "^", "_",
    "!", "%", "/", r"\cdot", "'", r"\circ",
}  # fmt: skip
_DEGREE = r"\cdot \frac{\pi}{180}"


@dataclass(frozen=True)
class Formula:
    """An explicit term.

    Attributes:
        latex: for the parser.
        names: of the stand-ins in it.
    """

    latex: str
    names: dict[str, str]


def explicit(text: str) -> Formula:
    """The explicit form of a term.

    Raises:
        UnreadableError: it is not a term.
    """
    reader = _Reader(Cursor(tokens.of(text)))
    latex = reader.sum()
    if reader.cursor.left():
        raise UnreadableError(f"'{reader.cursor.here()}' is not expected here")
    return Formula(latex, reader.names.stand_ins)


class _Reader:
    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.names = Names()
        self._depth = 0
        self._bars = 0

    def sum(self) -> str:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise UnreadableError(f"the term is nested more than {MOST_DEPTH} deep")
        parts = [self._signs() + self.product()]
        while self.cursor.here() in ("+", "-"):
            sign = self._signs()
            parts.append((sign or "+") + self.product())
        self._depth -= 1
        return "".join(parts)

    def _signs(self) -> str:
        negative = False
        while self.cursor.here() in ("+", "-"):
            negative ^= self.cursor.next().text == "-"
        return "-" if negative else ""

    def product(self) -> str:
        cursor = self.cursor
        value = self.factor()
        while True:
            after_number = cursor.last().number
            if cursor.take(r"\cdot"):
                value = f"{value}\\cdot {self.signed()}"
            elif cursor.take("/"):
                value = f"\\frac{{{value}}}{{{self.signed()}}}"
            elif self.starts_factor():
                if after_number and cursor.tokens[cursor.at].number:
                    raise UnreadableError("two numbers next to each other")
                value = f"{value}\\cdot {self.factor()}"
            else:
                return value

    def signed(self) -> str:
        sign = self._signs()
        factor = self.factor()
        return f"({sign}{factor})" if sign else factor

    def starts_factor(self) -> bool:
        if not self.cursor.left():
            return False
        text = self.cursor.here()
        return self._bars == 0 if text == "|" else text not in _NO_FACTOR

    def factor(self) -> str:
        cursor = self.cursor
        value = self.atom()
        while True:
            if cursor.take("^"):
                value = self._raised(value)
            elif cursor.take("!"):
                if cursor.here() == "!":
                    raise UnreadableError("a double factorial is not supported")
                value = f"({value})!"
            elif cursor.take("%"):
                value = f"\\frac{{{value}}}{{100}}"
            else:
                return value

    def _raised(self, value: str) -> str:
        cursor = self.cursor
        if cursor.take(r"\circ"):
            return f"(({value}){_DEGREE})"
        if cursor.take("{"):
            exponent = self.sum()
            cursor.expect("}")
        elif cursor.take("("):
            exponent = self.sum()
            cursor.expect(")")
        else:
            exponent = self._signs() + self.atom()
        return f"e^{{{exponent}}}" if value == "e" else f"({value})^{{{exponent}}}"

    def group(self) -> str:
        """A braced argument, or the single token that LaTeX takes in its place."""
        cursor = self.cursor
        if cursor.take("{"):
            value = self.sum()
            cursor.expect("}")
            return value
        if cursor.left() and cursor.tokens[cursor.at].number:
            return cursor.digit()
        return self.atom()

    def atom(self) -> str:
        cursor = self.cursor
        token = cursor.next()
        text = token.text
        if token.value is not None:
            return _fraction(token.value)
        if token.number:
            return self._mixed(text)
        if text in _CONSTANTS:
            return text
        if text in ("(", "[", "{"):
            value = self.sum()
            cursor.expect({"(": ")", "[": "]", "{": "}"}[text])
            return f"({value})"
        if text == "|":
            return self._absolute()
        if text.startswith("\\") and text[1:].isalpha():
            return command(text[1:], self)
        if text.isalpha() and len(text) == 1:
            return self._called(text) if names.is_call(text, cursor) else self._letter(text)
        raise UnreadableError(f"'{text}' is not expected here")

    def _absolute(self) -> str:
        self._bars += 1
        value = self.sum()
        self.cursor.expect("|")
        self._bars -= 1
        return f"|{value}|"

    def _mixed(self, text: str) -> str:
        """A whole number, with the proper fraction that follows it as a sum."""
        found = tokens.proper_fraction(self.cursor.tokens, self.cursor.at)
        if found is None:
            return text
        upper, lower, self.cursor.at = found
        return f"({text}+\\frac{{{upper}}}{{{lower}}})"

    def _letter(self, letter: str) -> str:
        return self.names.letter(letter, self.cursor)

    def _called(self, name: str) -> str:
        self.cursor.expect("(")
        start = self.cursor.at
        self.sum()
        argument = "".join(token.text for token in self.cursor.tokens[start : self.cursor.at])
        self.cursor.expect(")")
        return self.names.stand_in(f"{name}({argument})")


def _fraction(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    return f"\\frac{{{value.numerator}}}{{{value.denominator}}}"
