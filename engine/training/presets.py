"""How much to train: three starting points, each choice visible and overridable."""

from __future__ import annotations

from typing import Any, Literal

from engine.types import TrainSettings
from engine.validation import checked

Preset = Literal["quick", "balanced", "thorough"]

# Found on the starter model with the shipped personas' data (see resources/personas/*/card.md):
# quick shows the voice in about two minutes on two cores, thorough squeezes out the last of it.
PRESETS: dict[Preset, dict[str, Any]] = {
    "quick": {"r": 8, "lora_alpha": 16, "epochs": 1, "learning_rate": 2e-3},
    "balanced": {"r": 8, "lora_alpha": 16, "epochs": 3, "learning_rate": 1e-3},
    "thorough": {"r": 16, "lora_alpha": 32, "epochs": 5, "learning_rate": 5e-4},
}


def preset_settings(preset: Preset, **overrides: Any) -> TrainSettings:
    """The preset's settings with `overrides` on top; those that are None are left out.

    Raises `InputError` for a value out of its range.
    """
    chosen = {name: value for name, value in overrides.items() if value is not None}
    return checked(TrainSettings, {**PRESETS[preset], **chosen})
