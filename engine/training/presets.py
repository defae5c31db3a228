"""How much to train: starting points made from the data and the model, each choice visible and overridable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from engine.types import TrainSettings
from engine.validation import checked

Preset = Literal["quick", "turbo", "balanced", "thorough"]

_TYPICAL = 320  # examples in training of the shipped personas, for which the values below were found
_PLENTY = 4 * _TYPICAL  # from here on there is more to learn than the least rank holds


@dataclass(frozen=True)
class _Aim:
    """What a preset is after: optimizer steps, bounded in epochs, and how much the adapter can hold."""

    steps: int
    most_epochs: int
    r: int
    learning_rate: float


# Found on the starter model with the shipped personas' data (see resources/personas/*/card.md): quick shows the
# voice in about two minutes on two cores, thorough squeezes out the last of it. Turbo trains the upper half of the
# blocks only; what the lower half makes of an example is computed in its first epoch and kept.
_AIMS: dict[Preset, _Aim] = {
    "quick": _Aim(steps=40, most_epochs=5, r=8, learning_rate=2e-3),
    "turbo": _Aim(steps=120, most_epochs=8, r=8, learning_rate=2e-3),
    "balanced": _Aim(steps=120, most_epochs=8, r=8, learning_rate=1e-3),
    "thorough": _Aim(steps=200, most_epochs=12, r=16, learning_rate=5e-4),
}
_MICRO_BATCH = TrainSettings.model_fields["micro_batch_size"].default


def preset_settings(preset: Preset, *, examples: int = 0, blocks: int = 0, **overrides: Any) -> TrainSettings:
    """The preset's settings with `overrides` on top; those that are None are left out.

    `examples` are those that will be trained on (0: as many as the shipped personas have), `blocks` the base
    model's; without them turbo trains all blocks. Few examples are seen more often, of many not all; many
    also get twice the rank. Preferences take a tenth of the learning rate, as is usual (Rafailov et al. 2023).
    Raises `InputError` for a value out of its range.
    """
    aim, count = _AIMS[preset], examples or _TYPICAL
    chosen = {name: value for name, value in overrides.items() if value is not None}
    epochs = aim.steps * _MICRO_BATCH / count
    r = aim.r if count < _PLENTY else 2 * aim.r
    rate = aim.learning_rate / 10 if chosen.get("method") == "dpo" else aim.learning_rate
    settings: dict[str, Any] = {
        "r": r,
        "lora_alpha": 2 * r,
        "learning_rate": rate,
        "epochs": min(aim.most_epochs, round(epochs) if epochs >= 1 else round(epochs, 2)),
    }
    if preset == "turbo" and blocks:
        settings["layers_to_transform"] = list(range(blocks // 2, blocks))
    return checked(TrainSettings, {**settings, **chosen})
