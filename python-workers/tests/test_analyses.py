"""The Vendi score by hand, and what `ops/analyse` prints."""

import json
from math import exp, log
from pathlib import Path

import numpy as np
import pytest

from api_stub import ApiStub
from cairn_analyses import __main__ as analyse
from cairn_analyses.embedding import Embedding
from cairn_analyses.vendi import diversity, mean_distance, resampled, vendi_score
from cairn_chains.export import SHIPPED

CHAINS = str(SHIPPED)


def test_the_score_counts_what_is_different() -> None:
    assert vendi_score(np.zeros((0, 3))) is None
    assert vendi_score(np.array([[2.0, 0.0]])) == pytest.approx(1)
    assert vendi_score(np.ones((5, 2))) == pytest.approx(1)
    assert vendi_score(np.eye(6)) == pytest.approx(6)
    assert vendi_score(np.array([[1.0, 0], [3, 0], [0, 2], [0, 5]])) == pytest.approx(2)
    # Two rows with cosine c: the eigenvalues of K / 2 are (1 + c) / 2 and (1 - c) / 2.
    c = 0.6
    expected = exp(-sum(p * log(p) for p in ((1 + c) / 2, (1 - c) / 2)))
    assert vendi_score(np.array([[1, 0], [0.6, 0.8]])) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("rows", "columns", "of_vendi_score"),
    [(5, 3, 2.3397639965100163), (128, 384, 108.13216793278644), (300, 20, 19.383930605297465)],
)
def test_it_agrees_with_the_authors_package(rows: int, columns: int, of_vendi_score: float) -> None:
    """What `score_X` of vendi-score 0.0.3 gave for the same rows."""
    random = np.random.default_rng(0)
    for n, d in ((5, 3), (128, 384), (300, 20)):
        vectors = random.normal(size=(n, d))
        if (n, d) == (rows, columns):
            assert vendi_score(vectors) == pytest.approx(of_vendi_score, rel=1e-9)


def test_near_duplicates_count_once() -> None:
    """128 rows in two tight groups are worth about two."""
    random = np.random.default_rng(1)
    centres = np.eye(32)[np.arange(128) % 2]
    score = vendi_score(centres + 0.01 * random.normal(size=(128, 32)))
    assert score == pytest.approx(2, abs=0.1)


def test_both_gram_matrices_give_the_same_score() -> None:
    random = np.random.default_rng(2)
    wide, tall = random.normal(size=(7, 40)), random.normal(size=(40, 7))
    for vectors in (wide, tall):
        units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        shares = np.linalg.eigvalsh(units @ units.T / len(units))
        shares = shares[shares > 1e-12]
        assert vendi_score(vectors) == pytest.approx(np.exp(-(shares * np.log(shares)).sum()))


def test_distance_is_the_mean_over_pairs() -> None:
    vectors = np.array([[1.0, 0], [0, 1], [1, 1]])
    by_hand = (1 + 2 * (1 - 2**-0.5)) / 3
    assert mean_distance(vectors) == pytest.approx(by_hand)
    assert mean_distance(vectors[:1]) is None


def test_resamples_follow_from_the_seed() -> None:
    vectors = np.random.default_rng(3).normal(size=(20, 5))
    assert resampled(vectors, 8, 4, 1) == resampled(vectors, 8, 4, 1)
    assert resampled(vectors, 8, 4, 1) != resampled(vectors, 8, 4, 2)
    assert resampled(np.zeros((0, 5)), 8, 4, 1) == []
    none = diversity([], np.zeros((0, 5)), 8, 4, 1)
    assert (none.score, none.mean, none.sd, none.distance) == (None, None, None, None)


def test_equal_texts_have_equal_vectors_whatever_is_next_to_them() -> None:
    model = Embedding(Path(CHAINS))
    alone = model.vectors(["1+2*3"])
    batch = model.vectors(["1+2*3", "4-5", "1+2*3", "7*8*9-1+2"])
    assert np.allclose(batch[0], alone[0], atol=1e-6)
    assert (batch[0] == batch[2]).all()
    assert model.vectors([]).shape[0] == 0


