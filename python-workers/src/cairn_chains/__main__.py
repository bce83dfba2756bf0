"""`python -m cairn_chains build --out DIR`: the base model and its tokenizer."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from cairn_chains.base import HABITS, Course, train
from cairn_chains.export import save
from cairn_chains.problem_pool import draw_easy, draw_pool, write_pool


def main(arguments: list[str] | None = None) -> None:
    """Builds the model (about six minutes on one core) or one of the problem sets."""
    parser = argparse.ArgumentParser(prog="cairn_chains", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="train the base model, write a model directory")
    build.add_argument("--out", type=Path, required=True, help="directory to write")
    build.add_argument("--exact-steps", type=int, default=Course.exact_steps)
    build.add_argument("--sloppy-steps", type=int, default=Course.sloppy_steps)
    pool = commands.add_parser("pool", help="write the problem pool")
    pool.add_argument("--out", type=Path, required=True, help="file to write")
    easy = commands.add_parser("easy", help="write the easier problems")
    easy.add_argument("--out", type=Path, required=True, help="file to write")
    chosen = parser.parse_args(arguments)
    if chosen.command == "pool":
        write_pool(draw_pool(), chosen.out)
        return
    if chosen.command == "easy":
        write_pool(draw_easy(), chosen.out, "chains-easy")
        return
    course = replace(Course(), exact_steps=chosen.exact_steps, sloppy_steps=chosen.sloppy_steps)
    save(train(course, HABITS, lambda line: print(line, flush=True)), chosen.out)
    print(f"wrote {chosen.out}")


if __name__ == "__main__":
    main()
