"""Which of the packages may import which."""

import ast
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[1] / "src"
PACKAGES = ("cairn_chains", "cairn_cli", "cairn_workers")


def imported(package: str) -> set[str]:
    """First parts of all absolute imports in a package, those inside functions included."""
    files = list((SOURCES / package).rglob("*.py"))
    assert len(files) > 5
    found: set[str] = set()
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text()))):
        match node:
            case ast.Import(names=names):
                found |= {name.name.partition(".")[0] for name in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module.partition(".")[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_imports_another(package: str) -> None:
    assert imported(package) & set(PACKAGES) == {package}


def test_the_command_line_needs_the_standard_library_alone() -> None:
    others = {"torch", "numpy", "matplotlib", "fastapi", "cbor2", "math_verify"}
    assert not imported("cairn_cli") & others


def test_pictures_need_the_command_line_and_matplotlib_alone() -> None:
    found = imported("cairn_plots") - set(sys.stdlib_module_names)
    assert found == {"cairn_plots", "cairn_cli", "matplotlib"}
