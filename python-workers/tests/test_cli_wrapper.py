"""ops/cairn: starts with a Python alone, or says that there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WRAPPER = Path(__file__).parents[2] / "ops" / "cairn"


def test_the_wrapper_needs_no_environment(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the caller's folder is on the path')")
    link = tmp_path / "cairn"
    link.symlink_to(WRAPPER)
    done = subprocess.run(
        [link, "--help"], cwd=tmp_path, env={"PATH": path_with_python(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "submit" in done.stdout


def test_the_wrapper_says_that_a_python_is_missing(tmp_path: Path) -> None:
    path = path_with_python(tmp_path)
    (tmp_path / "bin" / "python3").unlink()
    done = subprocess.run(
        [WRAPPER, "list"], env={"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 127
    assert "no Python 3.11 or later found" in done.stderr


def path_with_python(tmp_path: Path) -> str:
    """A folder that has what the wrapper uses and no other Python than this one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("bash", "dirname", "readlink", "env"):
        (folder / name).symlink_to(str(shutil.which(name)))
    (folder / "python3").write_text(f'#!{shutil.which("bash")}\nexec {sys.executable} "$@"\n')
    (folder / "python3").chmod(0o755)
    return os.fspath(folder)
