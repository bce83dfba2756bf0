"""The pages that sources and docs point to are in the repository."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("control-plane/src", "python-workers/src", "python-workers/tests", "docs", "ops")
SUFFIXES = (".java", ".py", ".md", ".sh", ".ts", ".tsx", "")
PAGE = re.compile(r"(?<![\w./*-])((?:\.\./)*[\w-][\w./-]*\.md)\b")


def texts() -> Iterator[Path]:
    yield ROOT / "README.md"
    for source in SOURCES:
        for path in (ROOT / source).rglob("*"):
            if path.suffix in SUFFIXES and path.is_file() and "node_modules" not in path.parts:
                yield path


def is_there(page: str, cited_in: Path) -> bool:
    """From the root of the repository, from the page's own folder, or among the docs."""
    return any((base / page).is_file() for base in (ROOT, cited_in.parent, ROOT / "docs"))


def test_every_page_that_is_cited_is_in_the_repository() -> None:
    cited = [
        (path, page)
        for path in texts()
        for page in PAGE.findall(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert len(cited) > 50
    missing = [
        f"{path.relative_to(ROOT)}: {page}" for path, page in cited if not is_there(page, path)
    ]
    assert missing == []
