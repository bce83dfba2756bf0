"""The trainer's operations: headers and arrays in, headers and arrays out."""

import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, assert_never

import torch

from cairn_workers.errors import WorkerError
from cairn_workers.fields import Fields
from cairn_workers.trainer import device_memory
from cairn_workers.trainer.adapter_files import Purpose, read_adapter, read_moments
from cairn_workers.trainer.base_model import BaseModel, MicroBatchLimits
from cairn_workers.trainer.lora import Adapter, LoraShape, new_adapter
from cairn_workers.trainer.loss import KlSettings, LossSettings
from cairn_workers.trainer.protocol import (
    AdapterSource,
    Aggregation,
    CheckpointedOptimizer,
    CheckpointingMode,
    Distribution,
    ImportanceCorrection,
    KlEstimator,
    KlPlacement,
    KlReference,
    OptimizerStart,
    Precision,
)
from cairn_workers.trainer.session import AdamSettings, Session
from cairn_workers.trainer.session_registry import OpenSession, SessionRegistry

Arrays = dict[str, Any]
Reply = tuple[dict[str, Any], Arrays]


class TrainerOps:
    """One base model and its sessions.

    Args:
        roots: directories that adapters may be read from and written to; None allows any path.
    """

    def __init__(self, roots: Sequence[Path] | None) -> None:
        self._roots = roots
        self._base: BaseModel | None = None
        self._registry = SessionRegistry()
        # Students of one outer step share their frozen baseline.
        self._frozen: weakref.WeakValueDictionary[tuple[str, LoraShape], Adapter] = (
            weakref.WeakValueDictionary()
        )
        self.operations: dict[str, Callable[[Fields, Arrays], Reply]] = {
            "base": self._load_base,
            "open": self._open,
            "step": self._step,
            "logprobs": self._logprobs,
            "alignment": self._alignment,
            "publish": self._publish,
            "checkpoint": self._checkpoint,
            "close": self._close,
            "close_run": self._close_run,
        }

    def _load_base(self, fields: Fields, _arrays: Arrays) -> Reply:
        path = fields.text("path")
        precision = fields.choice("precision", Precision)
        limits = MicroBatchLimits(
            fields.whole("micro_batch_tokens", at_least=1),
            fields.whole("logits_chunk", at_least=1),
        )
        device = device_memory.pick_device(fields.optional_whole("device"))
        checkpointing = fields.choice("gradient_checkpointing", CheckpointingMode)
        torch.set_num_threads(fields.whole("threads", at_least=1))
        base = self._base
        if base is None or (base.path, base.precision, base.device) != (
            path,
            precision,
            device,
        ):
            if base is not None and len(self._registry):
                raise WorkerError(
                    "busy",
                    f"the base '{base.path}' ({base.precision}) has {len(self._registry)} open "
                    f"sessions of runs that have not ended; '{path}' ({precision}) is loaded "
                    "after them",
                )
            self._base = None  # frees the old one before the new one is read
            weights = device_memory.weight_bytes(Path(path))
            with device_memory.needed_for(f"the base '{path}'", weights, device):
                base = self._base = BaseModel(path, precision, limits, device)
        base.limits = limits
        base.set_gradient_checkpointing(checkpointing)
        return {
            "parameters": base.parameters,
            "vocabulary": base.vocabulary,
            "layers": base.layers,
            "adapted": base.adapted,
            "gradient_checkpointing": base.gradient_checkpointing,
            "activation_bytes": base.activation_bytes,
        }, {}

    def _open(self, fields: Fields, _arrays: Arrays) -> Reply:
        name, run, fence = fields.text("session"), fields.whole("run"), fields.whole("fence")
        self._registry.raise_fence(run, fence)
        repeated = self._registry.reply_to_repeated(name, fields.as_dict())
        if repeated is not None:
            return repeated, {}
        base = self._loaded(fields.text("base"))
        lora = fields.sub("lora")
        shape = base.shape(lora.whole("rank", at_least=1), lora.whole("alpha", at_least=1))
        needed = device_memory.BYTES_PER_PARAMETER * shape.parameters
        with device_memory.needed_for(f"the session '{name}'", needed, base.device):
            session = self._new_session(fields, shape, base)
        reply = session.describe()
        self._registry.add(name, OpenSession(run, fence, fields.as_dict(), reply, session))
        return reply, {}

    def _new_session(self, fields: Fields, shape: LoraShape, base: BaseModel) -> Session:
        source = fields.sub("source")
        kind = source.choice("kind", AdapterSource)
        match kind:
            case AdapterSource.NEW:
                flat = new_adapter(shape, source.whole("seed"))
            case AdapterSource.POLICY:
                flat = read_adapter(self._inside(source.text("path")), shape)
            case _:
                assert_never(kind)
        optimizer = fields.choice("optimizer", OptimizerStart)
        moments = None
        match optimizer:
            case OptimizerStart.FRESH:
                pass
            case OptimizerStart.CHECKPOINT:
                if kind is AdapterSource.NEW:
                    raise WorkerError(
                        "user", "a new adapter has no optimizer; send 'fresh' or a policy"
                    )
                moments = read_moments(self._inside(source.text("path")), shape)
            case _:
                assert_never(optimizer)
        baseline = fields.optional_text("baseline")
        return Session(
            base,
            Adapter(shape, flat.to(base.device), trainable=True),
            None if baseline is None else self._frozen_adapter(baseline, shape, base),
            _adam(fields.sub("adam")),
            moments,
        )

    def _step(self, fields: Fields, arrays: Arrays) -> Reply:
        name = fields.text("session")
        session = self._registry.get(name)
        settings = _loss(fields.sub("loss"), fields.positive("temperature"))
        sequence = fields.whole("sequence", at_least=0)
        try:
            return session.step(sequence, fields.number("learning_rate"), settings, arrays), {}
        finally:
            if session.damaged:
                self._registry.close(name)

    def _logprobs(self, fields: Fields, arrays: Arrays) -> Reply:
        session = self._registry.get(fields.text("session"))
        distribution = fields.choice("distribution", Distribution)
        temperature = fields.positive("temperature")
        return {}, {"logprobs": session.logprobs(distribution, temperature, arrays)}

    def _alignment(self, fields: Fields, arrays: Arrays) -> Reply:
        session = self._registry.get(fields.text("session"))
        settings = _loss(fields.sub("loss"), fields.positive("temperature"))
        sizes = fields.wholes("sizes", at_least=1)
        if len(sizes) < 2:
            raise WorkerError(
                "user", f"'sizes' has {len(sizes)} elements; send the reference and a set at least"
            )
        return {"cosines": session.alignments(sizes, settings, arrays)}, {}

    def _publish(self, fields: Fields, _arrays: Arrays) -> Reply:
        return self._write(fields, Purpose.SAMPLING)

    def _checkpoint(self, fields: Fields, _arrays: Arrays) -> Reply:
        optimizer = fields.choice("optimizer", CheckpointedOptimizer)
        match optimizer:
            case CheckpointedOptimizer.KEPT:
                return self._write(fields, Purpose.RESUMING)
            case CheckpointedOptimizer.LEFT_OUT:
                return self._write(fields, Purpose.KEEPING)
            case _:
                assert_never(optimizer)

    def _write(self, fields: Fields, purpose: Purpose) -> Reply:
        session = self._registry.get(fields.text("session"))
        return session.write(self._inside(fields.text("directory")), purpose), {}

    def _close(self, fields: Fields, _arrays: Arrays) -> Reply:
        return {"closed": int(self._registry.close(fields.text("session")))}, {}

    def _close_run(self, fields: Fields, _arrays: Arrays) -> Reply:
        closed = self._registry.raise_fence(fields.whole("run"), fields.whole("fence"))
        return {"closed": closed}, {}

    def _loaded(self, path: str) -> BaseModel:
        if self._base is None or self._base.path != path:
            loaded = "none" if self._base is None else f"'{self._base.path}'"
            raise WorkerError(
                "user", f"the base '{path}' is not loaded ({loaded} is); call 'base' first"
            )
        return self._base

    def _frozen_adapter(self, path: str, shape: LoraShape, base: BaseModel) -> Adapter:
        directory = self._inside(path)
        frozen = self._frozen.get((str(directory), shape))
        if frozen is None:
            flat = read_adapter(directory, shape).to(base.device)
            frozen = self._frozen[str(directory), shape] = Adapter(shape, flat, trainable=False)
        return frozen

    def _inside(self, path: str) -> Path:
        """An absolute path inside one of the roots, with links resolved."""
        if not Path(path).is_absolute():
            raise WorkerError("user", f"the path '{path}' is not absolute")
        resolved = Path(path).resolve()
        if self._roots is not None and not any(resolved.is_relative_to(r) for r in self._roots):
            roots = ", ".join(f"'{root}'" for root in self._roots)
            raise WorkerError("user", f"'{path}' is outside this worker's roots {roots}")
        return resolved


