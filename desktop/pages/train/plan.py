"""What the guided path collects, step by step, until a run is started from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from desktop.amounts import number

if TYPE_CHECKING:
    from pathlib import Path

    from engine.types import DataMeasure, Persona, TrainSettings

_MOST = 200  # characters of a description
LEAST_EXAMPLES = 4  # a split needs some on each side
PRESETS = ("quick", "turbo", "balanced", "thorough")

SHAPE = ("r", "lora_alpha", "use_rslora", "target_modules", "layers_to_transform")
"""Settings that the weights of an adapter decide."""


@dataclass
class Plan:
    """Everything about a training that is not started yet."""

    name: str = ""
    color: str = ""
    system_prompt: str = ""
    base: str = ""
    base_name: str = ""
    replaces: str = ""
    """Id of the persona this training is to replace; empty for a new one."""
    continues: str = ""
    """Id of the persona whose adapter is trained further; empty to begin anew."""
    continues_name: str = ""

    data: Path | None = None
    source: str = ""
    """What a person calls the data: a file's name, “pasted text”."""
    examples: int = 0
    conversations: bool = True
    left_out: list[tuple[str, int, str]] = field(default_factory=list)
    """Bad rows of merged files: file, line, reason."""
    measure: DataMeasure | None = None

    way: int = 0
    """How examples are given: 0 files, 1 pasted text, 2 a table."""
    text: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    """What was pasted, and what was written in the table, whether learned from or not."""

    limit: int = 0
    """The max_seq_length these examples need, where the usual one is too short."""
    preset: str = "balanced"
    own: dict[str, Any] = field(default_factory=dict)
    """Settings the person chose otherwise than the preset, by name."""
    settings: TrainSettings | None = None
    """What comes of both; None until the data was measured."""

    @property
    def begun(self) -> bool:
        """Whether there is anything in it worth going on with."""
        return bool(self.name or self.data or self.text.strip() or self.rows)

    def use_data(self, path: Path, source: str, examples: int, conversations: bool) -> None:
        """Learn from another file; what was measured of the old one is forgotten."""
        self.data, self.source, self.examples = path, source, examples
        self.conversations, self.measure = conversations, None

    def forget_data(self) -> None:
        self.data, self.source, self.examples, self.measure, self.left_out = None, "", 0, None, []

    def persona(self, id: str) -> Persona:
        """The persona a run will put on the shelf."""
        from engine.types import Persona, as_one_line

        made = as_one_line(QCoreApplication.translate("Train", "Trained on {0}.").format(self.source), _MOST)
        return Persona(
            id=id, name=self.name, color=self.color, system_prompt=self.system_prompt, description=made
        )


def usual_method(plan: Plan, measure: DataMeasure) -> str:
    """What is learned of examples like these, unless a person says otherwise. Preferences are judged against the
    bare base: on top of a voice they cannot be learned."""
    if measure.rejected and not plan.continues:
        return "dpo"
    return "sft" if measure.conversations else "text"


def effective(preset: TrainSettings, own: dict[str, Any]) -> TrainSettings:
    """A preset's settings with a person's own on top; what means nothing beside the others is off. It is kept in
    `own`, for it may mean something again."""
    settings = preset.model_copy(update=own)
    if settings.method == "dpo":  # nothing can be mixed in
        return settings.model_copy(update={"replay": 0.0, "replay_kl": 0.0})
    return settings if settings.replay else settings.model_copy(update={"replay_kl": 0.0})


def made_of(base: str, examples: int, source: str, continues: str = "") -> str:
    """“on SmolLM2 135M · goes on from Pirate · 412 examples from garden-almanac.jsonl”, as far as it is known."""
    translate = QCoreApplication.translate
    parts = []
    if base:
        parts.append(translate("Train", "on {0}").format(base))
    if continues:
        parts.append(translate("Train", "goes on from {0}").format(continues))
    if source:
        text = (
            translate("Train", "1 example from {1}")
            if examples == 1
            else translate("Train", "{0} examples from {1}")
        )
        parts.append(text.format(number(examples), source))
    return " · ".join(parts)


def plural(count: int, one: str, many: str) -> str:
    """`one` or `many`, translated already, with the number in it."""
    return (one if count == 1 else many).format(number(count))
