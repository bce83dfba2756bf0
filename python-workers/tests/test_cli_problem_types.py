"""The problem types that the command line asks for are those that the server answers with."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "control-plane/src/main/java/dev/cairn/rest"
CLIENT = ROOT / "python-workers/src/cairn_cli"
TESTS = Path(__file__).parent


def found(directory: Path, files: str, pattern: str) -> set[str]:
    return {
        name for file in directory.rglob(files) for name in re.findall(pattern, file.read_text())
    }


def test_the_server_has_every_type_that_the_client_and_its_tests_name() -> None:
    asked = found(CLIENT, "*.py", r'is_of\("([a-z-]+)"\)')
    stubbed = found(TESTS, "test_*.py", r'cairn\.dev/problems/([a-z-]+)"')
    answered = found(SERVER, "*.java", r'"([a-z]+(?:-[a-z]+)*)"')
    assert "name-taken" in asked
    assert asked | stubbed <= answered
