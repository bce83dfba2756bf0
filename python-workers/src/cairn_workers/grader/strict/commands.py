"""LaTeX commands in a term: roots, functions, logarithms, sums."""

from typing import Protocol

from cairn_workers.grader.strict.cursor import Cursor
from cairn_workers.grader.strict.names import GREEK, Names
from cairn_workers.grader.strict.scan import UnreadableError

FUNCTIONS = frozenset(
    {
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh",
        "tanh", "ln", "exp",
    }
)  # fmt: skip
_INVERSE = {"sin": "arcsin", "cos": "arccos", "tan": "arctan"}
_ACCENTS = {"overline", "bar", "hat", "vec", "tilde", "overrightarrow", "dot"}


class Grammar(Protocol):
    """What a command needs of the reader of terms."""

    cursor: Cursor
    names: Names

    def sum(self) -> str: ...
    def product(self) -> str: ...
    def signed(self) -> str: ...
    def factor(self) -> str: ...
    def atom(self) -> str: ...
    def group(self) -> str: ...
    def starts_factor(self) -> bool: ...


def command(name: str, of: Grammar) -> str:
    """The explicit form of a command, which was taken already, with its arguments.

    Raises:
        UnreadableError: the command is not one of terms.
    """
    if name == "frac":
        return f"\\frac{{{of.group()}}}{{{of.group()}}}"
    if name == "binom":
        return f"\\binom{{{of.group()}}}{{{of.group()}}}"
    if name == "sqrt":
        return _root(of)
    if name in ("lfloor", "lceil"):
        value = of.sum()
        of.cursor.expect("\\r" + name[1:])
        return f"\\{name} {value} \\r{name[1:]}"
    if name in FUNCTIONS:
        return _function(name, of)
    if name == "log":
        return _log(of)
    if name in ("gcd", "lcm", "max", "min"):
        return _several(name, of)
    if name in ("sum", "prod"):
        return _series(name, of)
    if name in GREEK:
        return of.names.named("\\" + name, of.cursor)
    if name in _ACCENTS:
        return _accented(name, of)
    raise UnreadableError(f"\\{name} is not supported")


def _root(of: Grammar) -> str:
    index = ""
    if of.cursor.take("["):
        index = of.sum()
        of.cursor.expect("]")
    value = of.atom() if of.cursor.here() == "(" else of.group()
    return f"\\sqrt{{{value}}}" if index in ("", "2") else f"\\sqrt[{index}]{{{value}}}"


def _argument(of: Grammar) -> str:
    """What a function without brackets is of: the factors up to a sign or another function."""
    cursor = of.cursor
    if cursor.here() in ("(", "{"):
        return of.atom()
    value = of.signed()
    while of.starts_factor() and cursor.here() not in ("(", "|", r"\sqrt"):
        if cursor.here()[1:] in FUNCTIONS or cursor.here() == r"\log":
            break
        value = f"{value}\\cdot {of.factor()}"
    if value.replace(r"\cdot", "").strip(" 0123456789") == r"\pi" and cursor.take("/"):  # \sin\pi/6
        value = f"\\frac{{{value}}}{{{of.signed()}}}"
    return value


def _function(name: str, of: Grammar) -> str:
    power = ""
    if of.cursor.take("^"):
        power = "-" + of.atom() if of.cursor.take("-") else of.group()
        if power == "-1" and name in _INVERSE:
            name, power = _INVERSE[name], ""
    called = f"\\{name}({_argument(of)})"
    return f"({called})^{{{power}}}" if power else called


def _log(of: Grammar) -> str:
    base = "10"
    if of.cursor.take("_"):
        base = of.atom() if of.cursor.here() == "(" else of.group()
    power = of.group() if of.cursor.take("^") else ""
    value = f"\\frac{{\\ln({_argument(of)})}}{{\\ln({base})}}"
    return f"({value})^{{{power}}}" if power else f"({value})"


def _several(name: str, of: Grammar) -> str:
    closing = ")" if of.cursor.take("(") else r"\}"
    if closing == r"\}":
        of.cursor.expect(r"\{")
    parts = [of.sum()]
    while of.cursor.take(","):
        parts.append(of.sum())
    of.cursor.expect(closing)
    return f"\\{name}({','.join(parts)})"


def _series(name: str, of: Grammar) -> str:
    cursor = of.cursor
    cursor.expect("_")
    cursor.expect("{")
    index = cursor.next().text
    if not (len(index) == 1 and index.isalpha()):
        raise UnreadableError("the index of a sum is not a letter")
    cursor.expect("=")
    start = of.sum()
    cursor.expect("}")
    cursor.expect("^")
    end = of.group()
    of.names.bound.add(index)
    body = of.product()
    stand_in = of.names.named(index, Cursor([]))
    of.names.bound.discard(index)
    return f"\\{name}_{{{stand_in}={start}}}^{{{end}}} ({body})"


def _accented(name: str, of: Grammar) -> str:
    cursor = of.cursor
    inner = ""
    if cursor.take("{"):
        while cursor.here() != "}":
            inner += cursor.next().text
        cursor.expect("}")
    else:
        inner = cursor.next().text
    return of.names.named(f"{name}({inner})", cursor)
