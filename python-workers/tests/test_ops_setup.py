"""What the set-up of ops/run says of sizes, pace and the device."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "python-workers" / "requirements-cpu.lock"
TESTS = ROOT / "python-workers" / "requirements-test.lock"
ONLY_ON_A_GPU = ("nvidia-cusolver", "nvidia-nvtx", "triton", "cuda-bindings")


def bash(script: str, **environment: str) -> tuple[int, str]:
    """Runs a script after the parts of ops/lib; gives its status and all that it prints."""
    names = ("common", "java", "python", "build")
    parts = "; ".join(f"source {ROOT}/ops/lib/{name}.sh" for name in names)
    done = subprocess.run(
        ["bash", "-c", f"set -euo pipefail; {parts}; {script}"],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nowhere", **environment},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_environment_is_announced_with_its_size() -> None:
    status, told = bash(f"CAIRN_DEVICE=cpu; environment_size {ROOT}")
    lines = [*LOCK.read_text().splitlines(), *TESTS.read_text().splitlines()]
    packages = sum(line[:1].isalpha() for line in lines)
    assert (status, told) == (0, f"{packages} packages, 2.9 GB to download, 6.2 GB on disk\n")


def test_what_only_a_gpu_needs_is_not_installed_without_one() -> None:
    names = [line.partition("==")[0] for line in LOCK.read_text().splitlines()]
    assert not set(ONLY_ON_A_GPU) & set(names)
    assert "nvidia-cublas" in names, "PyTorch's build loads it on any machine"


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (1_000_000, 4_000_000, 20, ", about 1 min left"),
        (1_000_000, 4_000_000, 21, ", about 2 min left"),
        (3_000_000, 4_000_000, 33, ", about 15 s left"),
        (1_000, 4_000_000, 20, ""),
        (4_000_000, 4_000_000, 20, ""),
        (5, 0, 20, ""),
    ],
)
def test_the_time_left_follows_from_the_pace(
    done: int, total: int, seconds: int, told: str
) -> None:
    assert bash(f"time_left {done} {total} {seconds}") == (0, told)


def test_progress_is_what_lies_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "tmp" / "pip-unpack-a").mkdir(parents=True)
    (tmp_path / "tmp" / "pip-unpack-a" / "torch.whl").write_bytes(bytes(150_000_000))
    (tmp_path / "tmp" / "tmpcopy").write_bytes(bytes(100_000_000))
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "libtorch.so").write_bytes(bytes(2_300_000))
    told = bash(
        "SAY_EVERY_SECONDS=0"
        "; printf '%s\\n' 'Collecting torch' 'Installing collected packages: torch'"
        f" | show_pip_progress {tmp_path} 200 4"
    )
    assert told == (
        0,
        "cairn:   downloaded 0.1 of 0.2 GB, about 5 s left\n"
        "cairn:   unpacked 0.0 of 0.0 GB, about 5 s left\n",
    )


def test_without_a_size_the_time_so_far_is_told() -> None:
    assert bash("so_far 1250000 0 75") == (0, "1.2 GB (1 min 15 s so far)")


def test_pip_downloads_beside_the_environment_not_into_a_small_tmp(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho $TMPDIR\n")
    python.chmod(0o755)
    assert bash(f"run_pip {tmp_path} anything") == (0, f"{tmp_path}/tmp\n")


def test_the_device_is_decided_once_and_told_to_all() -> None:
    status, told = bash(
        'decide_device; env | grep -E "^CAIRN_DEVICE|^CUDA" | sort', CAIRN_DEVICE="cpu"
    )
    assert (status, told) == (0, "CAIRN_DEVICE=cpu\nCUDA_VISIBLE_DEVICES=\n")
    status, told = bash("decide_device", CAIRN_DEVICE="tpu")
    assert status == 1
    assert "set it to cpu or gpu" in told


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("3.6.3", "Maven 3.6.3 found, 3.8.6 or later is needed"),
        ("3.8.6", ""),
        ("3.10.0", ""),
        ("", "Maven of an unknown version found"),
    ],
)
def test_an_old_maven_is_named(tmp_path: Path, version: str, told: str) -> None:
    maven = tmp_path / "mvn"
    maven.write_text(f"#!/bin/sh\necho 'Apache Maven {version} (b5)'\n")
    maven.chmod(0o755)
    status, out = bash(f"PATH={tmp_path}:$PATH; check_maven")
    assert (status, told in out) == (1 if told else 0, True), out
    assert told or not out


def test_what_the_build_needs_is_looked_for_before_anything_is_downloaded(tmp_path: Path) -> None:
    (tmp_path / "control-plane" / "src" / "main").mkdir(parents=True)
    (tmp_path / "migrations").mkdir()
    status, told = bash(
        f"source {ROOT}/ops/lib/start.sh; cairn_root() {{ echo {tmp_path}; }}"
        "; find_java() { JAVA_HOME=/none; }; ensure_python() { echo downloads; }"
        "; check_maven() { die 'mvn not found'; }; start_cairn chains"
    )
    assert (status, told) == (1, "cairn: error: mvn not found\n")


def fake_java(folder: Path, script: str) -> Path:
    java = folder / "jdk" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho called >>{folder}/calls\n{script}\n")
    java.chmod(0o755)
    return java.parents[1]


def rehearsed_twice(folder: Path, java: str) -> str:
    """Returns what two starts say, and the flags of the second one."""
    status, told = bash(
        f"JAVA_HOME={fake_java(folder, java)} CAIRN_PYTHON={sys.executable}"
        f"; ensure_rehearsed {folder}; ensure_rehearsed {folder}"
        f"; exec_application {folder} --port 1",
        CAIRN_DB_URL="jdbc:postgresql://production/cairn",
    )
    assert status == 0, told
    return told


def test_each_build_is_rehearsed_once_without_the_database_of_production(tmp_path: Path) -> None:
    told = rehearsed_twice(
        tmp_path,
        'for each in "$@"; do case $each in -XX:AOTCacheOutput=*) echo >"${each#*=}"'
        f'; env | grep -c CAIRN_DB_URL >{tmp_path}/urls;; esac; done; echo "$@"',
    )
    caches = list((tmp_path / "control-plane/target/start").iterdir())
    assert [cache.suffix for cache in caches] == [".aot"]
    assert f"-XX:AOTCache={caches[0]} " in told
    assert (tmp_path / "calls").read_text().count("called") == 2, "one rehearsal and one start"
    assert (tmp_path / "urls").read_text() == "0\n"


def test_a_rehearsal_that_fails_is_told_once_and_the_application_starts(tmp_path: Path) -> None:
    told = rehearsed_twice(
        tmp_path, 'case "$*" in *--rehearse*) echo no memory; exit 1;; esac; echo "$@"'
    )
    assert told.count("that failed, so each start takes some seconds longer") == 1
    assert "AOTCache" not in told
    assert (tmp_path / "calls").read_text().count("called") == 2
    log = next((tmp_path / "control-plane/target/start").iterdir())
    assert log.read_text() == "no memory\n"
    assert str(log) in told
