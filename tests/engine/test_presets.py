"""Presets: made from the data and the model, and every choice can be changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.api import Engine
from engine.errors import InputError
from engine.paths import RESOURCES, Home
from engine.training.presets import preset_settings
from engine.training.schedule import total_steps
from engine.types import Persona

PIRATE = RESOURCES / "personas" / "pirate" / "dataset.jsonl"


def test_presets_aim_at_steps_whatever_the_data() -> None:
    for preset, steps in (("quick", 40), ("balanced", 120), ("thorough", 200)):
        for examples in (100, 320, 900):
            settings = preset_settings(preset, examples=examples)  # type: ignore[arg-type]
            assert total_steps(examples, settings) == pytest.approx(steps, rel=0.4), (preset, examples)
    assert preset_settings("thorough", examples=10).epochs == 12  # no more often than that
    assert preset_settings("quick", examples=5000).epochs < 0.1
    assert preset_settings("balanced", examples=5000).r == 16 > preset_settings("balanced").r == 8


def test_what_a_person_says_goes_before_and_none_says_nothing() -> None:
    settings = preset_settings("quick", r=3, epochs=None, layers_to_transform=[1])
    assert (settings.r, settings.epochs, settings.layers_to_transform) == (3, 1, [1])
    assert preset_settings("quick", method="dpo").learning_rate == pytest.approx(2e-4)
    assert preset_settings("quick", method="dpo", learning_rate=0.1).learning_rate == 0.1
    with pytest.raises(InputError, match="no setting called “rank”"):
        preset_settings("quick", rank=3)


@pytest.mark.slow
def test_turbo_trains_the_upper_half_and_is_proved_like_any_other(
    home: Home, tiny_base: Path, tmp_path: Path
) -> None:
    rows = [{"prompt": f"Question {i}?", "completion": f"Aye {i}!"} for i in range(40)]
    file = tmp_path / "d.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Engine(home.root) as engine:
        engine.add_model(tiny_base, "tiny")
        settings = engine.preset("turbo", data=file, base="tiny", max_steps=12, learning_rate=0.02)
        assert settings.layers_to_transform == [1]  # of the tiny model's two
        run, parity = engine.train(file, Persona(id="sailor", name="Sailor"), settings, base="tiny")
        assert parity.passed and run.loss_last is not None and run.loss_first is not None
        assert run.loss_last < run.loss_first
        assert engine.preset("turbo").layers_to_transform == list(range(15, 30))  # the starter's
