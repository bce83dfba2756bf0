"""Settings are checked against the schema before anything is started."""

import json
from pathlib import Path

import pytest

from cairn_cli import settings

SCHEMA = Path(__file__).parents[2] / "schemas" / "experiment-spec.schema.json"
PRESETS = Path(__file__).parents[2] / "control-plane" / "src" / "main" / "resources" / "presets"


def check(*given: str, preset: str = "chains", problems: str = "") -> int:
    return settings.main([str(SCHEMA), str(PRESETS / f"{preset}.json"), problems, *given])


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("soar.outer.step=3", "no such setting; did you mean soar.outer.steps?"),
        ("outer.steps=3", "did you mean soar.outer.steps?"),
        ("soar.outer=3", "it is a group, of "),
        ("soar.outer.steps=0", "is 0 (allowed: a whole number at least 1)"),
        ("soar.outer.steps=2.5", "is 2.5 (allowed: a whole number)"),
        ("soar.outer.steps=", "is empty (allowed: a whole number)"),
        ("soar.outer.tau=NaN", "is NaN (allowed: a number)"),
        ("model.precision=fp16", "is fp16 (allowed: FP32, BF16)"),
        ("hardOnly.enabled=yes", "is yes (allowed: true or false)"),
        ("x\x1b[2J=1", "no such setting"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(
    setting: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("seed=1", setting) == 2
    err = capsys.readouterr().err
    assert err.startswith("cairn: error: --set ")
    assert told in err
    assert "\x1b" not in err


@pytest.mark.parametrize(
    "setting",
    [
        "soar.outer.steps= 3 ", "soar.outer.steps=1e1", "model.precision=bf16", "seed=-4",
        "name=x=y", "problems.limit=null", "problems.limit=", "budget.run.wallHours=0.5",
    ],
)  # fmt: skip
def test_what_the_server_takes_is_not_refused(setting: str) -> None:
    assert check(setting) == 0


def test_what_a_preset_leaves_to_its_user_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check() == 0
    assert check(preset="smollm2-gsm8k") == 2
    assert "add --problems FILE" in capsys.readouterr().err
    assert check(preset="smollm2-gsm8k", problems="p.jsonl") == 0
    assert check(preset="llama-3.2-3b-math", problems="p.jsonl") == 2
    assert "add --set model.path=DIR" in capsys.readouterr().err
    model = f"model.path={tmp_path}"
    assert check(model, preset="llama-3.2-3b-math", problems="p.jsonl") == 2
    assert "has no config.json" in capsys.readouterr().err
    (tmp_path / "config.json").write_text("{}")
    assert check(model, preset="llama-3.2-3b-math", problems="p.jsonl") == 0


def test_the_settings_of_all_presets_pass() -> None:
    for file in PRESETS.glob("*.json"):
        preset = json.loads(file.read_text())
        known = dict(settings.leaves(json.loads(SCHEMA.read_text())))
        for name, value in flat(preset["spec"]):
            text = json.dumps(value).strip('"') if not isinstance(value, str) else value
            assert settings.find_mistake(known, f"{name}={text}") is None, (file.name, name)


def flat(tree: dict[str, object], path: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in tree.items():
        found += (
            flat(value, f"{path}{name}.") if isinstance(value, dict) else [(path + name, value)]
        )
    return found
