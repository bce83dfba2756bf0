"""The normal form of a text: what only changes the print is gone, one command per meaning is left.

After `normal`, words stand in `\\text{...}` or bare, fractions are `\\frac`, products `\\cdot`,
relations `\\le \\ge \\ne < > =`, money is `\\$`, and digits of one number stand together.
"""

import re

from cairn_workers.grader.strict import glyphs

MOST_CHARACTERS = 20_000  # no answer of this field is longer; more is a text for nobody

_SAME = {
    "dfrac": r"\frac", "tfrac": r"\frac", "cfrac": r"\frac", "dbinom": r"\binom",
    "tbinom": r"\binom", "leq": r"\le", "leqslant": r"\le", "leqq": r"\le", "geq": r"\ge",
    "geqslant": r"\ge", "geqq": r"\ge", "neq": r"\ne", "lt": "<", "gt": ">", "times": r"\cdot",
    "ast": r"\cdot", "div": "/", "dots": r"\ldots", "cdots": r"\ldots", "dotsc": r"\ldots",
    "dotsb": r"\ldots", "varnothing": r"\emptyset", "degree": r"^\circ", "degrees": r"^\circ",
    "lbrace": r"\{", "rbrace": r"\}", "lbrack": "[", "rbrack": "]", "mid": "|", "vert": "|",
    "lvert": "|", "rvert": "|", "colon": ":", "infin": r"\infty", "backslash": r"\setminus",
    "land": r"\text{ and }", "lor": r"\text{ or }", "wedge": r"\text{ and }",
    "vee": r"\text{ or }", "lg": r"\log_{10}", "R": r"\mathbb{R}", "reals": r"\mathbb{R}",
    "Reals": r"\mathbb{R}", "slash": "/", "dollar": r"\$", "percent": r"\%", "euro": r"\text{€}",
    "overrightarrow": r"\vec", "measuredangle": r"\angle", "lparen": "(", "rparen": ")",
    "therefore": "", "implies": "", "cent": r"\text{ cents}", "pounds": r"\text{£}",
    "textdollar": r"\$", "textdegree": r"^\circ", "textpercent": r"\%", "textbackslash": "",
    "textcent": r"\text{ cents}", "cents": r"\text{ cents}",
}  # fmt: skip
_NOTHING = {
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl",
    "biggr", "Biggl", "Biggr", "bigm", "middle", "displaystyle", "textstyle", "scriptstyle",
    "limits", "nolimits", "rm", "bf", "it", "boldmath", "mathstrut", "strut", "null", "cr",
}  # fmt: skip
_SPACES = {"quad", "qquad", "enspace", "thinspace", "space", "nobreak", "hfill"}
_WORDS = {
    "text", "textbf", "textit", "textrm", "textsf", "texttt", "textnormal", "textup", "emph",
    "mbox", "hbox", "mathrm", "mathsf", "mathtt", "operatorname", "textsc", "underline",
}  # fmt: skip
_FONTS = {"mathbf", "boldsymbol", "bm", "mathit", "mathnormal", "mathcal", "pmb", "ensuremath"}

_TWO_SHAPES = ("epsilon", "theta", "phi", "rho")

