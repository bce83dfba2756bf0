"""Names in a term, with stand-ins for those that Math-Verify's parser would change."""

from cairn_workers.grader.strict.cursor import Cursor

IMAGINARY = "\\i"
GREEK = frozenset(
    {
        "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta",
        "vartheta", "iota", "kappa", "lambda", "mu", "nu", "xi", "rho", "varrho", "sigma",
        "varsigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta",
        "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell", "hbar",
        "Re", "Im", "aleph",
    }
)  # fmt: skip
_KEPT = set("abcfghjklmnopqrstuvwxyz")  # the parser reads these letters as they are
_CALLED = set("fghFGHPQ")


class Names:
    """The stand-ins of one term.

    Attributes:
        stand_ins: for the parser, with the names that they stand for.
        bound: index letters of the sums that are being read.
    """

    def __init__(self) -> None:
        self.stand_ins: dict[str, str] = {}
        self.bound: set[str] = set()

    def letter(self, letter: str, cursor: Cursor) -> str:
        """A letter with what is below it; a free i is the imaginary unit."""
        if letter == "i" and letter not in self.bound and cursor.here() != "_":
            return self.stand_in(IMAGINARY)
        return self.named(letter, cursor)

    def named(self, name: str, cursor: Cursor) -> str:
        """A name with its primes and subscripts."""
        name = subscripted(name, cursor)
        return name if name in _KEPT else self.stand_in(name)

    def stand_in(self, name: str) -> str:
        """The stand-in for a name, always the same one."""
        for known, meant in self.stand_ins.items():
            if meant == name:
                return known
        found = f"x_{{{len(self.stand_ins) + 10}}}"
        self.stand_ins[found] = name
        return found


def is_call(name: str, cursor: Cursor) -> bool:
    """f(x), f(2), f(n+1), but not the product h(a+b)."""
    if name not in _CALLED or cursor.here() != "(":
        return False
    return name == "f" or [t.text for t in cursor.tokens[cursor.at + 2 : cursor.at + 3]] == [")"]


def subscripted(name: str, cursor: Cursor) -> str:
    """The name with the primes and subscripts that follow."""
    while True:
        if cursor.take("'"):
            name += "'"
        elif cursor.take("_"):
            name += "_" + _subscript(cursor)
        else:
            return name


def _subscript(cursor: Cursor) -> str:
    if not cursor.take("{"):
        return cursor.next().text
    depth = 1
    parts: list[str] = []
    while True:
        text = cursor.next().text
        depth += (text == "{") - (text == "}")
        if depth == 0:
            return "".join(parts)
        parts.append(text)
