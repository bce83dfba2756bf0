"""A place in the tokens of a term."""

from cairn_workers.grader.strict.scan import UnreadableError
from cairn_workers.grader.strict.tokens import Token


class Cursor:
    """Moves over tokens, one look ahead."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def left(self) -> bool:
        """Whether a token is left."""
        return self.at < len(self.tokens)

    def here(self) -> str:
        """The text of the next token; empty at the end."""
        return self.tokens[self.at].text if self.left() else ""

    def last(self) -> Token:
        """The token that was taken last."""
        return self.tokens[self.at - 1]

    def next(self) -> Token:
        """Takes a token."""
        if not self.left():
            raise UnreadableError("the term is not complete")
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, *texts: str) -> bool:
        """Takes the next token if it is one of these."""
        if self.left() and self.here() in texts:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Takes this token, which must be there."""
        if not self.take(text):
            raise UnreadableError(f"'{text}' is missing")

    def digit(self) -> str:
        """Takes the first digit of the number that is next: LaTeX reads `\\frac12` as 1 over 2."""
        text = self.here()
        if len(text) == 1:
            self.at += 1
        elif text[0].isdecimal() and self.tokens[self.at].value is None:
            self.tokens[self.at] = Token(text[1:], True)
        else:
            raise UnreadableError("a decimal where one digit is expected; brackets are missing")
        return text[0]
