"""PEFT's format on disk: `adapter_config.json` beside `adapter_model.safetensors`. Loads next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the converter starts without pydantic
    from engine.types import TrainSettings

WEIGHTS, CONFIG = "adapter_model.safetensors", "adapter_config.json"


def adapter_config(settings: TrainSettings, base_id: str, target_modules: Sequence[str]) -> dict[str, Any]:
    """What PEFT needs to load an adapter trained with `settings`."""
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base_id,
        "inference_mode": True,
        "r": settings.r,
        "lora_alpha": settings.lora_alpha,
        "lora_dropout": settings.lora_dropout,
        "use_rslora": settings.use_rslora,
        "target_modules": sorted(target_modules),
        "bias": "none",
    }