@pytest.fixture
def stub(api: ApiStub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiStub:
    for name in ("CAIRN_URL", "CAIRN_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return api


@pytest.fixture
def run(stub: ApiStub) -> ApiStub:
    stub.on("GET /runs/2", {"kind": "soar"})
    stub.on("GET /runs/2/outer-steps", {"items": [{"outerStep": 0}, {"outerStep": 1}]})
    for step, texts in enumerate((["1+2", "3*4", "5-6", "7+8"], ["1+2"] * 4)):
        sets = [{"questions": [{"question": text, "answer": "2"} for text in texts]}]
        stub.on(f"GET /runs/2/outer-steps/{step}/sets", {"items": sets})
    return stub


def test_each_outer_step_is_measured(run: ApiStub, capsys: pytest.CaptureFixture[str]) -> None:
    status = analyse.main(["2", "--model", CHAINS, "--url", run.url, "--size", "4", "--json"])
    assert status == 0
    first, second = json.loads(capsys.readouterr().out)["items"]
    assert (first["run"], first["part"], first["texts"], first["distinct"]) == (
        2,
        "outer step 0",
        4,
        4,
    )
    assert 1 < first["score"] <= 4
    assert (second["distinct"], second["distance"]) == (1, pytest.approx(0, abs=1e-9))
    assert second["score"] == pytest.approx(1)
    assert analyse.main(["2", "--model", CHAINS, "--url", run.url]) == 0
    head, titles, *rows = capsys.readouterr().out.splitlines()
    assert head == "run 2"
    assert titles.split() == [
        "PART", "QUESTIONS", "DISTINCT", "LEAKS", "REWORDED",
        "NEAR", "VENDI", "VENDI", "OF", "128", "DISTANCE",
    ]  # fmt: skip
    assert len(rows) == 2
    assert " ".join(rows[1].split()).startswith("outer step 1 4 1 4 0 0 1.00 ")


def test_texts_are_compared_without_a_model(
    run: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert analyse.main(["2", "--url", run.url]) == 0
    head, titles, *rows = capsys.readouterr().out.splitlines()
    assert head == "run 2"
    assert titles.split() == ["PART", "QUESTIONS", "DISTINCT", "LEAKS", "REWORDED"]
    assert [" ".join(row.split()) for row in rows] == [
        "outer step 0 4 4 1 0",
        "outer step 1 4 1 4 0",
    ]
    assert analyse.main(["2", "--url", run.url, "--json"]) == 0
    first, _ = json.loads(capsys.readouterr().out)["items"]
    assert first == {
        "run": 2, "part": "outer step 0", "texts": 4, "distinct": 4, "leaks": 1, "reworded": 0,
    }  # fmt: skip


def test_near_is_counted_above_the_threshold(
    run: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    def counted(threshold: str) -> int:
        near = ["--near", threshold, "--json"]
        assert analyse.main(["2", "--model", CHAINS, "--url", run.url, *near]) == 0
        first, second = json.loads(capsys.readouterr().out)["items"]
        assert second["near"] == 0
        return int(first["near"])

    assert counted("0.999999") == 0
    assert counted("0") == 3


def test_what_cannot_be_measured_is_refused(
    stub: ApiStub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.on("GET /runs/3", {"kind": "train"})
    assert analyse.main(["3", "--model", CHAINS, "--url", stub.url]) == 2
    assert "run 3 is a train run" in capsys.readouterr().err
    stub.on("GET /runs/4", {"kind": "sample"})
    stub.on("GET /runs/4/teacher-questions", {"items": [{"question": "1+2", "answer": "3"}]})
    assert analyse.main(["4", "--model", str(tmp_path), "--url", stub.url]) == 2
    assert "has no config.json" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        analyse.main(["4", "--model", CHAINS, "--size", "0"])
