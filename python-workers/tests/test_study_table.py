"""The table of a study: means, intervals, differences, costs and formats."""

import csv
import io
import json
import random
import statistics

import pytest

from cairn_cli.studies import definition, formats
from cairn_cli.studies.definition import Cell
from cairn_cli.studies.table import Spent, estimate, table
from example_study import STUDY, results


def test_means_deviations_and_paired_differences_follow_from_the_seeds() -> None:
    found = table(definition.parse(STUDY, "x.json"), results(), [], [])
    grounded = next(r for r in found.rows if (r.variant, r.policy) == ("SOAR", "grounded"))
    base = next(r for r in found.rows if (r.variant, r.policy) == ("SOAR", "base"))
    assert base.scores["1"].mean == pytest.approx(0.15)
    assert base.scores["1"].sd == pytest.approx(statistics.stdev([0.1, 0.2]))
    assert grounded.scores["32"].mean == pytest.approx(0.6)
    gains = [
        d for d in found.differences if (d.variant, d.policy, d.k) == ("SOAR", "grounded", "1")
    ]
    assert [d.estimate.mean for d in gains] == [pytest.approx(0.15)]
    assert gains[0].estimate.seeds == 2
    flat = [d for d in found.differences if d.variant == "flat" and d.k == "1"]
    assert [(d.policy, d.reference_variant, d.reference, d.estimate.seeds) for d in flat] == [
        ("base", "SOAR", "base", 1),
        ("grounded", "flat", "base", 1),
        ("grounded", "SOAR", "grounded", 1),
    ]
    pairs = {(d.variant, d.policy, d.reference_variant, d.reference) for d in found.differences}
    assert all((c, e, a, b) not in pairs for a, b, c, e in pairs)


def test_a_reference_is_compared_with_plainer_ones_only() -> None:
    study = definition.parse(STUDY | {"reference": ["base", "grounded"]}, "x.json")
    found = table(study, results(), [], [])
    of_soar = {(d.policy, d.reference) for d in found.differences if d.variant == "SOAR"}
    assert of_soar == {("grounded", "base")}


@pytest.mark.parametrize(("seeds", "times"), [(2, 200), (5, 200), (12, 40)])
def test_the_interval_covers_the_mean_of_known_values_and_is_the_same_again(
    seeds: int, times: int
) -> None:
    draw = random.Random(1)
    covered = 0
    for n in range(times):
        values = [draw.gauss(0.5, 0.1) for _ in range(seeds)]
        one = estimate(values, str(n))
        if n == 0:
            assert one == estimate(values, str(n))
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.mean <= one.high
        covered += one.low <= 0.5 <= one.high
    assert 0.85 * times <= covered < times


def test_equal_tables_give_equal_texts_and_formats_agree() -> None:
    study = definition.parse(STUDY, "x.json")
    first, again = (table(study, results(), ["flat, seed 2: not queued"], []) for _ in range(2))
    for write in formats.FORMATS.values():
        assert write(first) == write(again)
    text = formats.markdown(first)
    assert "| SOAR | grounded | 30 | 7 | 30.0 ± 0.0 (2) | 60.0 ± 0.0 (2) |" in text
    assert "- flat, seed 2: not queued" in text
    rows = list(csv.DictReader(io.StringIO(formats.as_csv(first))))
    means = [
        r
        for r in rows
        if r["policy"] == "grounded" and r["k"] == "1" and not r["seed"] and not r["compared_with"]
    ]
    assert float(means[0]["value"]) == pytest.approx(0.3)
    assert "30.0 \\pm 0.0" in formats.latex(first)
    assert json.loads(formats.as_json(first))["rows"][0]["by_seed"]["1"] == {"1": 0.1, "2": 0.2}


def test_the_papers_numbers_stand_beside_ours() -> None:
    paper = {"paper": {"grounded": {"1": [9.6, 2.5]}}}
    text = formats.markdown(table(definition.parse(STUDY | paper, "x"), results(), [], []))
    assert "paper's pass@1" in text
    assert "9.6 ± 2.5" in text


def test_the_cost_of_a_variant_is_compared_on_the_seeds_that_both_have() -> None:
    study = definition.parse(STUDY, "x.json")
    spent = {
        Cell("SOAR", 1): Spent(1000, 9000, 100),
        Cell("flat", 1): Spent(250, 2250, 40),
        Cell("flat", 2): Spent(350, 3150, 60),
    }
    text = formats.markdown(table(study, results(), [], [], spent))
    assert "| SOAR | 1,000 | 100 % | 9,000 | 100 | 1 |\n" in text
    assert "| flat | 300 | 25 % | 2,700 | 50 | 2 |\n" in text
