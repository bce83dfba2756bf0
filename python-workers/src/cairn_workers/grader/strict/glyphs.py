"""Unicode signs written as LaTeX, so that what follows sees one spelling."""

import re
import unicodedata

_SIGNS = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "×": r"\cdot ", "·": r"\cdot ",
    "⋅": r"\cdot ", "∙": r"\cdot ", "∗": r"\cdot ", "÷": "/", "⁄": "/", "∕": "/",
    "≤": r"\le ", "≦": r"\le ", "⩽": r"\le ", "≥": r"\ge ", "≧": r"\ge ", "⩾": r"\ge ",
    "≠": r"\ne ", "≈": r"\approx ", "±": r"\pm ", "∓": r"\mp ", "∞": r"\infty ",
    "∪": r"\cup ", "∩": r"\cap ", "∈": r"\in ", "∉": r"\notin ", "∅": r"\emptyset ",
    "∖": r"\setminus ", "ℝ": r"\mathbb{R}", "ℤ": r"\mathbb{Z}", "ℕ": r"\mathbb{N}",
    "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}", "°": r"^\circ ", "º": r"^\circ ", "…": r"\ldots ",
    "⋯": r"\ldots ", "∠": r"\angle ", "△": r"\triangle ", "√": r"\sqrt ", "∛": r"\sqrt[3]",
    "∜": r"\sqrt[4]", "∣": "|", "⌊": r"\lfloor ", "⌋": r"\rfloor ", "⌈": r"\lceil ",
    "⌉": r"\rceil ", "∧": r"\text{ and }", "∨": r"\text{ or }", "′": "'", "’": "'", "‘": "'",
    "“": '"', "”": '"', "¢": r"\text{ cents}", "€": r"\text{€}", "£": r"\text{£}", "µ": r"\mu ",
    "％": "%", "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ",
}  # fmt: skip

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
    "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    "ϕ": "varphi", "ϵ": "varepsilon", "ϑ": "vartheta",
}  # fmt: skip

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ", "0123456789+-()ni")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ", "0123456789+-()n")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ]+")
_LOWERED = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ]+")
_ROOT_OF_NUMBER = re.compile(r"(\\sqrt(?:\[\d\])?) *(\d+(?:\.\d+)?)")


def plain(text: str) -> str:
    """The text with Unicode's mathematical signs as LaTeX; invisible characters are left out."""
    if text.isascii():
        return text
    text = _RAISED.sub(lambda m: "^{" + m[0].translate(_SUPERSCRIPTS) + "}", text)
    text = _LOWERED.sub(lambda m: "_{" + m[0].translate(_SUBSCRIPTS) + "}", text)
    rooted = any(sign in text for sign in "√∛∜")
    text = "".join(_sign(character) for character in text)
    # The sign's bar covers the whole number; LaTeX's \sqrt takes one digit.
    return _ROOT_OF_NUMBER.sub(r"\1{\2}", text) if rooted else text


def _sign(character: str) -> str:
    if character.isascii():
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    if character in _GREEK:
        return "\\" + _GREEK[character] + " "
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Cc"):
        return ""
    if category.startswith("Z"):
        return " "
    parts = unicodedata.decomposition(character).split()
    if parts and parts[0] == "<fraction>":
        upper, _, lower = unicodedata.normalize("NFKC", character).partition("⁄")
        return f"\\frac{{{upper}}}{{{lower}}}"
    return unicodedata.normalize("NFKC", character)