def _adam(fields: Fields) -> AdamSettings:
    beta1, beta2 = fields.number("beta1"), fields.number("beta2")
    if beta1 >= 1 or beta2 >= 1:
        raise WorkerError("user", f"beta1 is {beta1}, beta2 is {beta2}; both must be below 1")
    return AdamSettings(beta1, beta2, fields.positive("epsilon"), fields.number("weight_decay"))


def _kl(fields: Fields) -> KlSettings:
    kl = KlSettings(
        coefficient=fields.number("coefficient"),
        estimator=fields.choice("estimator", KlEstimator),
        placement=fields.choice("placement", KlPlacement),
        reference=fields.choice("reference", KlReference),
    )
    if kl.placement is KlPlacement.LOSS and kl.estimator is KlEstimator.K1:
        raise WorkerError(
            "user", "'step.loss.kl.placement' is 'loss', but the estimator is 'k1'; use 'reward'"
        )
    return kl


def _loss(fields: Fields, temperature: float) -> LossSettings:
    return LossSettings(
        kl=_kl(fields.sub("kl")),
        aggregation=fields.choice("aggregation", Aggregation),
        fixed_length=fields.whole("fixed_length", at_least=1),
        importance=fields.choice("importance", ImportanceCorrection),
        importance_cap=fields.positive("importance_cap"),
        max_grad_norm=fields.positive("max_grad_norm"),
        mismatch_limit=fields.positive("mismatch_limit"),
        temperature=temperature,
    )