_COMMAND = re.compile(r"\\([A-Za-z]+)\*? ?")
_DELIMITER = re.compile(r"\\[()\[\]](?![A-Za-z])")
_THIN = re.compile(r"(?<!\\)\\[,;:> ]|~")
_OLD_FONT = re.compile(r"\{\s*\\(?:rm|bf|it|sf|tt)\b\s*([^{}]*)\}")
_GROUPED = re.compile(r"(?<![\d.])(\d{1,3})((?:(?:\{,\}|,?(?:\\[!,;: ]\s*)+|~| )\d{3})+)(?![\d])")
_COMMAS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,]*\d)")
_SPACE_ARGUMENT = re.compile(
    r"\\(?:hspace|vspace|phantom|hphantom|vphantom|kern|label|tag)\*?\{[^{}]*\}"
)
_BOX = re.compile(r"\\(?:boxed|fbox|framebox)\s*\{")
_TRAILING = re.compile(r"(?:\s|[.,;:!](?<!\\[.,;:!])(?<!\d!)(?<![)}a-zA-Z]!)|\\\\)+$")
_LEAD = re.compile(
    r"^(?:\\text\{\s*|\s*)(?:(?:so|thus|hence|therefore|then|and),?\s+)?"
    r"(?:(?:the|my|our|a|final|correct|required|desired)\s+)*"
    r"(?:answer|result|solution|value|total)(?:\s+(?:is|equals|=|:|to|be|as)|\s*[:=])+\s*\}?",
    re.IGNORECASE,
)
_OVER = re.compile(r"\{([^{}]+)\\over(?![A-Za-z])([^{}]+)\}")
_OVER_ALL = re.compile(r"([^{}\\]+)\\over(?![A-Za-z])([^{}\\]+)")
_PRIMES = re.compile(r"\^\s*(?:\\prime(?![A-Za-z])|\{\s*((?:\\prime\s*)+)\})")
_CHOOSE = re.compile(r"\{?\s*([^{}\\]+?|\{[^{}]*\})\s*\\choose\s*([^{}\\]+|\{[^{}]*\})\s*\}?")
_BARE_WORDS = {
    "sqrt": r"\sqrt ", "pi": r"\pi ", "infinity": r"\infty ", "infty": r"\infty ",
    "inf": r"\infty ", "sin": r"\sin ", "cos": r"\cos ", "tan": r"\tan ", "cot": r"\cot ",
    "sec": r"\sec ", "csc": r"\csc ", "ln": r"\ln ", "log": r"\log ", "exp": r"\exp ",
    "arcsin": r"\arcsin ", "arccos": r"\arccos ", "arctan": r"\arctan ", "theta": r"\theta ",
    "alpha": r"\alpha ", "beta": r"\beta ", "gamma": r"\gamma ", "lambda": r"\lambda ",
    "or": r"\text{ or }", "and": r"\text{ and }", "union": r"\cup ", "percent": r"\% ",
    "pct": r"\% ", "degrees": r"^\circ ", "degree": r"^\circ ", "deg": r"^\circ ",
    "min": r"min", "max": r"max",
}  # fmt: skip
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}(?![A-Za-z])")
_TEXT = re.compile(r"\\text\{([^{}]*)\}")
_SYSTEM = re.compile(r"\\begin\{(cases|aligned|gathered|align\*?)\}(.*?)\\end\{\1\}", re.DOTALL)
_EITHER = re.compile(r"(\S+) (or|and) (\S+)")
_COUNTED = re.compile(r"([-+]?\d[\d.,/]*)\s+([A-Za-z].*)")
_FUNCTION_WORDS = {"sin", "cos", "tan", "cot", "sec", "csc", "ln", "log", "exp", "gcd", "lcm"}
_MODULUS = re.compile(
    r"(?P<opening>\(\s*)?(?:\\(?P<sign>[pb]?mod)(?![A-Za-z])|\\text\{\s*mod\s*\})\s*"
    r"(?:\{\s*(?P<braced>[^{}]*?)\s*\}|(?P<bare>\d+|[A-Za-z]))(?(opening)\s*\))"
)
_CHOICES = re.compile(r"[A-Za-z](?:\s*,\s*[A-Za-z])+")
_UNSPLIT_TEXT = re.compile(r"\\text\s+(?=\{)")
_TEXT_TOKEN = re.compile(r"\\text\s*(?=[A-Za-z0-9])([A-Za-z0-9])")


