"""Grading: Math-Verify's verdicts, and answers that hang, explode or crash."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cairn_workers.grader.process_pool import GraderPool
from cairn_workers.grader.rules import Rule

LIMIT = 2.0  # far above what a good item takes on a busy machine
GUARD = 180.0  # only what hangs takes so long


@pytest.fixture(scope="module")
def maths() -> Iterator[GraderPool]:
    pool = GraderPool(1)
    yield pool
    pool.close()


@pytest.fixture
def pool() -> Iterator[GraderPool]:
    pool = GraderPool(2, judge="hooks:judge")
    yield pool
    pool.close()


def pids(pool: GraderPool) -> list[int]:
    return [child.pid for child in pool._children]


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int) -> bool:
    end = time.monotonic() + GUARD
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not alive(pid)


PAIRS = [
    ("1/2", r"\frac{1}{2}", "verified"),
    (r"\frac12", "0.5", "verified"),
    ("2\\sqrt{3}", r"\sqrt{12}", "verified"),
    ("(1,2)", "(1, 2)", "verified"),
    ("x+1", "1+x", "verified"),
    ("1,000", "1000", "verified"),
    ("50\\%", "1/2", "verified"),
    ("2\\sqrt{3}", "2\\pi", "different"),
    ("5", "6", "different"),
    ("5", "]", "unparsable"),
    ("5", "", "unparsable"),
    ("", "", "unparsable"),
]


def test_verdicts_are_those_of_math_verify(maths: GraderPool) -> None:
    found = maths.verify([(a, b) for a, b, _ in PAIRS], 20.0, Rule.MATH_VERIFY).verdicts
    assert found == [verdict for _, _, verdict in PAIRS]


def test_verdicts_agree_with_math_verify_itself(maths: GraderPool) -> None:
    from math_verify import parse, verify

    texts = ["1/2", r"\frac12", "0.5", "3", "x=5", "5", r"\{1,2\}", "[0,1)", "-7", "7", "10!"]
    pairs = [(a, b) for a in texts for b in texts]
    found = maths.verify(pairs, 20.0, Rule.MATH_VERIFY).verdicts
    for (a, b), verdict in zip(pairs, found, strict=True):
        wanted = verify(parse(f"\\boxed{{{a}}}"), parse(f"\\boxed{{{b}}}"))
        assert (verdict == "verified") == wanted, (a, b)


def test_what_a_parser_reads(maths: GraderPool) -> None:
    answers = ["1/2", "x^2", "]", "", "(3, 4)"]
    wanted = ["verified", "verified", "unparsable", "unparsable", "verified"]
    assert maths.parse_verdicts(answers, 20.0, Rule.MATH_VERIFY) == wanted


def test_towers_cost_their_own_limit(maths: GraderPool) -> None:
    maths.verify([("1", "1")], 20.0, Rule.MATH_VERIFY)
    towers = [("5", "9^{9^{9^{9}}}"), ("4", "(10!)!")]
    found = maths.verify([("3", "3"), *towers, ("8", "2^3")], 5.0, Rule.MATH_VERIFY).verdicts
    assert [found[0], found[3]] == ["verified", "verified"]
    assert "verified" not in found[1:3]


@pytest.mark.parametrize("hang", ["python-loop", "c-loop", "swallows", "memory", "crash"])
def test_a_hanging_item_takes_no_other_with_it(pool: GraderPool, hang: str) -> None:
    good = [(str(i), str(i)) for i in range(60)]
    items = [*good[:20], ("0", hang), *good[20:]]
    found = pool.verify(items, LIMIT, Rule.STRICT).verdicts
    assert found[20] == "timed_out"
    assert found[:20] + found[21:] == ["verified"] * 60


def test_many_hanging_items(pool: GraderPool) -> None:
    found = pool.verify(
        [("0", "c-loop"), ("1", "c-loop"), ("2", "python-loop"), ("3", "3")], LIMIT, Rule.STRICT
    ).verdicts
    assert found == ["timed_out"] * 3 + ["verified"]
    assert pool.verify([("4", "4")], LIMIT, Rule.STRICT).verdicts == ["verified"]


def test_a_child_killed_from_outside_loses_nothing(pool: GraderPool, tmp_path: Path) -> None:
    item = ("x", f"crash-once:{tmp_path / 'marker'}")
    assert pool.verify([item, ("1", "1")], LIMIT, Rule.STRICT).verdicts == ["different", "verified"]


def test_a_child_is_replaced_after_its_share_of_items() -> None:
    pool = GraderPool(1, judge="hooks:judge", items_per_child=3)
    try:
        assert (
            pool.verify([("1", "1"), ("2", "2")], LIMIT, Rule.STRICT).verdicts == ["verified"] * 2
        )
        [first] = pids(pool)
        assert pool.verify([("3", "3")], LIMIT, Rule.STRICT).verdicts == ["verified"]
        assert pids(pool) == [first]
        assert (
            pool.verify([("4", "4"), ("5", "5")], LIMIT, Rule.STRICT).verdicts == ["verified"] * 2
        )
        assert pids(pool) != [first]
        assert gone(first)
    finally:
        pool.close()


def test_a_dead_zygote_is_started_again(pool: GraderPool) -> None:
    pool.verify([("1", "1")], LIMIT, Rule.STRICT)
    process = pool._zygote._process
    assert process is not None
    process.kill()
    process.wait(GUARD)
    assert pool.verify([("2", "2"), ("3", "3"), ("5", "4")], LIMIT, Rule.STRICT).verdicts == [
        "verified",
        "verified",
        "different",
    ]


def test_equal_pairs_are_judged_once(pool: GraderPool) -> None:
    found = pool.verify([("0", "c-loop")] * 50, LIMIT, Rule.STRICT).verdicts
    assert found == ["timed_out"] * 50
    assert pool.take_lost() == 1, "a process is killed for each pair that is judged and hangs"


def test_sys_exit_in_a_judge_is_a_verdict(pool: GraderPool) -> None:
    assert pool.verify([("0", "exit"), ("1", "1")], LIMIT, Rule.STRICT).verdicts == [
        "unparsable",
        "verified",
    ]


def test_children_do_not_load_torch(pool: GraderPool) -> None:
    assert pool.verify([("0", "torch")], LIMIT, Rule.STRICT).verdicts == ["verified"]


def test_the_parser_has_learnt_its_grammar_before_children_are_forked() -> None:
    code = (
        "import cairn_workers.grader.judge\n"
        "from latex2sympy2_extended.antlr_parser import PSParser\n"
        "print(sum(len(dfa.states) for dfa in PSParser.decisionsToDFA))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    learnt = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )
    assert int(learnt.stdout) > 0


def test_closing_ends_all_processes(pool: GraderPool) -> None:
    pool.verify([(str(i), "c") for i in range(40)], LIMIT, Rule.STRICT)
    children = pids(pool)
    assert children
    pool.close()
    assert all(gone(pid) for pid in children)


def test_processes_end_when_their_parent_is_killed() -> None:
    code = (
        "import sys, time; sys.path[:] = " + repr(sys.path) + "\n"
        "from cairn_workers.grader.process_pool import GraderPool\n"
        "from cairn_workers.grader.rules import Rule\n"
        "pool = GraderPool(1, judge='hooks:judge'); pool.verify([('1', '1')], 5, Rule.STRICT)\n"
        "print(pool._children[0].pid, pool._zygote._process.pid, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child, zygote = (int(pid) for pid in parent.stdout.readline().split())
        assert alive(child)
        os.kill(parent.pid, 9)
        parent.wait(GUARD)
    assert gone(child)
    assert gone(zygote)
