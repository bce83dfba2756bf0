"""The real trainer on the shipped chains model, at the rates of the preset `chains`."""

import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from cairn_chains.export import SHIPPED
from cairn_chains.problems import answer, draw
from cairn_chains.reward import read_teacher, student_reward
from cairn_chains.vocabulary import TEACHER, student_prompt
from cairn_workers.service import Service
from chains_sampler import Policy, Sampled
from conftest import Worker, equal

PRESET = Path(__file__).parents[2] / "control-plane/src/main/resources/presets/chains.json"
SOAR: dict[str, Any] = json.loads(PRESET.read_text())["spec"]["soar"]
PUBLISHED = {
    "mismatch_limit": 1e-4,
    "max_grad_norm": 1.0,
    "coefficient": 0.0,
}  # limits as the control plane sends them


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    service = Service(grader_processes=1)
    yield service
    service.close()


@pytest.fixture
def worker(service: Service) -> Worker:
    service._trainer = None
    return Worker(service, SHIPPED)


Drawn = tuple[Sampled, list[float]]  # completions and their advantages


def open_new(worker: Worker, session: str, seed: int = 5) -> None:
    adam = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.0}
    source = {"kind": "new", "seed": seed}
    worker.open(session, lora=SOAR["lora"], adam=adam, source=source)


def publish(worker: Worker, session: str, directory: Path) -> Policy:
    worker.ok("publish", session=session, directory=str(directory))
    return Policy(directory)


def leave_one_out(rewards: Sequence[float]) -> list[float]:
    others = len(rewards) - 1
    return [
        reward - sum(other for j, other in enumerate(rewards) if j != i) / others
        for i, reward in enumerate(rewards)
    ]


def student_batch(policy: Policy, seed: int) -> Drawn:
    """Questions short enough that the base gets some right, graded."""
    sampled, references = student_completions(policy, seed)
    pairs = zip(sampled.texts, references, strict=True)
    rewards = [student_reward(text, reference) for text, reference in pairs]
    assert set(rewards) >= {10, 120}
    return sampled, student_advantages(rewards)


def four_rewards(policy: Policy, seed: int) -> Drawn:
    """The same completions with all four rewards, which the shipped base hardly ever earns."""
    sampled, _ = student_completions(policy, seed)
    rng = random.Random(seed)
    return sampled, student_advantages([rng.choice((0, 10, 20, 120)) for _ in sampled.texts])


def student_completions(policy: Policy, seed: int) -> tuple[Sampled, list[str]]:
    rng = random.Random(seed)
    batch, group = SOAR["inner"]["questionsPerStep"], SOAR["inner"]["groupSize"]
    chains = [draw(rng, 1 + i % 3) for i in range(batch)]
    prompts = [student_prompt(chain.question) for chain in chains]
    sampled = policy.sample(prompts, group, SOAR["student"]["maxTokens"], seed)
    return sampled, [answer(chain) for chain in chains for _ in range(group)]


def student_advantages(rewards: Sequence[float]) -> list[float]:
    group = SOAR["inner"]["groupSize"]
    scaled = [reward * SOAR["student"]["rewardScale"] for reward in rewards]
    groups = [scaled[i : i + group] for i in range(0, len(scaled), group)]
    return [advantage for of_question in groups for advantage in leave_one_out(of_question)]


def teacher_batch(policy: Policy, seed: int) -> Drawn:
    """g sets of n accepted completions; every completion of set k carries A[k]."""
    sets, size = SOAR["outer"]["sets"], SOAR["outer"]["questions"]
    drawn = policy.sample([TEACHER], 2 * sets * size, SOAR["teacher"]["maxTokens"], seed)
    accepted = [i for i, text in enumerate(drawn.texts) if read_teacher(text)][: sets * size]
    assert len(accepted) == sets * size
    sampled = Sampled(*([part[i] for i in accepted] for part in (
        drawn.prompts, drawn.completions, drawn.logprobs, drawn.texts,
    )))  # fmt: skip
    rewards = [step / SOAR["outer"]["rewardQuestions"] for step in (3, 0, -1, 1)]
    return sampled, [a for a in leave_one_out(rewards) for _ in range(size)]


def share(step: int, steps: int, warmup: int) -> float:
    """lr(s) / lr: linear warm-up, then cosine to zero."""
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def student_rate(step: int) -> float:
    return float(SOAR["student"]["learningRate"]) * share(step, SOAR["inner"]["steps"], 0)


def teacher_rate(step: int) -> float:
    teacher = SOAR["teacher"]
    return float(teacher["learningRate"]) * share(step, SOAR["outer"]["steps"], teacher["warmup"])


Sampler = Callable[[Policy, int], Drawn]


@pytest.mark.parametrize(
    ("sample", "rate"),
    [
        (student_batch, student_rate(0)),
        (four_rewards, student_rate(0)),
        (teacher_batch, teacher_rate(0)),
    ],
    ids=["student", "student with all four rewards", "teacher"],
)
def test_a_step_raises_the_signal_of_its_own_batch(
    worker: Worker, tmp_path: Path, sample: Sampler, rate: float
) -> None:
    open_new(worker, "s")
    before = publish(worker, "s", tmp_path / "v0")
    sampled, advantages = sample(before, 1)
    reply = worker.step("s", 0, sampled.batch(advantages), lr=rate, **PUBLISHED)
    assert not reply["skipped"]
    after = publish(worker, "s", tmp_path / "v1")
    rise = after.signal(sampled, advantages) - before.signal(sampled, advantages)
    # Adam's first step moves each number by the rate, towards the gradient's sign: to first order
    # the signal rises by rate times the sum of the gradient's sizes, never less than its length.
    length = reply["gradient_norm"] * len(advantages)
    assert rise > 0.5 * rate * length > 0


@pytest.mark.parametrize(
    ("sample", "rate"),
    [
        (student_batch, student_rate(0)),
        (student_batch, student_rate(SOAR["inner"]["steps"] - 1)),
        (teacher_batch, teacher_rate(SOAR["teacher"]["warmup"])),
    ],
    ids=["student's largest rate", "student's smallest rate", "teacher's largest rate"],
)
def test_a_wrongly_published_adapter_is_refused_before_anything_is_applied(
    worker: Worker, tmp_path: Path, sample: Sampler, rate: float
) -> None:
    open_new(worker, "s")
    open_new(worker, "other", seed=6)
    versions = {name: [publish(worker, name, tmp_path / f"{name}0")] for name in ("s", "other")}
    for step in range(2):
        for name, published in versions.items():
            sampled, advantages = sample(published[-1], step)
            worker.step(name, step, sampled.batch(advantages), lr=rate, **PUBLISHED)
            published.append(publish(worker, name, tmp_path / f"{name}{step + 1}"))
    before = worker.state("s")
    header = worker.stepping("s", 2, lr=rate, **PUBLISHED)
    wrong = {
        "the last version": versions["s"][1],
        "the first version": versions["s"][0],
        "another adapter": versions["other"][2],
    }
    for name, policy in wrong.items():
        sampled, advantages = sample(policy, 2)
        for signal in (advantages, [0.0] * len(advantages)):  # the second would be skipped
            assert worker.error("step", sampled.batch(signal), **header) == "mismatch", name
            assert equal(before, worker.state("s")), name
    sampled, advantages = sample(versions["s"][2], 2)
    worker.ok("step", sampled.batch(advantages), **header)
    after = worker.state("s")
    assert not torch.equal(before[0], after[0])
    assert int(after[-1]) == int(before[-1]) + 1
