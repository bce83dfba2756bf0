"""Reads a request's header: every missing or wrong field is a `user` error that names it."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from cairn_workers.errors import WorkerError

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """Typed access to the JSON header of one operation.

    There are no defaults: the control plane sends every field. One that is named `optional_...`
    may be null or missing where that has a meaning of its own.
    """

    def __init__(self, op: str, values: Mapping[str, Any]) -> None:
        self._op = op
        self._values = values

    def _get(self, name: str) -> Any:
        value = self._values.get(name)
        if value is None:
            raise WorkerError("user", f"'{self._op}' needs the field '{name}', which is missing")
        return value

    def _wrong(self, name: str, value: Any, allowed: str) -> WorkerError:
        return WorkerError("user", f"'{self._op}.{name}' is {value!r}; allowed is {allowed}")

    def text(self, name: str) -> str:
        value = self._get(name)
        if not isinstance(value, str) or not value:
            raise self._wrong(name, value, "a string that is not empty")
        return value

    def optional_text(self, name: str) -> str | None:
        return None if self._values.get(name) is None else self.text(name)

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        value = self._get(name)
        try:
            return choices(value)
        except ValueError:
            raise self._wrong(name, value, "one of " + ", ".join(choices)) from None

    def whole(self, name: str, at_least: int | None = None) -> int:
        value = self._get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(name, value, "a whole number")
        if at_least is not None and value < at_least:
            raise self._wrong(name, value, f"{at_least} or more")
        return value

    def wholes(self, name: str, at_least: int) -> list[int]:
        value = self._get(name)
        if not isinstance(value, list):
            raise self._wrong(name, type(value).__name__, "a list of whole numbers")
        for i, number in enumerate(value):
            if isinstance(number, bool) or not isinstance(number, int):
                raise self._wrong(f"{name}[{i}]", number, "a whole number")
            if number < at_least:
                raise self._wrong(f"{name}[{i}]", number, f"{at_least} or more")
        return value

    def optional_whole(self, name: str) -> int | None:
        """A whole number of 0 or more; None if missing."""
        return None if self._values.get(name) is None else self.whole(name, at_least=0)

    def number(self, name: str, at_least: float = 0.0) -> float:
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(name, value, "a number")
        if not math.isfinite(value) or value < at_least:
            raise self._wrong(name, value, f"a finite number of {at_least:g} or more")
        return float(value)

    def positive(self, name: str) -> float:
        value = self.number(name)
        if value == 0:
            raise self._wrong(name, value, "a number above 0")
        return value

    def texts(self, name: str) -> list[str]:
        value = self._get(name)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._wrong(name, type(value).__name__, "a list of texts")
        return value

    def flag(self, name: str) -> bool:
        value = self._get(name)
        if not isinstance(value, bool):
            raise self._wrong(name, value, "true or false")
        return value

    def optional_flag(self, name: str) -> bool | None:
        """True or false; None if missing."""
        return None if self._values.get(name) is None else self.flag(name)

    def optional_numbers(self, name: str) -> list[float | None] | None:
        """A list of finite numbers of 0 or more, in which null is allowed; None if missing."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise self._wrong(name, type(value).__name__, "a list of numbers and nulls")
        found: list[float | None] = []
        for i, number in enumerate(value):
            if number is None:
                found.append(None)
                continue
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise self._wrong(f"{name}[{i}]", number, "a number or null")
            if not math.isfinite(number) or number < 0:
                raise self._wrong(f"{name}[{i}]", number, "a finite number of 0 or more")
            found.append(float(number))
        return found

    def sub(self, name: str) -> "Fields":
        value = self._get(name)
        if not isinstance(value, Mapping):
            raise self._wrong(name, value, "an object")
        return Fields(f"{self._op}.{name}", value)

    def as_dict(self) -> dict[str, Any]:
        """The raw values, to compare two requests."""
        return dict(self._values)
