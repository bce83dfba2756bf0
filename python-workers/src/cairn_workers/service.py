"""All operations behind one call; the two transports (`embedded`, `server`) only carry bytes."""

import os
import platform
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cairn_workers import PROTOCOL, __version__
from cairn_workers.errors import Cancelled, WorkerError
from cairn_workers.fields import Fields
from cairn_workers.grader.rules import Rule
from cairn_workers.guard import classify

if TYPE_CHECKING:
    from cairn_workers.grader.process_pool import GraderPool
    from cairn_workers.trainer.ops import TrainerOps

Header = dict[str, Any]
Arrays = dict[str, npt.NDArray[Any]]
Reply = tuple[Header, Arrays]

GRADER_OPS = frozenset({"verify", "explain", "parses"})


class Service:
    """One worker: its trainer and its grader, each created at its first use.

    There are no locks: trainer operations come from one thread, grader operations from another,
    and the two halves share nothing.

    Args:
        roots: directories that adapters may be read from and written to; None allows any path,
            for the embedded worker, whose paths come from the control plane itself.
        grader_processes: number of grading processes; None is one per core, at most 8.
    """

    def __init__(
        self, roots: Sequence[Path] | None = None, grader_processes: int | None = None
    ) -> None:
        self.epoch = secrets.token_hex(8)
        self._roots = roots
        self._grader_processes = grader_processes or min(8, os.cpu_count() or 1)
        self._grader: GraderPool | None = None
        self._trainer: TrainerOps | None = None

    def call(self, op: str, header: Mapping[str, Any], arrays: Mapping[str, Any]) -> Reply:
        """Runs one operation. Never raises: an error is `{"error": {"class", "message"}}`."""
        try:
            try:
                reply, out = self._operation(op)(Fields(op, header), dict(arrays))
                if (
                    op in GRADER_OPS
                    and self._grader is not None
                    and (lost := self._grader.take_lost())
                ):
                    reply["lost"] = lost
            except BaseException as error:
                kind, message = classify(error)
                reply, out = {"error": {"class": kind, "message": message}}, {}
        except Cancelled:  # the watchdog struck while an error was being classified
            reply, out = {"error": {"class": "cancelled", "message": "the call was cancelled"}}, {}
        return {**reply, "epoch": self.epoch, "protocol": PROTOCOL}, out

    def close(self) -> None:
        """Ends the grading processes and forgets all sessions."""
        if self._grader is not None:
            self._grader.close()
            self._grader = None
        self._trainer = None

    def _operation(self, op: str) -> Callable[[Fields, Arrays], Reply]:
        own: dict[str, Callable[[Fields, Arrays], Reply]] = {
            "hello": self._hello,
            "verify": self._verify,
            "explain": self._explain,
            "parses": self._parses,
            "lengths": self._lengths,
            "frame": self._frame,
        }
        found = own.get(op) or self._trainer_ops().operations.get(op)
        if found is None:
            known = ", ".join(sorted({*own, *self._trainer_ops().operations}))
            raise WorkerError("user", f"unknown operation '{op}'; known are: {known}")
        return found

    def _trainer_ops(self) -> "TrainerOps":
        if self._trainer is None:
            from cairn_workers.trainer.ops import TrainerOps  # imports torch: seconds

            self._trainer = TrainerOps(self._roots)
        return self._trainer

    def _grader_pool(self) -> "GraderPool":
        if self._grader is None:
            from cairn_workers.grader.process_pool import GraderPool

            self._grader = GraderPool(self._grader_processes)
        return self._grader

    def _hello(self, _fields: Fields, _arrays: Arrays) -> Reply:
        import torch

        device = "cuda" if torch.cuda.is_available() else "cpu"
        header = {
            "version": __version__,
            "python": platform.python_version(),
            "torch": str(torch.__version__),
            "device": device,
        }
        return header, {}

    def _verify(self, fields: Fields, _arrays: Arrays) -> Reply:
        pairs, tolerances = _pairs(fields), _tolerances(fields)
        found = self._grader_pool().verify(
            pairs, _timeout(fields), _rule(fields), tolerances, other=fields.flag("other")
        )
        if found.others is None:
            return {"verdicts": found.verdicts}, {}
        return {"verdicts": found.verdicts, "others": found.others}, {}

    def _explain(self, fields: Fields, _arrays: Arrays) -> Reply:
        pairs, tolerances, timeout = _pairs(fields), _tolerances(fields), _timeout(fields)
        pool = self._grader_pool()
        strict = pool.explain(pairs, timeout, Rule.STRICT, tolerances)
        plain = pool.explain(pairs, timeout, Rule.MATH_VERIFY)
        return {"strict": [asdict(e) for e in strict], "mathVerify": [asdict(e) for e in plain]}, {}

    def _lengths(self, fields: Fields, _arrays: Arrays) -> Reply:
        from cairn_workers.lengths import prompt_lengths  # imports transformers: seconds

        return {"lengths": prompt_lengths(fields.text("model"), fields.texts("prompts"))}, {}

    def _frame(self, fields: Fields, _arrays: Arrays) -> Reply:
        from cairn_workers.frame import chat_frame, plain_frame  # imports transformers: seconds

        model, chat = fields.text("model"), fields.flag("chat_template")
        system = fields.optional_text("system_prompt")
        thinking = fields.optional_flag("enable_thinking")
        return asdict(chat_frame(model, system, thinking) if chat else plain_frame(model)), {}

    def _parses(self, fields: Fields, _arrays: Arrays) -> Reply:
        answers = fields.texts("answers")
        return {
            "verdicts": self._grader_pool().parse_verdicts(answers, _timeout(fields), _rule(fields))
        }, {}


def _pairs(fields: Fields) -> list[tuple[str, str]]:
    references, answers = fields.texts("references"), fields.texts("answers")
    if len(references) != len(answers):
        raise WorkerError(
            "user", f"{len(references)} references for {len(answers)} answers; send pairs"
        )
    return list(zip(references, answers, strict=True))


def _tolerances(fields: Fields) -> list[float | None] | None:
    tolerances = fields.optional_numbers("tolerances")
    count = len(fields.texts("references"))
    if tolerances is not None and len(tolerances) != count:
        raise WorkerError(
            "user", f"{len(tolerances)} tolerances for {count} references; send one (or null) each"
        )
    return tolerances


def _rule(fields: Fields) -> Rule:
    return fields.choice("rule", Rule)


def _timeout(fields: Fields) -> float:
    return fields.positive("timeout")


def as_arrays(names: Sequence[str], values: Sequence[Any]) -> Arrays:
    """Pairs names with flat arrays, as they come over Jep."""
    if len(names) != len(values):
        raise WorkerError("user", f"{len(names)} array names for {len(values)} arrays")
    return {name: np.asarray(value) for name, value in zip(names, values, strict=True)}
