"""Answers of letters and words."""

import re

_TEXT = re.compile(r"\\text\{([^{}]*)\}")
_COMMANDS = {r"\angle": "angle", r"\triangle": "triangle", r"\odot": "circle"}
_EMPTY = {
    "no solution", "no solutions", "none", "no real solution", "no real solutions", "empty set",
    "the empty set", "no answer exists", "no such number exists", "no roots", "no real roots",
}  # fmt: skip
_ALL_REALS = {
    "all real numbers", "all reals", "real numbers", "the real numbers", "reals", "all real",
    "any real number", "all real values",
}  # fmt: skip
_SAME_WORD = {
    "true": "yes",
    "false": "no",
    "yes": "yes",
    "no": "no",
    "none of the above": "none of these",
}
_WORDS = re.compile(r"[^\W\d_](?:[\s'\u2019.,:;?!()/-]*[^\W\d_])*")
# Outside \text, signs between letters are signs of a term.
_BARE_WORDS = re.compile(r"[^\W\d_]+(?:(?:[\s',;]|\.\s|(?<=\w\w)-(?=\w\w))+[^\W\d_]+)*")
_NOT_KNOWN = {
    "unknown",
    "unsure",
    "not sure",
    "no idea",
    "idk",
    "dont know",
    "na",
    "n a",
    "unclear",
}
MOST_PRODUCT = 3


def of(text: str) -> str | None:
    """The words, if the text is letters, words and their punctuation alone; else None."""
    bare = text
    for command, word in _COMMANDS.items():
        bare = bare.replace(command, f" {word} ")
    outside = _TEXT.sub(" ", bare)
    bare = _TEXT.sub(r" \1 ", bare)
    if re.search(r"\\[A-Za-z]|[^\w\s(){}\[\].,;:'\u2019?!/\\-]", bare):
        return None
    whole = outside.strip(" (){}[].\\")
    if whole and not _BARE_WORDS.fullmatch(whole):
        return None
    if not whole and re.search(r"[-/=<>+]", outside):
        return None
    bare = " ".join(re.sub(r"[{}\\]", "", bare).split()).strip(" ()[].!?")
    bare = re.sub(r"\b([A-Z]) (?=[A-Z]\b)", r"\1", bare)
    return bare if _WORDS.fullmatch(bare) else None


def same(one: str, other: str) -> bool:
    """Whether the words are the same; a capital changes single letters and names of points only."""
    if one == other:
        return True
    if min(len(one), len(other)) < 2 or _is_label(one) or _is_label(other):
        return False
    return _folded(one) == _folded(other)


def _is_label(words: str) -> bool:
    """Capitals that name points, lines or choices: ABC, angle ABC."""
    last = words.split()[-1]
    return len(last) > 1 and last.isupper() and len(last) <= 4


def _folded(words: str) -> str:
    lower = re.sub(r"[^\w\s]", " ", words.lower())
    lower = " ".join(lower.split())
    lower = re.sub(r"^(?:the|a|an) ", "", lower)
    return _SAME_WORD.get(lower, lower)


def is_sentence(words: str) -> bool:
    """More than a name of one or two words, or words that say that nothing is known."""
    return len(words.split()) > 2 or _folded(words) in _NOT_KNOWN


def is_empty_set(words: str) -> bool:
    return words.lower() in _EMPTY


def is_all_reals(words: str) -> bool:
    return words.lower() in _ALL_REALS


def letters_as_product(text: str) -> str | None:
    """The letters of `ab` or `x y`, where they may be a product; None for words and labels."""
    letters = text.replace(" ", "")
    if not (0 < len(letters) <= MOST_PRODUCT and letters.isascii() and letters.isalpha()):
        return None
    if len(letters) > 1 and (not letters.islower() or len(set(letters)) < len(letters)):
        return None
    if letters in ("no", "on", "is", "so", "go", "yes", "odd", "one", "two", "six", "ten"):
        return None
    return " ".join(letters)
