"""What the set-up of ops/run says of sizes, pace and the device."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "python-workers" / "requirements-cpu.lock"
ONLY_ON_A_GPU = ("nvidia-cusolver", "nvidia-nvtx", "triton", "cuda-bindings")


def bash(script: str, **environment: str) -> tuple[int, str]:
    """Runs a script after the parts of ops/lib; gives its status and all that it prints."""
    parts = "; ".join(f"source {ROOT}/ops/lib/{part}.sh" for part in ("common", "java", "python"))
    done = subprocess.run(
        ["bash", "-c", f"set -euo pipefail; {parts}; {script}"],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nowhere", **environment},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_environment_is_announced_with_its_size() -> None:
    status, told = bash(f"CAIRN_DEVICE=cpu; environment_size {ROOT}")
    packages = sum(line[:1].isalpha() for line in LOCK.read_text().splitlines())
    assert status == 0, told
    assert told.startswith(f"{packages} packages, 2.8 GB to download")


def test_what_only_a_gpu_needs_is_not_installed_without_one() -> None:
    names = [line.partition("==")[0] for line in LOCK.read_text().splitlines()]
    assert not set(ONLY_ON_A_GPU) & set(names)
    assert "nvidia-cublas" in names, "PyTorch's build loads it on any machine"


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (1_000_000, 4_000_000, 20, ", about 1 min 00 s left"),
        (3_000_000, 4_000_000, 30, ", about 10 s left"),
        (1_000, 4_000_000, 20, ""),
        (4_000_000, 4_000_000, 20, ""),
        (5, 0, 20, ""),
    ],
)
def test_the_time_left_follows_from_the_pace(
    done: int, total: int, seconds: int, told: str
) -> None:
    assert bash(f"time_left {done} {total} {seconds}") == (0, told)


@pytest.mark.parametrize(
    ("size", "kilobytes"), [("394 kB", 394), ("423.1 MB", 423_100), ("1.2 GB", 1_200_000)]
)
def test_pips_sizes_are_read(size: str, kilobytes: int) -> None:
    number, unit = size.split()
    whole, _, tenth = number.partition(".")
    assert bash(f"kilobytes {whole} {tenth or 0} {unit}") == (0, f"{kilobytes}\n")


def test_the_device_is_decided_once_and_told_to_all() -> None:
    status, told = bash(
        'decide_device; env | grep -E "^CAIRN_DEVICE|^CUDA" | sort', CAIRN_DEVICE="cpu"
    )
    assert (status, told) == (0, "CAIRN_DEVICE=cpu\nCUDA_VISIBLE_DEVICES=\n")
    status, told = bash("decide_device", CAIRN_DEVICE="tpu")
    assert status == 1
    assert "set it to cpu or gpu" in told
