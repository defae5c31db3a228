"""What settings mean, in plain words: on the cards of the presets, and beside each folded group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.amounts import brief, number, percent
from desktop.pages.train.plan import plural

if TYPE_CHECKING:
    from engine.types import Estimate, Outline, TrainSettings

translate = QCoreApplication.translate


def preset_words(settings: TrainSettings, estimate: Estimate, outline: Outline) -> str:
    """What a preset chose, in lines: “120 steps, every example 4 times”, “rank 8, all 30 layers”, and so on."""
    steps = plural(estimate.steps, translate("Train", "{0} step"), translate("Train", "{0} steps"))
    parts = [
        f"{steps}, {_rounds(settings)}",
        f"{translate('Train', 'rank {0}').format(settings.r)}, {layer_words(settings, outline.blocks)}",
        translate("Train", "learning rate {0}").format(brief(settings.learning_rate)),
    ]
    return "\n".join(parts)


def _rounds(settings: TrainSettings) -> str:
    if settings.epochs < 1:
        return translate("Train", "{0} of the examples").format(percent(settings.epochs))
    if settings.epochs == 1:
        return translate("Train", "every example once")
    return translate("Train", "every example {0} times").format(brief(settings.epochs))


def layer_words(settings: TrainSettings, blocks: int) -> str:
    """Which of a model's layers get an adapter; `blocks` 0 if their number is not known."""
    layers = settings.layers_to_transform
    if layers is None:
        return (
            translate("Train", "all {0} layers").format(blocks)
            if blocks
            else translate("Train", "all layers")
        )
    if blocks and max(layers) == blocks - 1 and len(layers) == layers[-1] - layers[0] + 1:
        return translate("Train", "the upper {0} of {1} layers").format(len(layers), blocks)
    return translate("Train", "layers {0} to {1}").format(min(layers), max(layers))


def module_words(settings: TrainSettings) -> str:
    """Which linear layers of a block get an adapter."""
    if isinstance(settings.target_modules, str):
        return translate("Train", "all linear layers")
    return ", ".join(settings.target_modules)


def method_words(settings: TrainSettings) -> str:
    """What of the examples is learned."""
    return {
        "sft": translate("Train", "learns the answers"),
        "text": translate("Train", "learns whole texts"),
        "dpo": translate("Train", "learns which answer to prefer"),
    }[settings.method]


def replay_words(settings: TrainSettings, knew: bool) -> str:
    """How much of what is read are other examples; empty if nothing. `knew`: the voice learned some before, and
    they are here."""
    if not settings.replay:
        return ""
    if not knew or settings.replay_pool == "general":
        text = translate("Train", "{0} of what is read is general examples")
    elif settings.replay_pool == "both" or settings.replay_kl:
        text = translate("Train", "{0} of what is read is what it knew, and general examples")
    else:
        text = translate("Train", "{0} of what is read is what it knew")
    return text.format(percent(settings.replay))


def group_words(key: str, s: TrainSettings, blocks: int, continues: bool, knew: bool) -> str:
    """A group's settings in a line. `knew`: what the voice that `continues` learned before is here."""
    if key == "learned":
        return method_words(s)
    if key == "adapter":
        shape = [translate("Train", "rank {0}").format(s.r), module_words(s), layer_words(s, blocks)]
        if continues:
            shape.append(translate("Train", "as its adapter was made"))
        return " · ".join(shape)
    if key == "pace":
        return translate("Train", "learning rate {0}").format(brief(s.learning_rate))
    if key == "amount":
        at_once = plural(
            s.micro_batch_size * s.gradient_accumulation_steps,
            translate("Train", "{0} example a step"),
            translate("Train", "{0} examples a step"),
        )
        tokens = translate("Train", "at most {0} tokens each").format(number(s.max_seq_length))
        return " · ".join([_rounds(s), at_once, tokens])
    if key == "checks":
        return _checks(s)
    balanced = translate("Train", "labels balanced") if s.balance == "label" else ""
    gone = translate("Train", "what it learned from before is not here") if continues and not knew else ""
    mixed = replay_words(s, knew) or translate("Train", "nothing mixed in")
    return " · ".join(filter(None, [mixed, balanced, gone]))


def _checks(s: TrainSettings) -> str:
    parts = [
        plural(
            s.eval_every,
            translate("Train", "validated at every step"),
            translate("Train", "validated every {0} steps"),
        )
        if s.eval_every
        else translate("Train", "validated at the end")
    ]
    if s.early_stopping_patience:
        parts.append(translate("Train", "ends early when it gets no better"))
    return " · ".join(parts)