def normal(text: str) -> str:
    """The normal form of an answer's text."""
    text = glyphs.plain(text[:MOST_CHARACTERS]).replace("\r", " ").replace("\n", " ")
    text = text.replace("\t", " ").strip()
    if "\\\\" in text and "\\begin" not in text:
        text = re.sub(r"\\\\(?=[A-Za-z{}$%()\[\]])", r"\\", text)
    if "\\" not in text and text.replace("-", "", 1).replace(".", "", 1).isdecimal():
        return text.rstrip(".")
    text = _unboxed(text)
    text = _unwrapped(text)
    if "\\" in text or "~" in text:
        text = _OLD_FONT.sub(r"\\text{\1}", text)
        text = _SPACE_ARGUMENT.sub(" ", text)
        text = _SYSTEM.sub(_as_list, text)
        text = re.sub(r"\\(begin|end)\{array\}(?:\{[lcr|@ ]*\})?", r"\\\1{matrix}", text)
        text = _COMMAND.sub(_command, text)
        text = re.sub(r"\^\s*\{\s*\^\s*\\circ\s*\}|\^\s*\{\s*\\circ\s*\}", r"^\\circ ", text)
        text = _fonts_gone(text)
        text = _UNSPLIT_TEXT.sub(r"\\text", text)
        text = _TEXT_TOKEN.sub(r"\\text{\1}", text)
        text = _without_mathematics_in_text(text)
        text = _MODULUS.sub(_modulus, text)
        text = _one_shape(text)
    text = _OVER.sub(r"\\frac{\1}{\2}", text)
    whole = _OVER_ALL.fullmatch(text)
    if whole is not None:
        text = f"\\frac{{{whole[1]}}}{{{whole[2]}}}"
    text = _PRIMES.sub(lambda m: "'" * m[0].count("prime"), text)
    text = _CHOOSE.sub(r"\\binom{\1}{\2}", text)
    text = _money(text)
    text = re.sub(r"\{\s*,\s*\}", "{,}", text)
    text = _GROUPED.sub(lambda m: m[1] + re.sub(r"\D", "", m[2]), text)
    text = _DELIMITER.sub(" ", text)
    text = text.replace("\\!", "").replace("{,}", ",")
    text = _THIN.sub(" ", text)
    text = _TEXT.sub(_text, text)
    text = text.replace("**", "^").replace("<=", r"\le ").replace(">=", r"\ge ")
    text = text.replace("!=", r"\ne ").replace("...", r"\ldots ").replace("*", r"\cdot ")
    text = re.sub(r"\\not\s*=", r"\\ne ", text)
    text = re.sub(r"(?<=\d) [xX] (?=10\s*\^)", r"\\cdot ", text)
    text = re.sub(r"\\not\s*\\in\b", r"\\notin ", text)
    text = _TRAILING.sub("", text).strip()
    text = _LEAD.sub("", text, count=1)
    text = re.sub(r"^\s*(?:=|\\approx)\s*", "", text)
    text = _with_commas_joined(text)
    text = _outer_braces_gone(text)
    text = _TRAILING.sub("", text).strip()
    return re.sub(r" {2,}", " ", text)


def with_functions(text: str) -> str:
    """Names of functions and constants that stand as bare words, as commands."""

    def command(match: re.Match[str]) -> str:
        return _BARE_WORDS.get(match[0].lower() if match[0] != "Pi" else "", match[0])

    parts = re.split(r"(\\text\{[^{}]*\})", text)
    return "".join(p if p.startswith("\\text{") else _WORD.sub(command, p) for p in parts)


def closing(text: str, opening: int) -> int:
    """Index of the brace that closes the one at `opening`, or -1."""
    depth = 0
    position = opening
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 2
            continue
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return -1


def _unboxed(text: str) -> str:
    """Boxes around the whole text or inside it give way to their content."""
    if "box" not in text:
        return text
    kept, position = [], 0
    stack: list[str] = []
    while position < len(text):
        box = _BOX.match(text, position) if text[position] == "\\" else None
        if box:
            stack.append("box")
            position = box.end()
            continue
        character = text[position]
        if character == "\\":
            kept.append(text[position : position + 2])
            position += 2
            continue
        if character == "{":
            stack.append("brace")
        if character == "}" and stack and stack.pop() == "box":
            position += 1
            continue
        kept.append(character)
        position += 1
    return "".join(kept)


def _unwrapped(text: str) -> str:
    """Markdown's bold, code and quotation marks around the whole text are gone."""
    for mark in ("**", "__", "`", '"', "''", "'"):
        inner = text[len(mark) : -len(mark)]
        if text.startswith(mark) and text.endswith(mark) and inner and mark not in inner:
            return inner.strip()
    return text.replace('"', "")


def _as_list(match: re.Match[str]) -> str:
    """The lines of a system of equations as a list."""
    lines = [line.replace("&", " ").strip(" ,") for line in re.split(r"\\\\", match[2])]
    return ", ".join(line for line in lines if line)


