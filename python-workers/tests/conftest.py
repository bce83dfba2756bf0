"""A tiny random Llama, policies for it and a worker to talk to; the command line and its server."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

import tiny_llama
from api_stub import ApiStub, Cairn, api_stub
from batches import VOCABULARY, random_batch
from cairn_cli import __main__ as cli
from cairn_cli.client import Client
from cairn_workers.service import Service
from cairn_workers.trainer.adapter_files import Moments, write_directory
from cairn_workers.trainer.lora import Adapter, LoraShape
from cairn_workers.trainer.session import Session

# Some tests press Ctrl-C, which a shell ignores for all that it starts in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)

RANK, ALPHA = 4, 8
LAYERS = ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj",
          "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj")  # fmt: skip

KL: dict[str, Any] = {
    "coefficient": 0.05,
    "estimator": "k2",
    "placement": "loss",
    "reference": "base",
}
LOSS: dict[str, Any] = {
    "kl": KL,
    "aggregation": "sequence_sum",
    "fixed_length": 20,
    "importance": "none",
    "importance_cap": 1.2,
    "max_grad_norm": 1e9,
    "mismatch_limit": 100.0,
}


def loss_with(**changes: Any) -> dict[str, Any]:
    """LOSS with some settings changed; those of the KL term by their own names."""
    kl = {name: changes.pop(name) for name in KL if name in changes}
    return LOSS | changes | {"kl": KL | kl}


@pytest.fixture(scope="session")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.set_num_threads(1)
    path = tmp_path_factory.mktemp("model")
    shape = tiny_llama.config(
        VOCABULARY,
        intermediate_size=48,
        num_attention_heads=4,
        max_position_embeddings=64,
        initializer_range=0.3,
    )
    tiny_llama.save(path, 7, shape)
    return path


@pytest.fixture(scope="session")
def shape(model_path: Path) -> LoraShape:
    config = LlamaConfig.from_pretrained(model_path)
    model = LlamaForCausalLM(config)
    names = sorted(f"model.layers.{i}.{part}" for i in range(2) for part in LAYERS)
    modules = [(name, model.get_submodule(name)) for name in names]
    return LoraShape(RANK, ALPHA, tuple((n, m.in_features, m.out_features) for n, m in modules))


@pytest.fixture(scope="session")
def policies(
    tmp_path_factory: pytest.TempPathFactory, model_path: Path, shape: LoraShape
) -> list[Path]:
    """Two adapters whose A and B are both random, so that every gradient is there."""
    root = tmp_path_factory.mktemp("policies")
    paths = []
    for seed in (1, 2):
        generator = torch.Generator().manual_seed(seed)
        flat = 0.2 * torch.randn(shape.parameters, generator=generator)
        paths.append(root / f"p{seed}")
        write_directory(paths[-1], shape, flat, str(model_path), None)
    return paths


class Worker:
    """A service with the base loaded; `ok` fails on an error reply, `error` on a good one."""

    def __init__(self, service: Service, model_path: Path) -> None:
        self.service = service
        self.model_path = str(model_path)
        self.limits(4096)

    def limits(self, micro_batch_tokens: int, logits_chunk: int = 4096) -> None:
        self.load(micro_batch_tokens=micro_batch_tokens, logits_chunk=logits_chunk)

    def load(self, **changes: Any) -> dict[str, Any]:
        return self.ok("base", **self.loading(**changes))

    def loading(self, **changes: Any) -> dict[str, Any]:
        return {
            "path": self.model_path,
            "threads": 1,
            "micro_batch_tokens": 16384,
            "logits_chunk": 4096,
            "precision": "fp32",
            "gradient_checkpointing": "auto",
        } | changes

    def call(self, op: str, arrays: Any = None, **header: Any) -> tuple[dict[str, Any], Any]:
        return self.service.call(op, header, arrays or {})

    def ok(self, op: str, arrays: Any = None, **header: Any) -> dict[str, Any]:
        reply, _ = self.call(op, arrays, **header)
        assert "error" not in reply, reply
        return reply

    def error(self, op: str, arrays: Any = None, **header: Any) -> str:
        reply, _ = self.call(op, arrays, **header)
        assert "error" in reply, reply
        return str(reply["error"]["class"])

    def open(self, session: str, policy: Path | None = None, **changes: Any) -> dict[str, Any]:
        return self.ok("open", **self.opening(session, policy, **changes))

    def opening(self, session: str, policy: Path | None = None, **changes: Any) -> dict[str, Any]:
        source: dict[str, Any] = {"kind": "new", "seed": 5}
        if policy is not None:
            source = {"kind": "policy", "path": str(policy)}
        return {
            "session": session,
            "run": 1,
            "fence": 1,
            "base": self.model_path,
            "source": source,
            "optimizer": "fresh",
            "lora": {"rank": RANK, "alpha": ALPHA},
            "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.01},
            "baseline": None,
        } | changes

    def step(self, session: str, sequence: int, arrays: Any, **changes: Any) -> dict[str, Any]:
        return self.ok("step", arrays, **self.stepping(session, sequence, **changes))

    def stepping(self, session: str, sequence: int, **changes: Any) -> dict[str, Any]:
        lr, temperature = changes.pop("lr", 1e-2), changes.pop("temperature", 1.0)
        return {
            "session": session,
            "sequence": sequence,
            "learning_rate": lr,
            "temperature": temperature,
            "loss": loss_with(**changes),
        }

    def adapter(self, session: str) -> Adapter:
        return self._session(session)._adapter

    def baseline(self, session: str) -> Adapter:
        baseline = self._session(session)._baseline
        assert baseline is not None
        return baseline

    def gradient(self, session: str) -> torch.Tensor:
        gradient = self.adapter(session).gradient
        assert gradient is not None
        return gradient

    def moments(self, session: str) -> Moments:
        return self._session(session)._moments()

    def state(self, session: str) -> list[torch.Tensor]:
        """Copies of the adapter's tensors, of its moments and of the number of its steps."""
        moments = self.moments(session)
        tensors = (self.adapter(session).flat, moments.average, moments.square)
        return [tensor.detach().clone() for tensor in tensors] + [torch.tensor(moments.step)]

    def _session(self, session: str) -> Session:
        trainer = self.service._trainer
        assert trainer is not None
        return trainer._registry.get(session)


