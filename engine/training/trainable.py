"""Which model trains a run: one place for the choice."""

from __future__ import annotations

import logging
from pathlib import Path

from engine.errors import BadFile
from engine.models.gguf_file import read_header
from engine.training.device import Device
from engine.training.protocol import TrainableModel
from engine.types import TrainSettings


def make_trainable(base: Path, settings: TrainSettings, device: Device, base_id: str) -> TrainableModel:
    """The GGUF at `base` with fresh LoRA layers, ready for the loop.

    Our fast model where it knows the architecture and the settings; else transformers and PEFT, which know
    almost everything and take several times as long. Raises `BadFile`.
    """
    from engine.training.fast.geometry import read_geometry
    from engine.training.fast.model import FastTrainable, refusal

    try:
        reason = refusal(settings)
        if not reason:
            read_geometry(read_header(base))
    except BadFile as error:
        reason = error.message
    if not reason:
        return FastTrainable(base, settings, device, base_id)
    from engine.training.peft_model import PeftTrainable

    logging.info("training with transformers and PEFT: %s", reason)
    return PeftTrainable(base, settings, device, base_id)