def _command(match: re.Match[str]) -> str:
    name = match[1]
    if name in _NOTHING:
        return ""
    if name in _SPACES:
        return " "
    if name in _WORDS:
        return r"\text "
    if name in _SAME:
        return _SAME[name] + " "
    return match[0]


def _modulus(match: re.Match[str]) -> str:
    """One spelling of `(mod 7)`; `10 \\bmod 7` without brackets is a remainder and stays."""
    if match["sign"] == "bmod" and match["opening"] is None:
        return match[0]
    return f"\\pmod{{{match['braced'] or match['bare']}}}"


def _one_shape(text: str) -> str:
    """Greek letters that are printed in two shapes, in one; a text with both means two letters."""
    for letter in _TWO_SHAPES:
        if f"\\var{letter}" in text and not re.search(rf"\\{letter}(?![A-Za-z])", text):
            text = re.sub(rf"\\var{letter}(?![A-Za-z])", rf"\\{letter}", text)
    return text


def _fonts_gone(text: str) -> str:
    return re.sub(r"\\(?:" + "|".join(sorted(_FONTS)) + r")(?![A-Za-z]) ?", "", text)


def _money(text: str) -> str:
    """Dollar signs that only open and close mathematics are gone; a sign of money is `\\$`."""
    if "$" not in text:
        return text
    if len(re.findall(r"(?<!\\)\$", text)) == 1:
        text = re.sub(r"(?<!\\)\$(?=\s*\.?\d)", r"\\$", text)
    return re.sub(r"(?<!\\)\$", "", text)


def _without_mathematics_in_text(text: str) -> str:
    """`\\text{2\\pi}` is mathematics in roman type, not words."""
    position = text.find("\\text{")
    while position >= 0:
        end = closing(text, position + 5)
        if end < 0:
            return text
        inner = text[position + 6 : end]
        plain = re.sub(r"\^\{(-?\d+)\}", r"^\1", inner)
        if plain != inner and not re.search(r"\\[A-Za-z]|[{}]", plain):
            text = f"{text[: position + 6]}{plain}{text[end:]}"
            continue
        if re.search(r"\\[A-Za-z]|[{}=<>]", inner):
            text = f"{text[:position]} {inner} {text[end + 1 :]}"
            end = position
        position = text.find("\\text{", end)
    return text


def _text(match: re.Match[str]) -> str:
    """Text that holds mathematics only is mathematics; white space alone is a space."""
    inner = match[1].strip()
    if not inner:
        return " "
    if not re.search(r"[^\W\d_]|[€£]", inner) or _CHOICES.fullmatch(inner):
        return f" {inner} "
    if inner.lower() in ("percent", "per cent", "percentage", "pct"):
        return r"\% "
    if inner.lower() in ("infinity", "positive infinity"):
        return r"\infty "
    if inner in _FUNCTION_WORDS:
        return f"\\{inner} "
    either = _EITHER.fullmatch(inner)
    if either is not None:
        return f"{either[1]} \\text{{ {either[2]} }} {either[3]}"
    counted = _COUNTED.fullmatch(inner)
    if counted is not None:
        return f"{counted[1]}\\text{{ {counted[2]}}}"
    return match[0]


def _with_commas_joined(text: str) -> str:
    """`1,234` outside brackets is one number; inside, a comma separates."""
    if "," not in text:
        return text
    kept, start, depth = [], 0, 0
    for mark in re.finditer(r"\\?[({\[\])}]|$", text):
        if depth == 0:
            kept.append(_COMMAS.sub(lambda m: m[0].replace(",", ""), text[start : mark.start()]))
        else:
            kept.append(text[start : mark.start()])
        kept.append(mark[0])
        start = mark.end()
        if mark[0] in ("(", "[", r"\{"):
            depth += 1
        elif mark[0] in (")", "]", r"\}"):
            depth -= 1
    return "".join(kept)


def _outer_braces_gone(text: str) -> str:
    while text.startswith("{") and closing(text, 0) == len(text) - 1:
        text = text[1:-1].strip()
    return text
