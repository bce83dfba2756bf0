"""ops/plot: what it draws and leaves out, and how it refuses."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest

import plot_rows
from api_stub import Answer, ApiStub
from cairn_cli.studies import definition
from cairn_cli.studies.definition import Cell
from cairn_plots import __main__ as plots

OPS = Path(__file__).parents[2] / "ops"
STUDY: dict[str, Any] = {
    "study": "s", "preset": "chains", "seeds": [1, 2], "variants": {"SOAR": {}, "flat": {}},
}  # fmt: skip
FILTER = quote_plus('tags.study == "s" && (archived || !archived)')
LISTED = f"GET /experiments?filter={FILTER}&sort=createdAt&limit=200"

Plot = Callable[..., int]


@pytest.fixture
def plot(api: ApiStub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plot:
    for name in ("CAIRN_URL", "CAIRN_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return lambda *arguments: plots.main([*map(str, arguments), "--url", api.url])


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.json"
    path.write_text(json.dumps(STUDY))
    return path


def rows(file: Path) -> list[dict[str, str]]:
    with file.open() as lines:
        return list(csv.DictReader(lines))


def test_an_experiment_becomes_pictures_with_their_numbers(
    api: ApiStub, plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot_rows.serve(api)
    assert plot(7, "--to", to) == 0
    names = (
        "outer-rewards", "promotion-stages", "question-format", "training-curves", "pass-at-k",
    )  # fmt: skip
    assert sorted(file.name for file in to.iterdir()) == sorted(
        f"{name}.{ending}" for name in names for ending in ("csv", "png", "svg")
    )
    for name in names:
        assert (to / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (to / f"{name}.svg").read_bytes()
    assert [row["moving_average"] for row in rows(to / "outer-rewards.csv")][::2] == [
        "", "0.375", "",
    ]  # fmt: skip
    points = [(row["policy"], row["optimizer_step"]) for row in rows(to / "training-curves.csv")]
    assert points[3:] == [("grounded-t", "0"), ("grounded-t", "2")], "a step without points"
    assert capsys.readouterr().out.splitlines()[0] == (
        "outer-rewards.svg  outer-rewards.png  outer-rewards.csv"
    )


def test_only_the_newest_run_counts_and_only_if_it_has_succeeded(
    api: ApiStub, plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot_rows.serve(api)
    runs = [
        plot_rows.run(12, "soar", "soar"), plot_rows.run(13, "hard-only", "train"),
        plot_rows.run(14, "grounded-t", "train", "failed"),
        plot_rows.run(15, "soar", "soar", "running"),
        plot_rows.run(16, "hard-only", "train", "running"),
        plot_rows.run(17, "grounded-t", "train"),
    ]  # fmt: skip
    api.on("GET /experiments/7", plot_rows.experiment(*runs))
    api.on("GET /runs/17/training-steps?limit=200", plot_rows.training_steps(5))
    assert plot(7, "--to", to, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    why = "run 15 (soar) is running; only runs that have succeeded are drawn"
    assert shown["leftOut"] == [
        {"picture": name, "reason": why}
        for name in ("outer-rewards", "promotion-stages", "question-format")
    ]
    assert shown["notes"] == [
        "training-curves: run 16 (hard-only) is running; only runs that have succeeded are drawn"
    ]
    assert [item["picture"] for item in shown["items"]] == ["training-curves", "pass-at-k"]
    found = rows(to / "training-curves.csv")
    assert [(row["policy"], row["mean_points"]) for row in found] == [("grounded-t", "5")]
    assert not (to / "outer-rewards.svg").exists()


def test_an_experiment_without_outer_steps_has_the_other_pictures(
    api: ApiStub, plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot_rows.serve(api)
    api.on("GET /runs/12/outer-steps", {"items": []})
    assert plot(7, "--to", to) == 0
    assert "left out: outer-rewards: the SOAR run has no outer step" in capsys.readouterr().out
    assert (to / "pass-at-k.svg").exists()


def test_nothing_is_left_of_a_call_that_finds_nothing_to_draw(
    api: ApiStub, plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /experiments/7", plot_rows.experiment(plot_rows.run(12, "soar", "soar", "queued")))
    api.on("GET /experiments/7/summary", plot_rows.summary())
    assert plot(7, "--to", to) == 2
    told = capsys.readouterr().err
    assert told == (
        "cairn: error: there is nothing to draw of experiment 7: run 12 (soar) is queued; only runs"
        " that have succeeded are drawn; the experiment has no train run with optimizer steps; no"
        " policy has been evaluated\n"
    )
    assert not to.exists()


def test_an_unknown_experiment_is_refused_in_the_servers_words(
    plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plot(99, "--to", to) == 2
    assert capsys.readouterr().err == "cairn: error: /experiments/99 does not exist\n"
    assert not to.exists()


def test_a_server_that_cannot_be_reached_is_named(
    plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plots.main(["7", "--to", str(to), "--url", "http://127.0.0.1:1"]) == 3
    told = capsys.readouterr().err
    assert "http://127.0.0.1:1 can't be reached" in told
    assert "is Cairn running?" in told
    assert not to.exists()


def test_a_folder_with_files_is_refused_before_anything_is_asked(
    api: ApiStub, plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to.mkdir()
    (to / "mine").write_text("mine")
    assert plot(7, "--to", to) == 2
    assert f"{to} is not empty; name a new folder with --to" in capsys.readouterr().err
    assert plot(7, "--to", to / "mine") == 2
    assert "mine can't be used as a folder" in capsys.readouterr().err
    assert not api.asked
    assert (to / "mine").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_named(
    api: ApiStub, plot: Plot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plot(7, "--to", "/proc/pictures") == 2
    assert "/proc/pictures can't be used as a folder" in capsys.readouterr().err
    assert not api.asked


def test_a_missing_matplotlib_is_named_before_anything_is_asked(
    api: ApiStub, plot: Plot, to: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert plot(7, "--to", to) == 2
    assert f"{sys.executable} has no matplotlib" in capsys.readouterr().err
    assert not to.exists()
    assert not api.asked


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give the number of an experiment or --study STUDY"),
        (["7", "--study", "study-chains"], "give the number of an experiment or --study STUDY"),
        (["7", "--set", "a=b"], "--set belongs to --study"),
        (["0"], "0 is not a number of 1 or more"),
    ],
)
def test_a_wrong_command_line_is_refused(
    plot: Plot, to: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        plot(*arguments, "--to", to)
    assert refused.value.code == 2
    assert told in capsys.readouterr().err


def there(number: int, variant: str, seed: int, state: str, *runs: dict[str, Any]) -> Any:
    parsed = definition.parse(STUDY, "x.json")
    tags = {"study": "s", "variant": variant, "settings": parsed.settings(Cell(variant, seed))}
    return plot_rows.experiment(*runs, id=number, seed=seed, tags=tags, state=state)


def test_a_study_is_drawn_of_the_experiments_that_have_ended(
    api: ApiStub, plot: Plot, study: Path, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot_rows.serve(api)
    soar = (
        plot_rows.run(12, "soar", "soar"), plot_rows.run(13, "hard-only", "train"),
        plot_rows.run(18, "soar-pq", "train", "failed"),
    )  # fmt: skip
    at_work = (plot_rows.run(22, "soar", "soar"), plot_rows.run(23, "hard-only", "train"))
    flat = (plot_rows.run(32, "soar", "soar"), plot_rows.run(33, "hard-only", "train"))
    api.on(
        LISTED,
        {
            "items": [
                there(4, "SOAR", 1, "failed", *soar),
                there(5, "SOAR", 2, "running", *at_work),
                there(6, "flat", 1, "succeeded", *flat),
            ]
        },
    )
    api.on("GET /runs/32/outer-steps", {"items": plot_rows.OUTER_STEPS[:2]})
    api.on("GET /runs/33/training-steps?limit=200", plot_rows.training_steps(30, 40))
    for number, score in ((4, 0.25), (5, 0.5), (6, 0.75)):
        answer = plot_rows.summary(plot_rows.policy("base", k1=score))
        api.on(f"GET /experiments/{number}/summary", answer)
        api.on(f"GET /experiments/{number}/cost", {"runs": []})
    assert plot("--study", study, "--to", to) == 0
    assert sorted(file.name for file in to.glob("*.csv")) == [
        "outer-rewards.csv", "pass-at-k.csv", "training-curves.csv",
    ]  # fmt: skip
    curves = rows(to / "training-curves.csv")
    assert [(row["variant"], row["mean_points"]) for row in curves] == [
        ("SOAR", "10"), ("SOAR", "20"), ("SOAR", "60"), ("flat", "30"), ("flat", "40"),
    ]  # fmt: skip
    outer = [(row["variant"], row["outer_step"]) for row in rows(to / "outer-rewards.csv")]
    assert outer == [("SOAR", "0"), ("SOAR", "1"), ("SOAR", "2"), ("flat", "0"), ("flat", "1")]
    scores = [(row["variant"], row["seed"], row["pass_at_k"]) for row in rows(to / "pass-at-k.csv")]
    assert scores == [
        ("SOAR", "1", "0.25"), ("SOAR", "", "0.25"), ("flat", "1", "0.75"), ("flat", "", "0.75"),
    ]  # fmt: skip
    told = capsys.readouterr().out
    assert "note: without SOAR, seed 2 (experiment 5): running" in told
    assert "note: without flat, seed 2: not queued" in told
    assert "note: SOAR, seed 1 (experiment 4): failed: no reason given; what has finished" in told
    assert "note: SOAR, seed 1: run 18 (soar-pq) has failed; only runs that have" in told


def test_a_study_of_which_nothing_has_ended_is_refused(
    api: ApiStub, plot: Plot, study: Path, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = there(4, "SOAR", 1, "running", plot_rows.run(12, "soar", "soar"))
    api.on(LISTED, {"items": [running]})
    api.on("GET /experiments/4/summary", plot_rows.summary())
    assert plot("--study", study, "--to", to) == 2
    assert "no experiment of s has ended, so there is nothing to draw" in capsys.readouterr().err
    assert not to.exists()


def test_a_study_with_other_settings_or_another_name_is_refused(
    api: ApiStub, plot: Plot, study: Path, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(LISTED, {"items": [there(4, "SOAR", 1, "succeeded")]})
    assert plot("--study", study, "--to", to, "--set", "methods.steps=99") == 2
    assert "give the same --set as then" in capsys.readouterr().err
    assert plot("--study", "nothing", "--to", to) == 2
    assert "there is no study nothing" in capsys.readouterr().err
    assert not to.exists()


def test_a_server_that_fails_on_the_way_leaves_nothing(
    api: ApiStub, plot: Plot, to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot_rows.serve(api)
    api.on("GET /experiments/7/summary", Answer({"title": "Internal error"}, 500))
    assert plot(7, "--to", to) == 3
    assert "Internal error" in capsys.readouterr().err
    assert not to.exists()


def test_the_script_starts_the_command_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the caller's folder is on the path')")
    done = subprocess.run(
        [OPS / "plot", "--help"], cwd=tmp_path,
        env={"PATH": os.defpath, "HOME": str(tmp_path), "CAIRN_PYTHON": sys.executable},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for option in ("EXPERIMENT", "--study", "--to", "--url", "--token-file", "--home", "--json"):
        assert option in done.stdout
    assert "Exit status: 0 done; 2 refused; 3" in done.stdout
