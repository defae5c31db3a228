"""Every setting that decides what a run learns, under the names of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from desktop.widgets.basic import button, column, row
from desktop.widgets.flow import CardGrid
from desktop.widgets.form import field

if TYPE_CHECKING:
    from engine.types import TrainSettings


class Decimal(QDoubleSpinBox):
    """A number written as briefly as it can be: 0.001, 1e-05."""

    def __init__(self, least: float, most: float, step: float) -> None:
        super().__init__()
        self.setDecimals(8)
        self.setRange(least, most)
        self.setSingleStep(step)

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"

    def valueFromText(self, text: str) -> float:
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            ok = not text.strip("0123456789.,eE+-")
            return (QValidator.State.Intermediate if ok else QValidator.State.Invalid, text, position)
        inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if inside else QValidator.State.Intermediate, text, position)


class Advanced(QWidget):
    """The fields. `changed` comes when a person changes one."""

    changed = Signal()
    reset_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.method = QComboBox()
        self.method.addItem(self.tr("sft: learn the answers"), "sft")
        self.method.addItem(self.tr("text: learn everything"), "text")
        self.fields: dict[str, QSpinBox | QDoubleSpinBox | QComboBox] = {
            "r": _whole(1, 512),
            "lora_alpha": Decimal(0.5, 1024, 1),
            "lora_dropout": Decimal(0, 0.9, 0.05),
            "learning_rate": Decimal(1e-7, 1, 1e-4),
            "epochs": Decimal(0.01, 1000, 1),
            "max_steps": _whole(0, 10_000_000),
            "micro_batch_size": _whole(1, 1024),
            "gradient_accumulation_steps": _whole(1, 1024),
            "max_seq_length": _whole(16, 1_000_000, 64),
            "eval_every": _whole(0, 1_000_000),
            "seed": _whole(0, 2**31 - 1),
            "method": self.method,
        }
        hints = {
            "r": self.tr("Rank of the adapter: how much it can hold."),
            "lora_alpha": self.tr("Its strength; about twice r."),
            "lora_dropout": self.tr("Against learning by heart. Above 0 the slower PEFT model trains."),
            "learning_rate": self.tr("How far each step goes, at its highest."),
            "epochs": self.tr("Rounds through all examples."),
            "max_steps": self.tr("Stop after so many steps; 0: as many as the epochs take."),
            "micro_batch_size": self.tr("Examples at once. More needs more memory."),
            "gradient_accumulation_steps": self.tr("Batches gathered for one step."),
            "max_seq_length": self.tr("Tokens of an example; longer ones are cut."),
            "eval_every": self.tr("Steps between validations; 0: only at the end."),
            "seed": self.tr("Same seed, same run."),
            "method": self.tr("What of a conversation is learned."),
        }
        grid = CardGrid(200, spacing=16)
        grid.set_cards([_top(field(name, box, hints[name])) for name, box in self.fields.items()])
        self.reset_button = button(self.tr("Back to the preset's values"), self.reset_wanted.emit, "link")
        layout = column(grid, row(self.reset_button, None), spacing=12)
        self.setLayout(layout)
        for name, box in self.fields.items():
            box.setObjectName(f"setting-{name}")
            if isinstance(box, QComboBox):
                box.currentIndexChanged.connect(lambda _: self.changed.emit())
            else:
                box.valueChanged.connect(lambda _: self.changed.emit())

    def show_settings(self, settings: TrainSettings) -> None:
        """Show these without telling anyone."""
        for name, box in self.fields.items():
            box.blockSignals(True)
            value = getattr(settings, name)
            if isinstance(box, QComboBox):
                box.setCurrentIndex(box.findData(value))
            else:
                box.setValue(value)
            box.blockSignals(False)

    def values(self) -> dict[str, Any]:
        """What the fields say."""
        return {
            name: box.currentData() if isinstance(box, QComboBox) else box.value()
            for name, box in self.fields.items()
        }

    def set_reset(self, possible: bool) -> None:
        self.reset_button.setVisible(possible)


def _whole(least: int, most: int, step: int = 1) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSingleStep(step)
    return box


def _top(widget: QWidget) -> QWidget:
    """`widget` at the top of its cell, however tall the others of its row are."""
    box = QWidget()
    box.setLayout(column(widget, None))
    return box