def equal(left: list[torch.Tensor], right: list[torch.Tensor]) -> bool:
    """Bit by bit."""
    return all(torch.equal(a, b) for a, b in zip(left, right, strict=True))


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    service = Service(grader_processes=1)
    yield service
    service.close()


@pytest.fixture
def worker(service: Service, model_path: Path) -> Worker:
    service._trainer = None
    return Worker(service, model_path)


@pytest.fixture(scope="session")
def make_batch() -> Callable[..., dict[str, Any]]:
    """Arrays of `size` random sequences; equal lengths mean no padding."""

    def make(size: int = 9, *, padded: bool = True, seed: int = 0) -> dict[str, Any]:
        rng = np.random.default_rng(seed)
        prompts = rng.integers(2, 7, size) if padded else np.full(size, 4)
        completions = rng.integers(1, 9, size) if padded else np.full(size, 6)
        in_loss = [int(i != 3) for i in range(size)]
        return random_batch(rng, prompts, completions, rng.normal(size=size), in_loss)

    return make


@pytest.fixture
def api() -> Iterator[ApiStub]:
    with api_stub() as stub:
        yield stub


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nothing waits; what would have been waited."""
    waits: list[float] = []
    monkeypatch.setattr(cli, "Client", lambda url, token: Client(url, token, sleep=waits.append))
    return waits


@pytest.fixture
def cairn(
    api: ApiStub, slept: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Cairn:
    for name in ("CAIRN_URL", "CAIRN_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return lambda *arguments: cli.run(["--url", api.url, *map(str, arguments)])
